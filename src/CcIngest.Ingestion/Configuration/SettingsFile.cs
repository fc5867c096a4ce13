using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Reads <c>ccingest.json</c>: one object whose members are setting names. An unknown name is an error, with its place.</summary>
internal static class SettingsFile
{
    public const string FileName = "ccingest.json";

    /// <exception cref="IngestException">The file is no JSON, or says what is no setting.</exception>
    public static IReadOnlyDictionary<string, SettingText> Read(string path) =>
        File.Exists(path) ? Parse(File.ReadAllText(path)) : new Dictionary<string, SettingText>();

    public static IReadOnlyDictionary<string, SettingText> Parse(string json)
    {
        LocatedJson root = LocatedJson.Parse(json, FileName, IngestErrorId.SettingInvalid);
        if (root.Kind != JsonValueKind.Object)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{FileName} is no JSON object.", "Write { \"DB_ENGINE\": \"sqlite\" } and so on.");
        }

        Dictionary<string, SettingText> settings = [];
        foreach ((string name, LocatedJson value) in root.Members)
        {
            string origin = FormattableString.Invariant($"{FileName}, line {value.Line}");
            if (SettingDefinitions.Find(name) is not { } setting)
            {
                throw Settings.Unknown(name, origin);
            }

            if (value.Kind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw new IngestException(
                    IngestErrorId.SettingInvalid, $"{setting.Name} ({origin}) is an {value.Kind.ToString().ToLowerInvariant()}.",
                    $"Allowed: {setting.Allowed}.");
            }

            if (!string.IsNullOrEmpty(value.Text))
            {
                settings[setting.Name] = new SettingText(value.Text, origin);
            }
        }

        return settings;
    }
}
