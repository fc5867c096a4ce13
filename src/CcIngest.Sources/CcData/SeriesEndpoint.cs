using System.Collections.Frozen;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>An endpoint of <c>…/historical/{days|hours|minutes}</c>. One more such dataset is one more entry of <see cref="All"/> and one path.</summary>
internal sealed record SeriesEndpoint
{
    /// <summary>The endpoints by the name of their datasets.</summary>
    public static readonly FrozenDictionary<string, SeriesEndpoint> All = new Dictionary<string, SeriesEndpoint>
    {
        [SpotOhlcv.Name] = new()
        {
            Path = paths => paths.SpotHistory,
            Groups = ["ID", "MAPPING", "MAPPING_ADVANCED", "OHLC", "OHLC_TRADE", "TRADE", "VOLUME"],
            Activity = "total_trades",
            ActivityDetails = ["first_trade_timestamp", "last_trade_timestamp", "first_trade_price", "last_trade_price"],
            BytesPerRow = 750,
        },
        [FuturesOhlcv.Name] = new()
        {
            Path = paths => paths.FuturesHistory,
            Groups = ["ID", "MAPPING", "OHLC", "OHLC_TRADE", "TRADE", "VOLUME"],
            Activity = "total_trades",
            ActivityDetails = ["first_trade_timestamp", "last_trade_timestamp", "first_trade_price", "last_trade_price"],
            BytesPerRow = 900,
        },
        [FuturesFundingRate.Name] = new()
        {
            Path = paths => paths.FundingRateHistory,
            Groups = ["ID", "MAPPING", "VALUE", "OHLC", "MESSAGE"],
            Activity = "total_funding_rate_updates",
            BytesPerRow = 400,
        },
        [FuturesOpenInterest.Name] = new()
        {
            Path = paths => paths.OpenInterestHistory,
            Groups = ["ID", "MAPPING", "OHLC", "MESSAGE"],
            Activity = "total_open_interest_updates",
            BytesPerRow = 820,
        },
        [IndexOhlcv.Name] = new()
        {
            Path = paths => paths.IndexHistory,
            Groups = ["ID", "OHLC", "OHLC_MESSAGE", "MESSAGE", "VOLUME"],
            Activity = "total_index_updates",
            ActivityDetails = ["first_message_timestamp", "last_message_timestamp", "first_message_value", "last_message_value"],
            BytesPerRow = 800,
        },
    }.ToFrozenDictionary();

    public required Func<CcDataPaths, string> Path { get; init; }

    /// <summary>Every group of fields that the dataset's columns come from.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>The column that counts what happened in a period; 0, with <see cref="ActivityDetails"/> absent, makes a row a mere filler. Null where there are no fillers.</summary>
    public string? Activity { get; init; }

    /// <summary>Columns that have a value when something happened.</summary>
    public IReadOnlyList<string> ActivityDetails { get; init; } = [];

    /// <summary>A row with all its fields as the samples have it, in bytes of compact JSON, about; for estimates.</summary>
    public required int BytesPerRow { get; init; }

    /// <exception cref="IngestException">This source does not have the dataset.</exception>
    public static SeriesEndpoint For(Dataset dataset) =>
        dataset.Series is not null && dataset.Interval is not null && All.TryGetValue(dataset.Name, out SeriesEndpoint? endpoint)
            ? endpoint
            : throw new IngestException(IngestErrorId.SettingInvalid, $"The source ccdata has no series {dataset.Name} ({dataset.Table}).",
                $"Use one of {string.Join(", ", All.Keys.Order())}.");

    /// <summary>The most periods that one page can span: 5,000 days, else 2,000.</summary>
    public static int MaxPeriods(Interval interval) => interval.Unit == IntervalUnit.Day ? 5_000 : 2_000;

    /// <summary>
    /// The request for the periods of a range: counted backwards from the last one, and with a row for each of them, also where nothing happened,
    /// so that a page spans a known time.
    /// </summary>
    public CcDataRequest Request(CcDataPaths paths, SeriesRequest series, Interval interval)
    {
        DateTime last = interval.Add(series.Range.To, -1);
        return new CcDataRequest(CcDataHost.DataApi, $"{Path(paths)}/{SeriesPath.Of(interval)}")
            .With("market", series.Series.Exchange)
            .With("instrument", series.Instrument)
            .With("groups", Groups)
            .With("limit", interval.PeriodsIn(series.Range))
            .With("to_ts", new DateTimeOffset(last).ToUnixTimeSeconds())
            .With("fill", "true");
    }
}
