namespace CcIngest.Model;

/// <summary>A stretch whose prices are a power of ten away from what is before and behind it.</summary>
internal static class WrongUnit
{
    public static QualityRule? For(Dataset dataset) => CandleCells.Of(dataset) is not { } candle ? null
        : new QualityRule("wrong-unit", "closes do not change by a power of ten from one row to the next, and back within 5,000 rows")
        {
            Severity = QualitySeverity.Error,
            Cause = "The rows are in another unit, for example per thousand or in cents.",
            Mending = QualityMending.AskAgain,
            Reach = UnitShifts.Reach,
            Judge = facts => new UnitShifts(facts, candle, tellsReturned: true),
        };
}
