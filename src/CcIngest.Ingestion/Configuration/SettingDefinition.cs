using System.Globalization;
using CcIngest.Model;

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

    /// <summary>The words it is one of (case does not count); empty for free text and numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The bounds of a number, both inside; null for texts.</summary>
    public (double Low, double High)? Bounds { get; init; }

    /// <summary>Whether a number must be whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What the error is called when the text is not allowed; null for the usual one of the place.</summary>
    public IngestErrorId? ErrorId { get; init; }

    /// <summary>The settings with this one set from its text, or null when the text is not allowed.</summary>
    public required Func<Settings, string, Settings?> Apply { get; init; }

    internal static SettingDefinition Text(
        string name, string? value, string allowed, string description, Func<Settings, string, Settings?> set) =>
        new(name, value, allowed, description) { Apply = set };

    internal static SettingDefinition Path(string name, string? value, string description, Func<Settings, string, Settings> set) =>
        new(name, value, "a path", description) { IsPath = true, Apply = set };

    internal static SettingDefinition Secret(string name, string allowed, string description, Func<Settings, Model.Secret, Settings> set) =>
        new(name, null, allowed, description) { IsSecret = true, Apply = (settings, text) => set(settings, new Model.Secret(text)) };

    internal static SettingDefinition Address(string name, string? value, string description, Func<Settings, Uri, Settings> set) =>
        new(name, value, "an http or https address", description)
        {
            Apply = (settings, text) =>
                Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
                    && uri.Query.Length == 0
                    ? set(settings, uri)
                    : null,
        };

    internal static SettingDefinition Word(
        string name, string value, IReadOnlyList<string> words, string description, Func<Settings, string, Settings> set) =>
        new(name, value, string.Join(", ", words), description)
        {
            Words = words,
            Apply = (settings, text) =>
                words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
                ? set(settings, known)
                : null,
        };

    internal static SettingDefinition Whole(
        string name, string? value, int low, int high, string description, Func<Settings, int, Settings> set) =>
        new(name, value, FormattableString.Invariant($"{low} to {high}"), description)
        {
            Bounds = (low, high),
            IsWhole = true,
            Apply = (settings, text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                && low <= number && number <= high ? set(settings, number) : null,
        };

    internal static SettingDefinition Number(
        string name, string value, double low, double high, string description, Func<Settings, double, Settings> set) =>
        new(name, value, FormattableString.Invariant($"{low} to {high}"), description)
        {
            Bounds = (low, high),
            Apply = (settings, text) =>
                double.TryParse(
                    text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && low <= number && number <= high ? set(settings, number) : null,
        };
}
