using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The form of a job file, said once: the parser checks by it and the JSON schema is written from it.</summary>
internal static class JobShapes
{
    /// <summary>Keys that stand for a setting.</summary>
    public static IReadOnlyList<JobKey> Settings { get; } =
    [
        Of("store", "engine", "DB_ENGINE"),
        Of("store", "file", "DB_FILE"),
        Of("store", "host", "DB_HOST"),
        Of("store", "port", "DB_PORT"),
        Of("store", "user", "DB_USER"),
        Of("store", "database", "DB_NAME"),
        Of("store", "schema", "DB_SCHEMA"),
        Of("store", "columnstoreAfterDays", "DB_COLUMNSTORE_AFTER_DAYS"),
        Of("store", "dropAfterDays", "DB_DROP_AFTER_DAYS"),
        Of("store", "sslMode", "DB_SSL_MODE"),
        Of("store", "sslCa", "DB_SSL_CA"),
        Of("store", "poolMinSize", "DB_CONNECTION_POOL_MIN_SIZE"),
        Of("store", "poolMaxSize", "DB_CONNECTION_POOL_MAX_SIZE"),
        Of("store", "poolTimeoutSeconds", "DB_CONNECTION_POOL_TIMEOUT_SECONDS"),
        Of("store", "writers", "DB_WRITERS"),
        Of("source", "dataApi", "DATA_API_BASE_URL"),
        Of("source", "minApi", "MIN_API_BASE_URL"),
        .. Sources.VenueCatalog.All.Select(venue => Of("source", JsonNamingPolicy.CamelCase.ConvertName(venue.Title.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)), venue.AddressSetting)),
        Of("source", "timeoutSeconds", "API_REQUEST_TIMEOUT_SECONDS"),
        Of("source", "maxRetries", "API_MAX_RETRIES"),
        Of("source", "retryBackoffFactor", "API_RETRY_BACKOFF_FACTOR"),
        Of("source", "maxFetchLimit", "MAX_API_FETCH_LIMIT"),
        Of("", "batchSize", "DEFAULT_INGESTION_BATCH_SIZE"),
        Of("", "maxRejectedRows", "MAX_REJECTED_ROWS"),
    ];

    private static readonly JobKey MaxRows = new("maxRows", new JobWhole(1, int.MaxValue), "Stop after about so many records.");

    private static readonly JobKey Exchanges = new("exchanges", new JobTexts(), "Only these venues.");

    private static readonly JobKey MinimumGrade = new(
        "minimumGrade", new JobWord(Grades.All), "Only venues of this grade or better, chosen from the store.");

    public static JobObject Select { get; } = new("select",
    [
        MinimumGrade,
        new("topAssets", new JobWhole(1, int.MaxValue), "Base assets: the first so many by 30-day spot volume."),
        new("quotes", new JobTexts(), "Only these quote symbols."),
        Exchanges,
        new("indexFamily", new JobText(), $"For indices: the family; {IndexOhlcv.DefaultFamily} unless said otherwise."),
        new("instruments", new JobTexts(), "Only these mapped names."),
        new("statuses", new JobTexts(), "Only instruments of these statuses; [\"ACTIVE\"] unless said otherwise."),
        new("limit", new JobWhole(1, int.MaxValue), "At most so many series, in a fixed order."),
    ]);

    public static JobObject SelectSymbols { get; } = new("select",
    [
        new("exchanges", new JobTexts(), "Only these exchanges."),
        new("quotes", new JobTexts(), "Only these quote symbols."),
        new("symbols", new JobTexts(), "Only these symbols: standard ones (BTC-USDT-SPOT) or native ones (BTCUSDT)."),
        new("statuses", new JobTexts(), "Only symbols of these statuses; [\"ACTIVE\"] unless said otherwise."),
        new("limit", new JobWhole(1, int.MaxValue), "At most so many series, in a fixed order."),
    ]);

    public static JobList Steps { get; } = new(new JobKinds("step",
    [
        Step("sync", ReferenceList.Exchanges, "Venues with their grades.", MaxRows),
        Step("sync", ReferenceList.Assets, "Assets with a snapshot of their market data.",
            new("assets", new JobTexts(), "Only these, by symbol or id; all unless said otherwise."), MaxRows),
        Step("sync", ReferenceList.SpotInstruments, "Spot venues with their instruments.", Exchanges, MinimumGrade, MaxRows),
        Step("sync", ReferenceList.FuturesInstruments, "Futures venues with their contracts.", Exchanges, MinimumGrade, MaxRows),
        Step("sync", ReferenceList.Symbols, "Symbols of exchanges, asked of the exchanges themselves.", Exchanges),
        .. SeriesDatasets.Kinds.Select(Ingest),
        Step("capture", OrderBookSnapshots.Name, "Snapshots of order books at a steady cadence, digit for digit.",
            new("every", new JobDuration(), "Between ticks.") { IsRequired = true },
            new("select", SelectSymbols, "Which books, chosen from the symbols in the store."),
            new("depth", new JobWhole(1, 5_000), "Levels on each side; 100 unless said otherwise."),
            new("for", new JobDuration(), "How long. Of for, until and count one is given; without any the capture goes on until it is stopped."),
            new("until", new JobTime(), "End, exclusive; UTC unless a zone is given."),
            new("count", new JobWhole(1, int.MaxValue), "Ticks of each book."),
            new("throttleLimit", new JobWhole(1, 64), "Requests under way at once; 16 unless said otherwise.")),
        Step("ingest", Klines.Name, "Candles straight from exchanges, with exact decimals.", [.. SeriesKeys(SelectSymbols)]),
        Step("check", QualityStep.Word, "Tests stored data by the rules of their datasets, keeps what it finds, and fails a series by the severity of it.",
            new("datasets", new JobTexts(), "Only these; all unless said otherwise."),
            Exchanges,
            new("rawSymbols", new JobTexts(), "Only these names on the exchange."),
            new("interval", new JobInterval(), "Only series of this length of a period."),
            new("from", new JobTime(), "Periods from here on; UTC unless a zone is given."),
            new("to", new JobTime(), "Periods before this; UTC unless a zone is given."),
            new("rules", new JobTexts(), "Only these rules; docs/quality.md lists them."),
            new("failOn", new JobWord([.. JobWords.Of<QualitySeverity>(), QualityStep.Never]),
                "From which severity on a finding makes its series a failed leg, and the run Partial; error unless said otherwise.")),
        Step("report", ReportStep.Html, "A page that shows how far the store can be trusted; one file, without a network.",
            new("file", new JobText(), "The HTML file. From the current folder on, unless it is absolute.") { IsRequired = true },
            new("datasets", new JobTexts(), "Only these datasets."),
            Exchanges,
            new("top", new JobWhole(0, ReportRequest.MostCharts), "So many of the most traded series have candles; 50 unless said otherwise."),
            new("from", new JobTime(), "Time from here on; UTC unless a zone is given."),
            new("to", new JobTime(), "Time before this; UTC unless a zone is given."),
            new("replace", new JobFlag(), "Replaces a file that is there; false unless said otherwise.")),
        .. DatasetCatalog.All.GroupBy(dataset => dataset.Name).Select(family => Export(family.Key, [.. family])),
    ]));

    public static JobObject Root { get; } = new("A job",
    [
        new("$schema", new JobText(), "Where this schema is, for editors."),
        new("name", new JobText(), "The job's name, for its runs; the file's name unless said otherwise."),
        new("store", Section("store", Forbidden("password", "DB_PASSWORD")), "Where the data go."),
        new("source", Section("source", Forbidden("apiKey", "CCDATA_API_KEY")), "Where the data come from."),
        .. Settings.Where(key => key.Section.Length == 0),
        new("onBusy", new JobWord(JobWords.Of<BusyPolicy>()),
            "What to do about series that another run on the store works on: refuse (unless said otherwise), wait for it, or share."),
        new("initialize", new JobFlag(), "Create or upgrade the tables first; true unless said otherwise."),
        new("alerts", AlertShapes.Alerts, "Whom to tell what when a run has ended; docs/alerts.md explains it."),
        new("steps", Steps, "What to do, one after the other.") { IsRequired = true },
    ]);

    private static JobObject Section(string name, JobKey forbidden) =>
        new(name, [.. Settings.Where(key => key.Section == name), forbidden]);

    private static JobKey Forbidden(string name, string setting) =>
        new(name, new JobForbidden($"Set {setting} in the environment or in .env."), $"Not here: {setting}.");

    private static JobKey Of(string section, string name, string setting)
    {
        SettingDefinition definition = SettingDefinitions.Find(setting)
            ?? throw new ArgumentException($"{setting} is no setting.", nameof(setting));
        return new JobKey(
            name, new JobSetting(definition), $"{definition.Description} {setting}: {definition.Allowed}.") { Section = section };
    }

    private static (string, string?, JobObject) Ingest(string kind)
    {
        string[] markets = [.. SeriesDatasets.MarketsOf(kind).Select(market => market.ToString().ToLowerInvariant())];
        return Step("ingest", kind, $"Time series: {kind.Replace('-', ' ')}.",
            [new("market", new JobWord(markets), $"Kind of market; {markets[0]} unless said otherwise."), .. SeriesKeys(Select)]);
    }

    private static (string, string?, JobObject) Export(string name, IReadOnlyList<Dataset> family)
    {
        JobKey folder = new("folder", new JobText(), "Where the files go; made when it is not there. From the current folder on, unless it is absolute.") { IsRequired = true };
        JobKey replaces = new("replace", new JobFlag(), "Replaces an export that is in the folder; false unless said otherwise.");
        return family[0].Series is null
            ? Step("export", name, "The rows of a table as a Parquet file.", folder, replaces)
            : Step("export", name, "The rows of time series as Parquet files, by exchange and date.",
                new("interval", new JobInterval(), "Length of a period.") { IsRequired = family.Count > 1 || family[0].AtInterval is null },
                folder,
                replaces,
                Exchanges,
                new("rawSymbols", new JobTexts(), "Only these names on the exchange."),
                new("from", new JobTime(), "Periods from here on; UTC unless a zone is given."),
                new("to", new JobTime(), "Periods before this; UTC unless a zone is given."),
                new("partitionBy", new JobWord(JobWords.Of<ExportPartition>()), "What time the rows of one file share; minutes by month and all else by year unless said otherwise."));
    }

    private static IEnumerable<JobKey> SeriesKeys(JobObject select) =>
    [
        new("interval", new JobInterval(), "Length of a period.") { IsRequired = true },
        new("select", select, "Which series, chosen from the store."),
        new("from", new JobTime(), "Begin, inclusive; UTC unless a zone is given.") { IsRequired = true },
        new("to", new JobTime(), "End, exclusive; now unless said otherwise."),
        new("revisit", new JobWhole(0, 1_000),
            "Closed periods at the end that are read again for late corrections; 2 unless said otherwise."),
        new("throttleLimit", new JobWhole(1, 64), "Series worked on at once; 8 unless said otherwise."),
    ];

    private static (string, string?, JobObject) Step(string key, string word, string description, params JobKey[] keys) =>
        (key, word, new JobObject($"{key} {word}", [new JobKey(key, new JobWord([word]), description) { IsRequired = true }, .. keys]));
}
