using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;
using static CcIngest.Ingestion.SettingDefinition;

namespace CcIngest.Ingestion;

/// <summary>Every setting there is. Loading, checking and the documentation come from here.</summary>
public static class SettingDefinitions
{
    private static readonly string[] SslModes = ["None", "Preferred", "Required", "VerifyCA", "VerifyFull"];

    private const string NameOfTables = "letters, digits and underscores, at most 64";

    private static readonly Dictionary<string, LogLevel> Levels = new()
    {
        ["TRACE"] = LogLevel.Trace,
        ["DEBUG"] = LogLevel.Debug,
        ["INFO"] = LogLevel.Information,
        ["INFORMATION"] = LogLevel.Information,
        ["WARNING"] = LogLevel.Warning,
        ["WARN"] = LogLevel.Warning,
        ["ERROR"] = LogLevel.Error,
        ["CRITICAL"] = LogLevel.Critical,
        ["NONE"] = LogLevel.None,
    };

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        Secret("CCDATA_API_KEY", "the key of your plan", "Key of the market data API, sent as a header.",
            (settings, key) => settings with { Source = settings.Source with { ApiKey = key } }),
        Address("DATA_API_BASE_URL", "https://data-api.coindesk.com", "Address of the data-api.",
            (settings, uri) => settings with { Source = settings.Source with { DataApi = uri } }),
        Address("MIN_API_BASE_URL", "https://min-api.cryptocompare.com", "Address of the min-api (exchanges).",
            (settings, uri) => settings with { Source = settings.Source with { MinApi = uri } }),
        .. VenueCatalog.All.Select(venue => Address(venue.AddressSetting, venue.Address.OriginalString, $"Address of {venue.Title}'s public API.",
            (settings, uri) => uri == venue.Address ? settings : settings with
            {
                Source = settings.Source with { VenueAddresses = new Dictionary<string, Uri>(settings.Source.VenueAddresses) { [venue.Exchange] = uri } },
            })),
        Number("API_REQUEST_TIMEOUT_SECONDS", "30", 1, 600, "Seconds for one attempt, until the body has been read.",
            (settings, seconds) => settings with { Source = settings.Source with { Timeout = TimeSpan.FromSeconds(seconds) } }),
        Whole("API_MAX_RETRIES", "5", 0, 20, "How often one request is sent again.",
            (settings, count) => settings with { Source = settings.Source with { MaxRetries = count } }),
        Number("API_RETRY_BACKOFF_FACTOR", "1", 0.01, 60,
            "First wait before a repeated request, in seconds; each later one doubles, with jitter.",
            (settings, seconds) => settings with { Source = settings.Source with { RetryBackoffFactor = seconds } }),
        Whole("MAX_API_FETCH_LIMIT", null, 1, 5_000,
            "Most periods that one page asks for; else the endpoint's own limit (5,000 days, 2,000 hours or minutes).",
            (settings, periods) => settings with { Source = settings.Source with { MaxFetchLimit = periods } }),
        Path("STATE_DIR", null,
            "Folder with the rate budget that all processes of a user share; else the user's own: `$XDG_STATE_HOME/ccingest` or `~/.local/state/ccingest`, "
            + "on macOS `~/Library/Application Support/CcIngest`, on Windows `%LOCALAPPDATA%\\CcIngest\\State`.",
            (settings, path) => settings with { Source = settings.Source with { StateFolder = path } }),
        Word("DB_ENGINE", "sqlite", StoreEngines.All, "Kind of store.",
            (settings, engine) =>
                settings with { Store = settings.Store with { Engine = engine } }) with { ErrorId = IngestErrorId.EngineUnknown },
        Path("DB_FILE", "ccingest.db", "SQLite only: the file, created when it is not there.",
            (settings, path) => settings with { Store = settings.Store with { File = path } }),
        Text("DB_HOST", "127.0.0.1", "a host name or address", "Servers only: where the database is.",
            (settings, host) => settings with { Store = settings.Store with { Host = host } }),
        Whole("DB_PORT", null, 1, 65_535, "Servers only: its port; else the engine's own.",
            (settings, port) => settings with { Store = settings.Store with { Port = port } }),
        Text("DB_USER", "ccingest", "a user name", "Servers only: who logs in.",
            (settings, user) => settings with { Store = settings.Store with { User = user } }),
        Secret("DB_PASSWORD", "the user's password", "Servers only.",
            (settings, password) => settings with { Store = settings.Store with { Password = password } }),
        Text("DB_NAME", "market", NameOfTables, "Database that holds the tables; with PostgreSQL it has the schema DB_SCHEMA.",
            (settings, name) => !IsName(name) ? null : StoreEngines.IsPostgreSql(settings.Store.Engine)
                ? settings with { Store = settings.Store with { Database = name } }
                : settings with { Store = settings.Store with { Schema = name } }),
        Text("DB_SCHEMA", "market", NameOfTables, "PostgreSQL only: schema that holds the tables, in the database DB_NAME.",
            (settings, name) => !IsName(name) ? null : StoreEngines.IsPostgreSql(settings.Store.Engine)
                ? settings with { Store = settings.Store with { Schema = name } }
                : settings),
        Whole("DB_COLUMNSTORE_AFTER_DAYS", null, 1, 36_500,
            "TimescaleDB only, for tables that are made: chunks older than this are compressed into columns; never unless said.",
            (settings, days) => settings with { Store = settings.Store with { Chunks = settings.Store.Chunks with { ColumnstoreAfter = TimeSpan.FromDays(days) } } }),
        Whole("DB_DROP_AFTER_DAYS", null, 1, 36_500,
            "TimescaleDB only, for tables that are made: chunks older than this are dropped, and coverage goes on saying that they were stored; never unless said.",
            (settings, days) => settings with { Store = settings.Store with { Chunks = settings.Store.Chunks with { DropAfter = TimeSpan.FromDays(days) } } }),
        Word("DB_SSL_MODE", "Preferred", SslModes, "Servers only: whether the connection is encrypted and what is checked.",
            (settings, mode) => settings with { Store = settings.Store with { SslMode = mode } }),
        Path("DB_SSL_CA", null, "Servers only: PEM file with the certificate authority.",
            (settings, path) => settings with { Store = settings.Store with { SslCa = path } }),
        Whole("DB_CONNECTION_POOL_MIN_SIZE", "0", 0, 1_000, "Servers only: connections kept open.",
            (settings, size) => settings with { Store = settings.Store with { PoolMinSize = size } }),
        Whole("DB_CONNECTION_POOL_MAX_SIZE", "10", 2, 1_000, "Servers only: most connections at once; not below the minimum.",
            (settings, size) => settings with { Store = settings.Store with { PoolMaxSize = size } }),
        Number("DB_CONNECTION_POOL_TIMEOUT_SECONDS", "15", 1, 600, "Servers only: seconds to wait for a connection.",
            (settings, seconds) => settings with { Store = settings.Store with { PoolTimeout = TimeSpan.FromSeconds(seconds) } }),
        Whole("DB_WRITERS", null, 1, 64, "Servers only: transactions that write at once; else 4, or the size of the pool where that is less.",
            (settings, count) => settings with { Store = settings.Store with { Writers = count } }),
        Whole("DEFAULT_INGESTION_BATCH_SIZE", "10000", 100, 1_000_000, "Rows that one transaction aims at.",
            (settings, rows) => settings with { BatchSize = rows }),
        Whole("MAX_REJECTED_ROWS", "1000", 0, int.MaxValue,
            "Rejected rows that a run may have, those known before not counted; one more ends it as Failed.",
            (settings, rows) => settings with { MaxRejectedRows = rows }),
        Whole("RATE_STATUS_EVERY", "1000", 0, 1_000_000,
            "After so many answers of a run the state of the rate limits is asked for and noted, beside its start and end; 0 for never.",
            (settings, answers) => settings with { RateStatusEvery = answers }),
        Path("METRICS_FILE", null,
            "File in Prometheus' text format that adds up what all runs measured, for the textfile collector; none unless said.",
            (settings, path) => settings with { MetricsFile = path }),
        Address("OTEL_EXPORTER_OTLP_ENDPOINT", null, "Address of an OpenTelemetry collector that metrics are sent to, without `/v1/metrics`; none unless said.",
            (settings, uri) => settings with { Otlp = settings.Otlp with { Endpoint = uri } }),
        Word("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", ["http/protobuf", "grpc"], "How the collector is spoken to.",
            (settings, protocol) => settings with { Otlp = settings.Otlp with { IsGrpc = protocol == "grpc" } }),
        Text("OTEL_EXPORTER_OTLP_HEADERS", null, "name=value,name=value", "Headers for the collector, such as a login.",
            (settings, headers) => OtlpOptions.AreHeaders(headers) ? settings with { Otlp = settings.Otlp with { Headers = new Model.Secret(headers) } } : null)
            with { IsSecret = true },
        Whole("OTEL_EXPORTER_OTLP_TIMEOUT", "10000", 1, 600_000, "Milliseconds that one export may take; the end of a run waits no longer.",
            (settings, milliseconds) => settings with { Otlp = settings.Otlp with { Timeout = TimeSpan.FromMilliseconds(milliseconds) } }),
        Word("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "cumulative", ["cumulative", "delta"], "Whether counters say what came since the process began, or since the last export.",
            (settings, word) => settings with { Otlp = settings.Otlp with { IsDelta = word == "delta" } }),
        Whole("OTEL_METRIC_EXPORT_INTERVAL", "60000", 1_000, 86_400_000, "Milliseconds between exports while a run goes on; its end exports in any case.",
            (settings, milliseconds) => settings with { Otlp = settings.Otlp with { Interval = TimeSpan.FromMilliseconds(milliseconds) } }),
        Text("OTEL_SERVICE_NAME", "ccingest", "a name", "Name under which the metrics are found at the collector.",
            (settings, name) => name.Length <= 128 && !name.Any(char.IsControl) ? settings with { Otlp = settings.Otlp with { ServiceName = name } } : null),
        Text("ENVIRONMENT", "production", "one word", "Name of the installation, for logs.",
            (settings, name) => name.Length <= 64 && !name.Any(char.IsWhiteSpace) ? settings with { Environment = name } : null),
        Word("LOG_LEVEL", "INFO", [.. Levels.Keys], "Least severity that is logged.",
            (settings, level) => settings with { LogLevel = Levels[level] }),
        Path("LOG_FILE", null,
            "File that log lines go to as well, one JSON object a line; several processes may share it. Its folder must be there; none unless said.",
            (settings, path) => settings with { Log = settings.Log with { Path = path } }),
        Whole("LOG_FILE_SIZE_MB", "20", 1, 1_000, "Megabytes from which on the next file of LOG_FILE is begun.",
            (settings, size) => settings with { Log = settings.Log with { FileBytes = size * 1_000_000L } }),
        Whole("LOG_FILE_COUNT", "10", 1, 1_000, "Files of LOG_FILE that are kept, the newest ones.",
            (settings, count) => settings with { Log = settings.Log with { Files = count } }),
    ];

    /// <summary>The setting of that name (case counts on no platform), or null.</summary>
    public static SettingDefinition? Find(string name) =>
        All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsName(string text) => text.Length <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
