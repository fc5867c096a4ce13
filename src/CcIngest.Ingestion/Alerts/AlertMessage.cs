using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a sink gets, as JSON of one line; docs/alerts.md promises its names. <c>text</c> is what Slack, Mattermost and the like show.</summary>
internal sealed record AlertMessage
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        // The text goes to programs, never into a page of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The message in one line.</summary>
    public required string Text { get; init; }

    public required AlertKind Kind { get; init; }

    /// <summary>The rule's name in the job file.</summary>
    public required string Rule { get; init; }

    /// <summary>The kind of rule: <see cref="AlertRule.Word"/>.</summary>
    public required string On { get; init; }

    public required string Job { get; init; }

    /// <summary>Null for a run that could not begin.</summary>
    public string? RunId { get; init; }

    public required string Cause { get; init; }

    public IReadOnlyDictionary<string, object> Figures { get; init; } = new Dictionary<string, object>();

    /// <summary>UTC, when the cause was seen first.</summary>
    public required DateTime Since { get; init; }

    /// <summary>UTC, of this message.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC: the same cause is not told again before.</summary>
    public required DateTime QuietUntil { get; init; }

    /// <summary>Shows more.</summary>
    public required string Command { get; init; }

    public string Host { get; init; } = Environment.MachineName;

    public string ToJson() => JsonSerializer.Serialize(this, Form);
}
