using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// A query of <c>sql/queries</c>, by its file's name. Tables stand without a schema: the connection's default schema is the store's. Parameters are
/// the properties of the filter that each query names.
/// </summary>
public sealed record StoredQuery
{
    private readonly Lazy<string> _text;

    private StoredQuery(string name, Dataset? dataset = null)
    {
        Name = name;
        _text = new Lazy<string>(() => Read(name, dataset));
    }

    /// <summary>Venues with their grades, as <see cref="Exchange"/>. Parameters: <see cref="ExchangeFilter"/>.</summary>
    public static StoredQuery Exchanges { get; } = new("exchanges");

    /// <summary>Assets with their newest market data, by volume, as <see cref="Asset"/>. Parameters: <see cref="AssetFilter"/>.</summary>
    public static StoredQuery TopAssets { get; } = new("top_assets");

    /// <summary>Spot instruments of given venues and statuses, as <see cref="Instrument"/>. Parameters: <see cref="InstrumentFilter"/>.</summary>
    public static StoredQuery Instruments { get; } = new("instruments");

    /// <summary>
    /// Pairs on given venues with given base and quote symbols, as <see cref="TradingPair"/>: what an ingest works on. Parameters:
    /// <see cref="PairFilter"/>.
    /// </summary>
    public static StoredQuery TradingPairs { get; } = new("trading_pairs");

    /// <summary>Coverage of series, as <see cref="CoverageRecord"/>. Parameters: <see cref="CoverageFilter"/>.</summary>
    public static StoredQuery Coverage { get; } = new("coverage");

    /// <summary>Dead letters, newest first, as <see cref="DeadLetterRecord"/>. Parameters: <see cref="DeadLetterFilter"/>.</summary>
    public static StoredQuery DeadLetters { get; } = new("dead_letters");

    /// <summary>What rows said before they were corrected, as <see cref="RevisionRecord"/>. Parameters: <see cref="RevisionFilter"/>.</summary>
    public static StoredQuery Revisions { get; } = new("revisions");

    /// <summary>The newest runs, as <see cref="RunRecord"/>. Parameters: <see cref="RunFilter"/>.</summary>
    public static StoredQuery Runs { get; } = new("runs");

    /// <summary>
    /// The newest states of the rate limits, one <see cref="RateLimitRecord"/> for each window. Parameters: <see cref="RateLimitFilter"/>.
    /// </summary>
    public static StoredQuery RateLimits { get; } = new("rate_limits");

    /// <summary>How much the store has of each kind, as <see cref="TableContents"/>. No parameters.</summary>
    public static StoredQuery Contents { get; } = new("contents");

    public static StoredQuery OhlcvDays { get; } = Ohlcv(SpotOhlcv.Days);

    public static StoredQuery OhlcvHours { get; } = Ohlcv(SpotOhlcv.Hours);

    public static StoredQuery OhlcvMinutes { get; } = Ohlcv(SpotOhlcv.Minutes);

    public string Name { get; }

    public string Text => _text.Value;

    /// <summary>Candles of a spot series table, as <see cref="Model.Ohlcv"/>. Parameters: <see cref="OhlcvFilter"/>.</summary>
    /// <exception cref="ArgumentException">The dataset is none of the spot candles.</exception>
    public static StoredQuery Ohlcv(Dataset dataset) => dataset.Name == SpotOhlcv.Name && DatasetCatalog.All.Contains(dataset)
        ? new StoredQuery("ohlcv_spot", dataset)
        : throw new ArgumentException($"{dataset} holds no spot candles.", nameof(dataset));

    private static string Read(string name, Dataset? dataset)
    {
        using Stream stream = typeof(StoredQuery).Assembly.GetManifestResourceStream($"queries/{name}.sql")
            ?? throw new InvalidOperationException($"sql/queries/{name}.sql is not embedded.");
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();

        // The three tables of a family differ in name and interval only; both come from the closed set of the catalogue.
        return dataset is null
            ? text
            : text.Replace(SpotOhlcv.Days.Table, dataset.Table, StringComparison.Ordinal)
                .Replace($"'{SpotOhlcv.Days.Interval}'", $"'{dataset.Interval}'", StringComparison.Ordinal);
    }
}
