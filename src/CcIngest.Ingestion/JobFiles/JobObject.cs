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
