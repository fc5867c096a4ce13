namespace CcIngest.Model;

/// <summary>Prices are above zero; rates and amounts of open interest may not be.</summary>
internal static class PositivePrice
{
    public static QualityRule? For(Dataset dataset)
    {
        if (CandleCells.Of(dataset) is not { } candle)
        {
            return null;
        }

        int[] prices = [candle.Open, candle.High, candle.Low, candle.Close];
        return new QualityRule("price-positive", "open, high, low and close are above zero")
        {
            Severity = QualitySeverity.Error,
            Cause = "The source had no price and wrote zero, or the row was written by another program.",
            Mending = QualityMending.AskAgain,
            Judge = facts => new RowJudge(facts, (rows, row) =>
            {
                foreach (int price in prices)
                {
                    if (CandleCells.Number(rows, row, price) is <= 0 or double.NaN)
                    {
                        return (CandleCells.Shown(rows, row, prices), "above 0");
                    }
                }

                return null;
            }),
        };
    }
}
