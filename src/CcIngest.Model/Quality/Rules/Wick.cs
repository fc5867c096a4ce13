namespace CcIngest.Model;

/// <summary>A highest or lowest price far away from where its candle begins and ends: one column in another unit, or one trade at a wrong price.</summary>
internal static class Wick
{
    /// <summary>A wrong unit is ten times or more; the candle's own move takes some of it.</summary>
    private const double Factor = 8;

    public static QualityRule? For(Dataset dataset)
    {
        if (CandleCells.Of(dataset) is not { } candle)
        {
            return null;
        }

        return new QualityRule("wick", "high and low are within 8 times open and close, but for the first candle")
        {
            Severity = QualitySeverity.Warning,
            Cause = "One price is in another unit, or one trade at a wrong price made it.",
            Mending = QualityMending.Compare,
            Judge = facts =>
            {
                bool isFirst = true;
                return new RowJudge(facts, (rows, row) =>
                {
                    if (CandleCells.Number(rows, row, candle.Open) is not { } open || CandleCells.Number(rows, row, candle.Close) is not { } close
                        || CandleCells.Number(rows, row, candle.High) is not { } high || CandleCells.Number(rows, row, candle.Low) is not { } low)
                    {
                        return null;
                    }

                    bool isWild = !isFirst && (high > Factor * Math.Max(open, close) || low * Factor < Math.Min(open, close));
                    isFirst = false;
                    return isWild
                        ? (CandleCells.Shown(rows, row, candle.High, candle.Low), CandleCells.Shown(rows, row, candle.Open, candle.Close))
                        : null;
                });
            },
        };
    }
}
