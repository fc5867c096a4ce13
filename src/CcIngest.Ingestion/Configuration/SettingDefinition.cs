namespace CcIngest.Ingestion;

/// <summary>One setting: its name in the environment, in <c>.env</c> and in <c>ccingest.json</c>, and what it may be.</summary>
/// <param name="Name">For example <c>DB_ENGINE</c>.</param>
/// <param name="Default">The value when nobody says one, as text; null when there is none.</param>
/// <param name="Allowed">What may stand there, for people.</param>
/// <param name="Description">What it does, one sentence.</param>
public sealed record SettingDefinition(string Name, string? Default, string Allowed, string Description)
{
    /// <summary>A secret value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A path; a relative one belongs to the directory that the settings are loaded for.</summary>
    public bool IsPath { get; init; }

    /// <summary>The settings with this one set from its text, or null when the text is not allowed.</summary>
    public required Func<Settings, string, Settings?> Apply { get; init; }
}
