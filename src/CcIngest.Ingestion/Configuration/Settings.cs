using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// The configuration of a session, typed. Order: parameter, environment variable, <c>.env</c>, <c>ccingest.json</c>, default.
/// </summary>
public sealed record Settings
{
    public StoreOptions Store { get; init; } = new();

    public SourceOptions Source { get; init; } = new();

    /// <summary>Rows that one transaction aims at.</summary>
    public int BatchSize { get; init; } = 10_000;

    /// <summary>Rejected rows, not known as such before, that a run may have; one more ends it as Failed.</summary>
    public int MaxRejectedRows { get; init; } = 1_000;

    /// <summary>After how many answers of a run the state of the rate limits is asked for; 0 for never.</summary>
    public int RateStatusEvery { get; init; } = 1_000;

    /// <summary>The file that is kept in Prometheus' text format; null for none.</summary>
    public string? MetricsFile { get; init; }

    /// <summary>The collector that metrics are sent to, if there is one.</summary>
    public OtlpOptions Otlp { get; init; } = new();

    /// <summary>Name of the installation, for logs.</summary>
    public string Environment { get; init; } = "production";

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The file that log lines go to, if there is one.</summary>
    public LogFileOptions Log { get; init; } = new();

    /// <summary>Puts the settings together.</summary>
    /// <param name="parameters">By setting name; what a command line, a cmdlet or a job file said. Null or empty: not said.</param>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <param name="directory">Where <c>.env</c> and <c>ccingest.json</c> are looked for, and what relative paths belong to.</param>
    /// <exception cref="IngestException">SettingInvalid or EngineUnknown: the name, the value unless secret, where it came from, what is
    /// allowed.</exception>
    public static Settings Load(IReadOnlyDictionary<string, string?> parameters, Func<string, string?> environment, string directory)
    {
        if (parameters.Keys.FirstOrDefault(name => SettingDefinitions.Find(name) is null) is { } unknown)
        {
            throw Unknown(unknown, "parameter");
        }

        Dictionary<string, string?> named = new(parameters, StringComparer.OrdinalIgnoreCase);
        IReadOnlyDictionary<string, SettingText> dotEnv = DotEnvFile.Read(Path.Combine(directory, DotEnvFile.FileName));
        IReadOnlyDictionary<string, SettingText> file = SettingsFile.Read(Path.Combine(directory, SettingsFile.FileName));
        Settings settings = new();
        Dictionary<string, SettingText> said = [];
        foreach (SettingDefinition setting in SettingDefinitions.All)
        {
            SettingText? text = Said(named.GetValueOrDefault(setting.Name), "parameter")
                ?? Said(environment(setting.Name), "environment variable")
                ?? dotEnv.GetValueOrDefault(setting.Name)
                ?? file.GetValueOrDefault(setting.Name)
                ?? (setting.Default is { } value ? new SettingText(value, "default") : null);
            if (text is not null)
            {
                said[setting.Name] = text;
                settings = setting.Set(settings, text, directory);
            }
        }

        if (settings.Store.PoolMinSize > settings.Store.PoolMaxSize)
        {
            SettingText low = said["DB_CONNECTION_POOL_MIN_SIZE"];
            throw new IngestException(IngestErrorId.SettingInvalid,
                FormattableString.Invariant(
                    $"DB_CONNECTION_POOL_MIN_SIZE is '{low.Value}' ({low.Origin}), above DB_CONNECTION_POOL_MAX_SIZE {settings.Store.PoolMaxSize}."),
                "Lower the one or raise the other.");
        }

        return settings with { Source = settings.Source with { StateFolder = settings.Source.StateFolder ?? StateFolder.Default(environment) } };
    }

    internal static IngestException Unknown(string name, string origin) =>
        new(IngestErrorId.SettingInvalid, $"'{name}' ({origin}) is no setting.",
        $"Use one of {string.Join(", ", SettingDefinitions.All.Select(setting => setting.Name))}.{NearestWord.Hint(name, SettingDefinitions.All.Select(setting => setting.Name))}");

    // An empty variable is how shells and containers say "not set".
    private static SettingText? Said(string? value, string origin) => string.IsNullOrEmpty(value) ? null : new SettingText(value, origin);
}

/// <summary>The text of a setting and where it came from, for example <c>.env, line 3</c>.</summary>
internal sealed record SettingText(string Value, string Origin);

/// <summary>Checks and sets one setting.</summary>
internal static class SettingTexts
{
    /// <exception cref="IngestException">The text is not allowed.</exception>
    public static Settings Set(this SettingDefinition setting, Settings settings, SettingText text, string directory)
    {
        string value = setting.IsPath ? Path.GetFullPath(text.Value, Path.GetFullPath(directory)) : text.Value;
        return setting.Apply(settings, value) ?? throw new IngestException(
            setting.ErrorId ?? IngestErrorId.SettingInvalid,
            setting.IsSecret || MayHoldSecret(text.Value) ? $"{setting.Name} ({text.Origin}) is not allowed." : $"{setting.Name} is '{text.Value}' ({text.Origin}).",
            $"Allowed: {setting.Allowed}.");
    }

    /// <summary>An address with a user or a query: the places where people put keys and passwords.</summary>
    public static bool MayHoldSecret(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && (address.UserInfo.Length > 0 || address.Query.Length > 0);
}
