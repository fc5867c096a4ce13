namespace CcIngest.Model;

/// <summary>One series: a dataset's values of one instrument at one interval. A request uses the mapped name; the series is known by the raw symbol.</summary>
/// <param name="Dataset">The dataset's name, for example <c>ohlcv-spot</c>.</param>
/// <param name="Exchange">The venue in lower case, or the index family.</param>
/// <param name="Symbol">The instrument's name on the exchange, as the exchange writes it.</param>
/// <param name="Interval">The length of a period.</param>
public sealed record SeriesKey(string Dataset, string Exchange, string Symbol, Interval Interval)
{
    public override string ToString() => $"{Dataset} {Exchange} {Symbol} {Interval}";
}
