using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.Ingestion;

/// <summary>An object of one of several kinds, told apart by which key it has and, where a kind has one, by the word there (<c>"sync": "assets"</c>).</summary>
/// <param name="Noun">What such an object is called.</param>
/// <param name="Kinds">The shape for each key and word; a key without a word has one kind only.</param>
internal sealed record JobKinds(string Noun, IReadOnlyList<(string Key, string? Word, JobObject Shape)> Kinds) : JobValue
{
    private string[] Keys => [.. Kinds.Select(kind => kind.Key).Distinct()];

    public override string Allowed => $"an object with one of the keys {string.Join(", ", Keys)}";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        string[] given = [.. Keys.Where(key => node[key] is not null)];
        if (given.Length != 1)
        {
            throw errors.At(node, given.Length == 0 ? $"is no {Noun}." : $"is two {Noun}s.", $"A {Noun} is {Allowed}.");
        }

        (string Key, string? Word, JobObject Shape)[] kinds = [.. Kinds.Where(kind => kind.Key == given[0])];
        LocatedJson said = node[given[0]] ?? node;
        string[] words = [.. kinds.Select(kind => kind.Word).OfType<string>()];
        if (words.Length > 0)
        {
            new JobWord(words).Check(said, errors);
        }

        kinds.First(kind => kind.Word is null || kind.Word == said.Text).Shape.Check(node, errors);
    }

    public override JsonObject Schema() => new() { ["oneOf"] = new JsonArray([.. Kinds.Select(kind => (JsonNode)kind.Shape.Schema())]) };
}

/// <summary>An array of such objects, at least one.</summary>
internal sealed record JobList(JobKinds Item) : JobValue
{
    public override string Allowed => $"an array of {Item.Noun}s, at least one";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Array || node.Items.Count == 0)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach (LocatedJson item in node.Items)
        {
            Item.Check(item, errors);
        }
    }

    public override JsonObject Schema() => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = Item.Schema() };
}

/// <summary>Such objects by names that the file chooses, at least one.</summary>
internal sealed record JobNamed(JobKinds Item) : JobValue
{
    public override string Allowed => $"an object with a {Item.Noun} for each name";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Object || node.Members.Count == 0)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach ((string name, LocatedJson value) in node.Members)
        {
            if (!JobName.IsName(name))
            {
                throw errors.At(value, "has no good name.", $"Allowed: {new JobName().Allowed}.");
            }

            Item.Check(value, errors);
        }
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["propertyNames"] = new JobName().Schema(),
        ["additionalProperties"] = Item.Schema(),
    };
}
