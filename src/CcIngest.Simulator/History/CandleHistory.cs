namespace CcIngest.Simulator;

/// <summary>The candles of an instrument.</summary>
/// <param name="series">Null for an instrument that never traded.</param>
/// <param name="statusAt">The instrument's status at a second.</param>
/// <param name="rowText">Writes its rows.</param>
/// <param name="contracts">Of a derivative, counts its contracts; null for spot and for an index.</param>
internal sealed class CandleHistory(
    CandleSeries? series, Func<long, string> statusAt, Func<Period, RowGroups, ICandleText> rowText, ContractSize? contracts = null) : IHistory
{
    public int FinestPeriod => series?.FinestPeriod ?? 0;

    public string StatusAt(long now) => statusAt(now);

    public HistorySpan? SpanAt(long now) => series is null ? null : new HistorySpan(series.FirstTrade, series.LastTrade(now), series.HasEnded(now));

    public IHistoryPage Open(Period period, RowGroups groups, long first, long now) =>
        new Page(series ?? throw new InvalidOperationException("It has no candles."), rowText(period, groups), contracts, period, first, now);

    private sealed class Page(CandleSeries series, ICandleText text, ContractSize? contracts, Period period, long first, long now) : IHistoryPage
    {
        private long _close = series.PriceBefore(first);

        public int LongestRow => text.LongestRow;

        public int WriteNext(long start, bool fill, Span<byte> target)
        {
            Candle candle = series.Read(start, period.Seconds, now, _close);
            _close = candle.Close;
            contracts?.Count(ref candle, series.Precision);
            return fill || candle.HasTrades ? text.Write(candle, target) : 0;
        }
    }
}
