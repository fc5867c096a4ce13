using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A value of a JSON text that knows where it stands, so that an error can say it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">From the root, for example <c>steps[1].select</c>; empty for the root.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record LocatedJson(JsonValueKind Kind, string Path, int Line)
{
    /// <summary>The text of a string, or a number, true or false as written; null for the others.</summary>
    public string? Text { get; init; }

    /// <summary>Members of an object in their order; empty for the others.</summary>
    public IReadOnlyList<(string Name, LocatedJson Value)> Members { get; init; } = [];

    /// <summary>Elements of an array; empty for the others.</summary>
    public IReadOnlyList<LocatedJson> Items { get; init; } = [];

    public LocatedJson? this[string name] => Members.FirstOrDefault(member => member.Name == name).Value;

    /// <summary>Reads a text with comments and trailing commas.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">How messages name it.</param>
    /// <param name="errorId">What the error is when the text is no JSON or says a name twice.</param>
    public static LocatedJson Parse(string json, string file, IngestErrorId errorId)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));
        Utf8JsonReader reader = new(
            bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
        Reader parse = new(bytes, file, errorId);
        try
        {
            reader.Read();
            LocatedJson root = parse.Value(ref reader, "");
            reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            throw new IngestException(errorId,
                FormattableString.Invariant($"{file}, line {(broken.LineNumber ?? 0) + 1}: this is no JSON: {Words(broken.Message)}"),
                "Comments and trailing commas are allowed.", broken);
        }
        catch (InvalidOperationException broken)
        {
            // The reader notices half a surrogate pair (\ud800) only when the text is taken.
            throw new IngestException(errorId,
                FormattableString.Invariant($"{file}, line {parse.Line}: this is no JSON: a text holds half a surrogate pair."),
                "Write both halves, or the character itself.", broken);
        }
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Words(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }

    /// <summary>Builds values from tokens; remembers how many lines it has passed.</summary>
    private sealed class Reader(byte[] bytes, string file, IngestErrorId errorId)
    {
        private long _counted;

        public int Line { get; private set; } = 1;

        public LocatedJson Value(ref Utf8JsonReader reader, string path)
        {
            int line = LineAt(reader.TokenStartIndex);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    return new LocatedJson(JsonValueKind.Object, path, line) { Members = MembersOf(ref reader, path) };
                case JsonTokenType.StartArray:
                    List<LocatedJson> items = [];
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        items.Add(Value(ref reader, FormattableString.Invariant($"{path}[{items.Count}]")));
                    }

                    return new LocatedJson(JsonValueKind.Array, path, line) { Items = items };
                case JsonTokenType.String:
                    return new LocatedJson(JsonValueKind.String, path, line) { Text = reader.GetString() };
                case JsonTokenType.Number:
                    return new LocatedJson(JsonValueKind.Number, path, line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
                case JsonTokenType.True:
                    return new LocatedJson(JsonValueKind.True, path, line) { Text = "true" };
                case JsonTokenType.False:
                    return new LocatedJson(JsonValueKind.False, path, line) { Text = "false" };
                default:
                    return new LocatedJson(JsonValueKind.Null, path, line);
            }
        }

        private List<(string, LocatedJson)> MembersOf(ref Utf8JsonReader reader, string path)
        {
            List<(string Name, LocatedJson)> members = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                string name = reader.GetString() ?? "";
                int line = LineAt(reader.TokenStartIndex);
                if (members.Exists(member => member.Name == name))
                {
                    throw new IngestException(
                        errorId, FormattableString.Invariant($"{file}, line {line}: '{Join(path, name)}' is said twice."),
                        "Leave one of them out.");
                }

                reader.Read();
                members.Add((name, Value(ref reader, Join(path, name))));
            }

            return members;
        }

        private int LineAt(long index)
        {
            for (; _counted < index; _counted++)
            {
                if (bytes[_counted] == '\n')
                {
                    Line++;
                }
            }

            return Line;
        }
    }
}
