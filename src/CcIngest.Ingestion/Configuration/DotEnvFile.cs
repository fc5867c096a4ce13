using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Reads <c>.env</c>: <c>NAME=value</c> lines, an <c>export</c> before them, comments with <c>#</c>. Single quotes keep the text as it is;
/// double quotes know <c>\n \r \t \" \\</c>; without quotes a blank and <c>#</c> begin a comment. Names that are no settings belong to
/// others.
/// </summary>
internal static class DotEnvFile
{
    public const string FileName = ".env";

    /// <summary>The settings in a file, and addresses of webhooks (<see cref="AlertAddresses"/>); none when it is not there.</summary>
    /// <exception cref="IngestException">A line cannot be read. Its text is not shown: it may hold a secret.</exception>
    public static IReadOnlyDictionary<string, SettingText> Read(string path) =>
        File.Exists(path) ? Parse(File.ReadAllLines(path)) : new Dictionary<string, SettingText>();

    public static IReadOnlyDictionary<string, SettingText> Parse(IReadOnlyList<string> lines)
    {
        Dictionary<string, SettingText> settings = [];
        for (int number = 1; number <= lines.Count; number++)
        {
            string line = lines[number - 1].Trim();
            string origin = FormattableString.Invariant($"{FileName}, line {number}");
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line["export ".Length..].TrimStart();
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? "" : line[..equals].TrimEnd();
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                throw Broken(origin, "is not of the form NAME=value");
            }

            string value = Value(line[(equals + 1)..].TrimStart(), origin);
            string? known = SettingDefinitions.Find(name)?.Name ?? (AlertAddresses.IsName(name) ? name : null);
            if (known is not null && value.Length > 0)
            {
                settings[known] = new SettingText(value, origin);
            }
        }

        return settings;
    }

    private static string Value(string text, string origin)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            int comment = text.StartsWith('#') ? 0 : Enumerable.Range(1, Math.Max(text.Length - 1, 0))
                .FirstOrDefault(index => text[index] == '#' && char.IsWhiteSpace(text[index - 1]), text.Length);
            return text[..comment].TrimEnd();
        }

        StringBuilder value = new();
        for (int index = 1; index < text.Length; index++)
        {
            if (text[index] == text[0])
            {
                string rest = text[(index + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#' ? value.ToString() : throw Broken(origin, "goes on behind the closing quote");
            }

            value.Append(
                text[index] == '\\' && text[0] == '"' && index + 1 < text.Length ? Escaped(text[++index]) : text[index].ToString());
        }

        throw Broken(origin, "has no closing quote");
    }

    private static string Escaped(char letter) => letter switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' => letter.ToString(),
        _ => $"\\{letter}",
    };

    private static IngestException Broken(string origin, string what) =>
        new(IngestErrorId.SettingInvalid, $"{origin} {what}.", "Write NAME=value, with quotes around blanks and #.");
}
