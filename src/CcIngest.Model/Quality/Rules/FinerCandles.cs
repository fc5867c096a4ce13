namespace CcIngest.Model;

/// <summary>A candle agrees with the finer ones that it is made of. Tested beside the finer table, so it has no judge here.</summary>
internal static class FinerCandles
{
    public const string Id = "finer-candles";

    public static QualityRule? For(Dataset dataset) =>
        CandleCells.Of(dataset) is null || dataset.Market == Market.Index || dataset.Interval is not { } interval || interval <= Interval.OneMinute
            ? null
            : new QualityRule(Id, "open, high, low, close, volumes and trades are those of the hours and minutes in it, where all of these are stored")
            {
                Severity = QualitySeverity.Error,
                Cause = "One of the two was corrected at the source after it was stored, or is shifted in time or wrong.",
                Mending = QualityMending.Compare,
                Reads = QualityReads.FinerRows,
            };
}
