namespace CcIngest.Storage;

/// <summary>A query of <c>sql/queries</c>, by its file's name. Tables stand without a schema: the connection's default schema is the store's.</summary>
public sealed record StoredQuery
{
    private readonly Lazy<string> _text;

    private StoredQuery(string name)
    {
        Name = name;
        _text = new Lazy<string>(() => Read(name));
    }

    /// <summary>Venues with their grades, filtered by name and minimum grade.</summary>
    public static StoredQuery Exchanges { get; } = new("exchanges");

    /// <summary>Assets with their newest market data, by volume.</summary>
    public static StoredQuery TopAssets { get; } = new("top_assets");

    /// <summary>Spot instruments of given venues and statuses.</summary>
    public static StoredQuery Instruments { get; } = new("instruments");

    /// <summary>Active pairs on given venues with given base and quote symbols: what an ingest works on.</summary>
    public static StoredQuery TradingPairs { get; } = new("trading_pairs");

    /// <summary>Coverage of series, filtered by dataset, venue, symbol, interval and state.</summary>
    public static StoredQuery Coverage { get; } = new("coverage");

    /// <summary>The newest runs.</summary>
    public static StoredQuery Runs { get; } = new("runs");

    /// <summary>How much the store has of each kind.</summary>
    public static StoredQuery Contents { get; } = new("contents");

    public static StoredQuery OhlcvDays { get; } = new("ohlcv_spot_1d");

    public static StoredQuery OhlcvHours { get; } = new("ohlcv_spot_1h");

    public static StoredQuery OhlcvMinutes { get; } = new("ohlcv_spot_1m");

    public string Name { get; }

    public string Text => _text.Value;

    private static string Read(string name)
    {
        using Stream stream = typeof(StoredQuery).Assembly.GetManifestResourceStream($"queries/{name}.sql")
            ?? throw new InvalidOperationException($"sql/queries/{name}.sql is not embedded.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
