namespace CcIngest.Model;

/// <summary>What was paid lies between the lowest and the highest price times what was traded.</summary>
internal static class QuoteVolume
{
    /// <summary>Sums of doubles agree to about 1e-16 of their size; a source that rounds each trade is further off, and no wrong unit is this near.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Exchanges cut the value of each trade behind its eighth digit.</summary>
    private const double LastDigit = 1e-8;

    public static QualityRule? For(Dataset dataset)
    {
        // The price of an index is no price of its trades, so nothing follows for its volumes.
        if (dataset.Market == Market.Index || CandleCells.Of(dataset) is not { Volume: { } volume, QuoteVolume: { } quoteVolume } candle)
        {
            return null;
        }

        int? denomination = dataset.TryGetOrdinal("denomination_type", out int column) ? column : null;
        return new QualityRule("quote-volume", "low × volume ≤ quote_volume ≤ high × volume, to six digits")
        {
            Severity = QualitySeverity.Error,
            Cause = "A volume is in another unit (contracts, thousands, the other asset), or a price or a volume is wrong.",
            Mending = QualityMending.AskAgain,
            Judge = facts => new RowJudge(facts, (rows, row) =>
            {
                // A quanto contract is settled in a third asset.
                if ((denomination is { } kind && rows.Text(row, kind) == "QUANTO")
                    || CandleCells.Number(rows, row, volume) is not { } traded || CandleCells.Number(rows, row, quoteVolume) is not { } paid
                    || CandleCells.Number(rows, row, candle.Low) is not { } low || CandleCells.Number(rows, row, candle.High) is not { } high)
                {
                    return null;
                }

                double slack = (LastDigit * (1 + (CandleCells.Number(rows, row, candle.Trades) ?? 1))) + (LastDigit * high);
                return paid >= (low * traded * (1 - Tolerance)) - slack && paid <= (high * traded * (1 + Tolerance)) + slack
                    ? null
                    : (CandleCells.Shown(rows, row, quoteVolume, volume, candle.Low, candle.High),
                        FormattableString.Invariant($"{low * traded:G9} to {high * traded:G9}"));
            }),
        };
    }
}
