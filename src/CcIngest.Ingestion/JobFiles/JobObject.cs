using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.Ingestion;

/// <summary>A key of an object in a job file.</summary>
internal sealed record JobKey(string Name, JobValue Value, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>The object of the root that holds it; empty for the root itself. Said for settings only.</summary>
    public string Section { get; init; } = "";
}

/// <summary>An object of a job file with its keys; there are no others.</summary>
internal sealed record JobObject(string Title, IReadOnlyList<JobKey> Keys) : JobValue
{
    public override string Allowed => $"an object with {string.Join(", ", Keys.Select(key => key.Name))}";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach ((string name, LocatedJson value) in node.Members)
        {
            JobKey key = Keys.FirstOrDefault(key => key.Name == name)
                ?? throw errors.UnknownKey(value, Title, Keys.Where(known => known.Value is not JobForbidden).Select(known => known.Name));
            key.Value.Check(value, errors);
        }

        if (Keys.FirstOrDefault(key => key.IsRequired && node[key.Name] is null) is { } missing)
        {
            throw errors.At(node, $"lacks '{missing.Name}'.", $"{missing.Name}: {missing.Description} Allowed: {missing.Value.Allowed}.");
        }
    }

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach (JobKey key in Keys)
        {
            JsonObject value = key.Value.Schema();
            value.Insert(0, "description", key.Description);
            properties[key.Name] = value;
        }

        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties };
        if (Keys.Any(key => key.IsRequired))
        {
            schema["required"] = new JsonArray([.. Keys.Where(key => key.IsRequired).Select(key => (JsonNode)key.Name)]);
        }

        schema["additionalProperties"] = false;
        return schema;
    }
}

/// <summary>The steps of a job: objects that are told apart by their first word (<c>"sync": "assets"</c>).</summary>
/// <param name="Kinds">The shape for each key and word.</param>
internal sealed record JobStepList(IReadOnlyList<(string Key, string Word, JobObject Shape)> Kinds) : JobValue
{
    public override string Allowed => "an array of steps, at least one";

    public override void Check(LocatedJson node, JobFileErrors errors)
    {
        if (node.Kind != JsonValueKind.Array || node.Items.Count == 0)
        {
            throw errors.WrongValue(node, Allowed);
        }

        foreach (LocatedJson step in node.Items)
        {
            ShapeOf(step, errors).Check(step, errors);
        }
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["items"] = new JsonObject { ["oneOf"] = new JsonArray([.. Kinds.Select(kind => (JsonNode)kind.Shape.Schema())]) },
    };

    private JobObject ShapeOf(LocatedJson step, JobFileErrors errors)
    {
        string[] keys = [.. Kinds.Select(kind => kind.Key).Distinct()];
        string[] given = [.. keys.Where(key => step[key] is not null)];
        if (given.Length != 1)
        {
            throw errors.At(
                step, given.Length == 0 ? "is no step." : "is two steps.",
                $"A step is an object with one of the keys {string.Join(", ", keys)}.");
        }

        LocatedJson word = step[given[0]] ?? step;
        string[] words = [.. Kinds.Where(kind => kind.Key == given[0]).Select(kind => kind.Word)];
        new JobWord(words).Check(word, errors);
        return Kinds.First(kind => kind.Key == given[0] && kind.Word == word.Text).Shape;
    }
}
