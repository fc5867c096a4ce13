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

    /// <summary>Assets with their newest market data, ranked, as <see cref="Asset"/> without its lists. Parameters: <see cref="AssetFilter"/>.</summary>
    public static StoredQuery TopAssets { get; } = new("top_assets");

    /// <summary>What assets have several of, as <see cref="AssetMapEntry"/>. Parameters: <see cref="AssetMapFilter"/>.</summary>
    public static StoredQuery AssetMaps { get; } = new("asset_maps");

    /// <summary>Spot instruments of given venues and statuses, as <see cref="Instrument"/>. Parameters: <see cref="InstrumentFilter"/>.</summary>
    public static StoredQuery Instruments { get; } = new("instruments");

    /// <summary>Futures contracts of given venues and statuses, as <see cref="Instrument"/>. Parameters: <see cref="InstrumentFilter"/>.</summary>
    public static StoredQuery FuturesInstruments { get; } = new("instruments_futures");

    /// <summary>
    /// Pairs on given venues with given base and quote symbols, as <see cref="TradingPair"/>: what an ingest works on. Parameters:
    /// <see cref="PairFilter"/>.
    /// </summary>
    public static StoredQuery TradingPairs { get; } = new("trading_pairs");

    /// <summary>Coverage of series, as <see cref="CoverageRecord"/>. Parameters: <see cref="CoverageFilter"/>.</summary>
    public static StoredQuery Coverage { get; } = new("coverage");

    /// <summary>To when datasets are known, as <see cref="DataFreshness"/>. Parameters: <see cref="FreshnessFilter"/>.</summary>
    public static StoredQuery Freshness { get; } = new("freshness");

    /// <summary>Dead letters, newest first, as <see cref="DeadLetterRecord"/>. Parameters: <see cref="DeadLetterFilter"/>.</summary>
    public static StoredQuery DeadLetters { get; } = new("dead_letters");

    /// <summary>Dead letters counted by dataset, venue and rule, most first, as <see cref="LetterCount"/>. Parameters: <see cref="LetterCountFilter"/>.</summary>
    public static StoredQuery LetterCounts { get; } = new("letter_counts");

    /// <summary>What rows said before they were corrected, as <see cref="RevisionRecord"/>. Parameters: <see cref="RevisionFilter"/>.</summary>
    public static StoredQuery Revisions { get; } = new("revisions");

    /// <summary>What tests of the stored data found, the worst first, as <see cref="QualityFinding"/>. Parameters: <see cref="QualityFilter"/>.</summary>
    public static StoredQuery QualityFindings { get; } = new("quality_findings");

    /// <summary>Open findings counted by dataset, rule and severity, as <see cref="FindingCount"/>. Parameters: <see cref="FindingCountFilter"/>.</summary>
    public static StoredQuery FindingCounts { get; } = new("finding_counts");

    /// <summary>What alert rules have told, newest first, as <see cref="AlertRecord"/>. Parameters: <see cref="AlertFilter"/>.</summary>
    public static StoredQuery Alerts { get; } = new("alerts");

    /// <summary>What a table names and others do not have, as <see cref="BrokenReference"/>. Parameter: <c>dataset</c>, the dataset's word.</summary>
    public static StoredQuery BrokenReferences { get; } = new("broken_references");

    /// <summary>The newest runs, as <see cref="RunRecord"/>. Parameters: <see cref="RunFilter"/>.</summary>
    public static StoredQuery Runs { get; } = new("runs");

    /// <summary>
    /// The newest states of the rate limits, one <see cref="RateLimitRecord"/> for each window. Parameters: <see cref="RateLimitFilter"/>.
    /// </summary>
    public static StoredQuery RateLimits { get; } = new("rate_limits");

    /// <summary>How much the store has of each kind, as <see cref="TableContents"/>. No parameters.</summary>
    public static StoredQuery Contents { get; } = new("contents");

    public string Name { get; }

    public string Text => _text.Value;

    /// <summary>
    /// Rows of a time series: candles as <see cref="Ohlcv"/> (those of an index as <see cref="IndexCandle"/>), funding rates as
    /// <see cref="FundingRate"/>, open interest as <see cref="OpenInterest"/>. The file is named after the family. Parameters:
    /// <see cref="SeriesFilter"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The dataset is no time series of the catalogue.</exception>
    public static StoredQuery Series(Dataset dataset) => dataset.Series is not null && DatasetCatalog.All.Contains(dataset)
        ? new StoredQuery(dataset.Name.Replace('-', '_'), dataset)
        : throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));

    /// <summary>
    /// The contracts that have a series of the given futures dataset, as <see cref="TradingPair"/>. Their first and last trade are the first and
    /// last update of what that dataset holds. Parameters: <see cref="PairFilter"/>.
    /// </summary>
    public static StoredQuery Contracts(Dataset dataset) => new("contracts", dataset);

    private static string Read(string name, Dataset? dataset)
    {
        using Stream stream = typeof(StoredQuery).Assembly.GetManifestResourceStream($"queries/{name}.sql")
            ?? throw new InvalidOperationException($"sql/queries/{name}.sql is not embedded.");
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();

        return dataset is null ? text : For(dataset, text);
    }

    /// <summary>
    /// A file is written for one dataset of several: the daily table of a family, contracts that have trades. What differs for the others is names
    /// out of the closed set of the catalogue.
    /// </summary>
    private static string For(Dataset dataset, string text)
    {
        Dataset days = DatasetCatalog.TimeSeries(dataset.Name, Interval.OneDay);
        string named = text.Replace(days.Table, dataset.Table, StringComparison.Ordinal)
            .Replace($"'{days.Interval}'", $"'{dataset.Interval}'", StringComparison.Ordinal);
        return dataset.Life is not { } life ? named : named
            .Replace(SeriesLife.OfTrades.Has, life.Has, StringComparison.Ordinal)
            .Replace(SeriesLife.OfTrades.First, life.First, StringComparison.Ordinal)
            .Replace(SeriesLife.OfTrades.Last, life.Last, StringComparison.Ordinal);
    }
}
