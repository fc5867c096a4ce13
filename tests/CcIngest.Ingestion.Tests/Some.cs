using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Test values in a word.</summary>
internal static class Some
{
    /// <summary>The clock of tests: Thursday noon.</summary>
    public static readonly DateTime Now = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    public static readonly TradingPair Pair = new() { Exchange = "kraken", Symbol = "BTC-USD", RawSymbol = "XXBTZUSD", Base = "BTC", Quote = "USD", Status = "ACTIVE" };

    public static readonly SeriesKey Key = new("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay);

    /// <summary>A day of 2026 by its number in the year, from 1; 0 and less reach back.</summary>
    public static DateTime Day(int number) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number - 1);

    public static TimeRange Days(int from, int to) => new(Day(from), Day(to));

    public static CoverageInterval Covered(int from, int to, CoverageState state, string request = "/answer") =>
        new(Days(from, to), state, new CoverageEvidence("run", request, Now));

    public static IngestStep Ingest(DateTime from, DateTime? to = null) => new() { Kind = "ohlcv", Interval = Interval.OneDay, From = from, To = to, Pairs = [Pair] };

    public static TradingPair PairOf(string symbol, string exchange = "kraken") => Pair with
    {
        Exchange = exchange,
        Symbol = symbol,
        RawSymbol = symbol.Replace("-", "", StringComparison.Ordinal),
        Base = symbol.Split('-')[0],
        Quote = symbol.Split('-')[^1],
    };

    public static SeriesKey KeyOf(TradingPair pair) => Key with { Exchange = pair.Exchange, Symbol = pair.RawSymbol };

    public static IngestRunner Runner(InMemoryStore store, ScriptedSource source, IngestOptions? options = null) =>
        new(store, source, new FakeTime(Now), NullLoggerFactory.Instance, options);

    public static Job Job(params JobStep[] steps) => new("test job", steps);
}
