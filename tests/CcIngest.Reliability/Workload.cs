using System.Text.Json;

namespace CcIngest.Reliability;

/// <summary>What the killed processes work on: reference lists, then days and hours of the same series, many pages and many transactions of each.</summary>
/// <param name="Name">The word for it in the state file and on the command line.</param>
/// <param name="Steps">
/// The steps of its job, as JSON. Series are named and not chosen by rank or number: a list that a kill has left half synced gives fewer of them for
/// the moment, never others.
/// </param>
internal sealed record Workload(string Name, string Steps)
{
    public static Workload Full { get; } = Spot(
        "named",
        [
            "AAVE-USD", "ADA-USDT", "BCH-USD", "BCH-USDT", "BNB-USDT", "BTC-EUR", "BTC-USD", "BTC-USDT", "DOGE-EUR", "DOGE-USDT", "ETC-USDT",
            "ETH-USD", "ETH-USDT", "SOL-USDT", "SUI-USDT", "USDT-EUR", "XLM-USDT", "XMR-USDT",
        ]);

    /// <summary>The lists of <see cref="Full"/> alone: runners that share series find them in the store.</summary>
    public static Workload Lists { get; } = new("lists", SpotLists);

    /// <summary>The series of <see cref="Full"/> alone, for several runners at once.</summary>
    public static Workload Shared { get; } = new("shared", Full.Steps[(SpotLists.Length + 1)..].Replace("\"from\"", "\"throttleLimit\": 2, \"from\"", StringComparison.Ordinal))
    {
        OnBusy = "share",
    };

    /// <summary>For the test suite: three pairs, so six series of five pages each, every one in several transactions.</summary>
    public static Workload Short { get; } = Spot("short-named", ["BCH-USDT", "BTC-EUR"]);

    /// <summary>Every other family of series: futures candles, funding rates, open interest and indices; contracts that run and one that has expired.</summary>
    public static Workload Families { get; } = new("families", $$"""
        { "sync": "assets" },
        { "sync": "futures-instruments", "exchanges": ["binance", "bybit"] },
        {{Ingest("ohlcv", "futures", Contracts)}},
        {{Ingest("funding-rate", "futures", Contracts)}},
        {{Ingest("open-interest", "futures", Contracts)}},
        {{Ingest("ohlcv", "index", """{ "instruments": ["BTC-USD", "ETH-USD", "SOL-USD"] }""")}}
        """);

    public static IReadOnlyList<Workload> All { get; } = [Full, Short, Families];

    /// <summary>
    /// Faults of transport and of order, as fractions of all answers. A 429 costs a second and a hang two, so they are rare; a 429 that names no
    /// wait costs a minute by design, which a thousand kills cannot pay.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Faults { get; } = new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["429"] = 0.003,
        ["500"] = 0.02,
        ["502"] = 0.01,
        ["503"] = 0.01,
        ["hang"] = 0.002,
        ["html"] = 0.005,
        ["error-body"] = 0.01,
        ["reset"] = 0.02,
        ["truncated-gzip"] = 0.01,
        ["duplicate-rows"] = 0.05,
        ["disorder"] = 0.05,
        ["repeated-page"] = 0.02,
    };

    /// <summary>The simulated market; its clock stands still, so every run sees the same.</summary>
    public IReadOnlyList<string> SimulatorArguments { get; } =
        ["--seed", "11", "--now", "2026-01-15T12:00:00Z", "--exchanges", "10", "--instruments", "160", "--assets", "40"];

    private static string Contracts => """
        { "exchanges": ["binance", "bybit"], "statuses": ["ACTIVE", "EXPIRED"],
          "instruments": ["BTC-USDT-VANILLA-PERPETUAL", "ETH-USDT-VANILLA-PERPETUAL", "BTC-USD-INVERSE-PERPETUAL", "BTC-USDT-VANILLA-20251226"] }
        """;

    /// <summary>What a run does about series that another one works on.</summary>
    public string OnBusy { get; init; } = "refuse";

    private static string SpotLists => """
        { "sync": "exchanges" },
        { "sync": "assets" },
        { "sync": "spot-instruments" }
        """;

    public string Job => $$"""{ "name": "kills", "onBusy": "{{OnBusy}}", "steps": [ {{Steps}} ] }""";

    /// <summary>
    /// Small pages and small transactions, so that a kill meets many of them; short waits, because the faults are many.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["MAX_API_FETCH_LIMIT"] = "150",
        ["DEFAULT_INGESTION_BATCH_SIZE"] = "300",
        ["API_REQUEST_TIMEOUT_SECONDS"] = "2",
        ["API_RETRY_BACKOFF_FACTOR"] = "0.01",
        ["API_MAX_RETRIES"] = "10",
    };

    /// <summary>Each pair on the two venues is a series of days and one of hours.</summary>
    private static Workload Spot(string name, IReadOnlyList<string> instruments) => new(name, $$"""
        {{SpotLists}},
        {{Ingest("ohlcv", "spot", $$"""{ "exchanges": ["binance", "bitfinex"], "instruments": {{JsonSerializer.Serialize(instruments)}} }""")}}
        """);

    private static string Ingest(string kind, string market, string select) => $$"""
        { "ingest": "{{kind}}", "market": "{{market}}", "interval": "1d", "from": "2024-01-01", "select": {{select}} },
        { "ingest": "{{kind}}", "market": "{{market}}", "interval": "1h", "from": "2025-12-20", "select": {{select}} }
        """;
}
