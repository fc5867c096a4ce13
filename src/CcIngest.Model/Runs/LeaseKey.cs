namespace CcIngest.Model;

/// <summary>What one run at a time may work on: a series, or a reference list.</summary>
public sealed record LeaseKey(string Dataset, string Exchange, string Interval, string Symbol)
{
    public static LeaseKey Of(SeriesKey series) => new(series.Dataset, series.Exchange, series.Interval.ToString(), series.Symbol);

    /// <param name="list">One of <see cref="ReferenceList"/>.</param>
    public static LeaseKey OfList(string list) => new(list, "", "", "");

    public override string ToString() => Exchange.Length == 0 ? $"the list {Dataset}" : $"{Dataset} {Exchange} {Symbol} {Interval}";
}

/// <summary>Something that another run has taken.</summary>
public sealed record HeldLease(LeaseKey Key, string RunId);
