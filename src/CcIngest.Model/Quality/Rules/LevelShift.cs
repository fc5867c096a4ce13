namespace CcIngest.Model;

/// <summary>Prices that change by a power of ten and stay there.</summary>
internal static class LevelShift
{
    public static QualityRule? For(Dataset dataset) => CandleCells.Of(dataset) is not { } candle ? null
        : new QualityRule("level-shift", "closes do not change by a power of ten from one row to the next, and stay there")
        {
            Severity = QualitySeverity.Warning,
            Cause = "The asset was redenominated, another asset took over its symbol, or the rows from here on are in another unit.",
            Mending = QualityMending.Compare,
            Reach = UnitShifts.Reach,
            Judge = facts => new UnitShifts(facts, candle, tellsReturned: false),
        };
}
