using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Every setting there is. Loading, checking and the documentation come from here.</summary>
public static class SettingDefinitions
{
    private static readonly string[] SslModes = ["None", "Preferred", "Required", "VerifyCA", "VerifyFull"];

    private static readonly (string Word, LogLevel Level)[] Levels =
    [
        ("TRACE", LogLevel.Trace), ("DEBUG", LogLevel.Debug), ("INFO", LogLevel.Information), ("INFORMATION", LogLevel.Information),
        ("WARNING", LogLevel.Warning), ("WARN", LogLevel.Warning), ("ERROR", LogLevel.Error), ("CRITICAL", LogLevel.Critical), ("NONE", LogLevel.None),
    ];

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("CCDATA_API_KEY", null, "the key of your plan", "Key of the market data API, sent as a header.")
        {
            IsSecret = true,
            Apply = (settings, text) => settings with { Source = settings.Source with { ApiKey = new Secret(text) } },
        },
        new("DATA_API_BASE_URL", "https://data-api.coindesk.com", "an http or https address", "Address of the data-api.")
        {
            Apply = Address((settings, uri) => settings with { Source = settings.Source with { DataApi = uri } }),
        },
        new("MIN_API_BASE_URL", "https://min-api.cryptocompare.com", "an http or https address", "Address of the min-api (exchanges).")
        {
            Apply = Address((settings, uri) => settings with { Source = settings.Source with { MinApi = uri } }),
        },
        new("API_REQUEST_TIMEOUT_SECONDS", "30", "1 to 600", "Seconds for one attempt, until the body has been read.")
        {
            Apply = Number(1, 600, (settings, seconds) => settings with { Source = settings.Source with { Timeout = TimeSpan.FromSeconds(seconds) } }),
        },
        new("API_MAX_RETRIES", "5", "0 to 20", "How often one request is sent again.")
        {
            Apply = Whole(0, 20, (settings, count) => settings with { Source = settings.Source with { MaxRetries = count } }),
        },
        new("API_RETRY_BACKOFF_FACTOR", "1", "0.01 to 60", "First wait before a repeated request, in seconds; each later one doubles, with jitter.")
        {
            Apply = Number(0.01, 60, (settings, seconds) => settings with { Source = settings.Source with { RetryBackoffFactor = seconds } }),
        },
        new("MAX_API_FETCH_LIMIT", null, "1 to 5000", "Most periods that one page asks for; else the endpoint's own limit (5,000 days, 2,000 hours or minutes).")
        {
            Apply = Whole(1, 5_000, (settings, periods) => settings with { Source = settings.Source with { MaxFetchLimit = periods } }),
        },
        new("DB_ENGINE", "sqlite", string.Join(", ", StoreEngines.All), "Kind of store.")
        {
            Apply = Word(StoreEngines.All, (settings, engine) => settings with { Store = settings.Store with { Engine = engine } }),
        },
        new("DB_FILE", "ccingest.db", "a path", "SQLite only: the file, created when it is not there.")
        {
            IsPath = true,
            Apply = (settings, path) => settings with { Store = settings.Store with { File = path } },
        },
        new("DB_HOST", "127.0.0.1", "a host name or address", "Servers only: where the database is.")
        {
            Apply = (settings, host) => settings with { Store = settings.Store with { Host = host } },
        },
        new("DB_PORT", null, "1 to 65535", "Servers only: its port; else the engine's own.")
        {
            Apply = Whole(1, 65_535, (settings, port) => settings with { Store = settings.Store with { Port = port } }),
        },
        new("DB_USER", "ccingest", "a user name", "Servers only: who logs in.")
        {
            Apply = (settings, user) => settings with { Store = settings.Store with { User = user } },
        },
        new("DB_PASSWORD", null, "the user's password", "Servers only.")
        {
            IsSecret = true,
            Apply = (settings, text) => settings with { Store = settings.Store with { Password = new Secret(text) } },
        },
        new("DB_NAME", "market", "letters, digits and underscores, at most 64", "Database or schema that holds the tables.")
        {
            Apply = (settings, name) => name.Length <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
                ? settings with { Store = settings.Store with { Schema = name } }
                : null,
        },
        new("DB_SSL_MODE", "Preferred", string.Join(", ", SslModes), "Servers only: whether the connection is encrypted and what is checked.")
        {
            Apply = Word(SslModes, (settings, mode) => settings with { Store = settings.Store with { SslMode = mode } }),
        },
        new("DB_SSL_CA", null, "a path", "Servers only: PEM file with the certificate authority.")
        {
            IsPath = true,
            Apply = (settings, path) => settings with { Store = settings.Store with { SslCa = path } },
        },
        new("DB_CONNECTION_POOL_MIN_SIZE", "0", "0 to 1000", "Servers only: connections kept open.")
        {
            Apply = Whole(0, 1_000, (settings, size) => settings with { Store = settings.Store with { PoolMinSize = size } }),
        },
        new("DB_CONNECTION_POOL_MAX_SIZE", "10", "1 to 1000", "Servers only: most connections at once; not below the minimum.")
        {
            Apply = Whole(1, 1_000, (settings, size) => settings with { Store = settings.Store with { PoolMaxSize = size } }),
        },
        new("DB_CONNECTION_POOL_TIMEOUT_SECONDS", "15", "1 to 600", "Servers only: seconds to wait for a connection.")
        {
            Apply = Number(1, 600, (settings, seconds) => settings with { Store = settings.Store with { PoolTimeout = TimeSpan.FromSeconds(seconds) } }),
        },
        new("DEFAULT_INGESTION_BATCH_SIZE", "10000", "100 to 1000000", "Rows that one transaction aims at.")
        {
            Apply = Whole(100, 1_000_000, (settings, rows) => settings with { BatchSize = rows }),
        },
        new("ENVIRONMENT", "production", "one word", "Name of the installation, for logs.")
        {
            Apply = (settings, name) => name.Length <= 64 && !name.Any(char.IsWhiteSpace) ? settings with { Environment = name } : null,
        },
        new("LOG_LEVEL", "INFO", string.Join(", ", Levels.Select(level => level.Word)), "Least severity that is logged.")
        {
            Apply = (settings, text) => Array.FindIndex(Levels, level => level.Word.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0
                ? settings with { LogLevel = Levels[index].Level }
                : null,
        },
    ];

    /// <summary>The setting of that name (case counts on no platform), or null.</summary>
    public static SettingDefinition? Find(string name) => All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Func<Settings, string, Settings?> Whole(int low, int high, Func<Settings, int, Settings> set) => (settings, text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && low <= number && number <= high ? set(settings, number) : null;

    private static Func<Settings, string, Settings?> Number(double low, double high, Func<Settings, double, Settings> set) => (settings, text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && low <= number && number <= high ? set(settings, number) : null;

    private static Func<Settings, string, Settings?> Word(IReadOnlyList<string> words, Func<Settings, string, Settings> set) => (settings, text) =>
        words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known ? set(settings, known) : null;

    private static Func<Settings, string, Settings?> Address(Func<Settings, Uri, Settings> set) => (settings, text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            ? set(settings, uri)
            : null;
}
