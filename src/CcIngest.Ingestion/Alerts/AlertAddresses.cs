using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The addresses of the webhooks of a job, read from the environment or from <c>.env</c>: secrets, so no job file has them.</summary>
public sealed class AlertAddresses
{
    /// <summary>So begin the names of their variables: <c>ALERT_WEBHOOK</c>, <c>ALERT_WEBHOOK_OPS</c>.</summary>
    public const string Prefix = "ALERT_WEBHOOK";

    private readonly Dictionary<string, Secret> _addresses;

    private AlertAddresses(Dictionary<string, Secret> addresses) => _addresses = addresses;

    /// <param name="plan">The job's alerts.</param>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <param name="directory">Where <c>.env</c> is looked for.</param>
    /// <exception cref="IngestException">SettingInvalid: a line of <c>.env</c> cannot be read.</exception>
    public static AlertAddresses Read(AlertPlan plan, Func<string, string?> environment, string directory)
    {
        Dictionary<string, Secret> addresses = new(StringComparer.Ordinal);
        string[] names = [.. plan.Sinks.OfType<WebhookAlertSink>().Select(sink => sink.Variable).Distinct()];
        IReadOnlyDictionary<string, SettingText> file = names.Length > 0
            ? DotEnvFile.Read(Path.Combine(directory, DotEnvFile.FileName))
            : new Dictionary<string, SettingText>();
        foreach (string name in names)
        {
            string? text = environment(name) is { Length: > 0 } value ? value : file.GetValueOrDefault(name)?.Value;
            if (!string.IsNullOrEmpty(text))
            {
                addresses[name] = new Secret(text);
            }
        }

        return new AlertAddresses(addresses);
    }

    /// <summary>Whether a variable may hold such an address; case counts, as everywhere but on Windows.</summary>
    public static bool IsName(string name) => name == Prefix
        || (name.StartsWith(Prefix + "_", StringComparison.Ordinal) && name.Length <= 128 && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_'));

    /// <summary>Null when the variable is not set.</summary>
    internal Secret? Of(string variable) => _addresses.GetValueOrDefault(variable);
}
