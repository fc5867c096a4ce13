using System.Globalization;
using System.Text;

namespace CcIngest.Ingestion;

/// <summary>The page of settings, written from their definitions.</summary>
public static class SettingsDocument
{
    public static string Markdown()
    {
        StringBuilder page = new();
        page.Append("# Settings\n\nWritten from the definitions of the settings; a test keeps it so.\n\n");
        page.Append("The first that says a value wins: parameter or job file, environment variable, `.env`, `ccingest.json`, default. Both files are looked for in the\n");
        page.Append("current directory, and relative paths belong to it. `ccingest.json` is one object with these names: `{ \"DB_ENGINE\": \"sqlite\" }`.\n\n");
        page.Append("| Setting | Default | Allowed | What it does |\n|---|---|---|---|\n");
        foreach (SettingDefinition setting in SettingDefinitions.All)
        {
            string secret = setting.IsSecret ? " Secret: never shown." : "";
            page.Append(CultureInfo.InvariantCulture,
                $"| `{setting.Name}` | {(setting.Default is { } value ? $"`{value}`" : "none")} | {setting.Allowed} | {setting.Description}{secret} |\n");
        }

        return page.ToString();
    }
}
