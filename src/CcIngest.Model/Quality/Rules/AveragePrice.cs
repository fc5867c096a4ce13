namespace CcIngest.Model;

/// <summary>The price weighted by volume lies between the lowest and the highest one.</summary>
internal static class AveragePrice
{
    /// <summary>Exchanges round it to the digits of a price, which the lowest and the highest have too; more is a wrong number.</summary>
    private const double Tolerance = 1e-6;

    public static QualityRule? For(Dataset dataset)
    {
        if (CandleCells.Of(dataset) is not { } candle || !dataset.TryGetOrdinal("vwap", out int vwap))
        {
            return null;
        }

        return new QualityRule("average-price", "low ≤ vwap ≤ high")
        {
            Severity = QualitySeverity.Error,
            Cause = "A price of the row is wrong, or belongs to another period.",
            Mending = QualityMending.AskAgain,
            Judge = facts => new RowJudge(facts, (rows, row) =>
                CandleCells.Number(rows, row, vwap) is not { } average || CandleCells.Number(rows, row, candle.Low) is not { } low
                || CandleCells.Number(rows, row, candle.High) is not { } high
                || (average >= low * (1 - Tolerance) && average <= high * (1 + Tolerance))
                    ? null
                    : (CandleCells.Shown(rows, row, vwap), CandleCells.Shown(rows, row, candle.Low, candle.High))),
        };
    }
}
