namespace CcIngest.Model;

/// <summary>Where the books say that there is nothing, there is no row.</summary>
internal static class RowUnexpected
{
    public static QualityRule? For(Dataset dataset) => dataset.Series is null ? null
        : new QualityRule("row-unexpected", "no row where the books say not listed, no trades, lost at the source or still running")
        {
            Severity = QualitySeverity.Warning,
            Cause = "The row was moved in time or written by another program, or the source no longer has the trades that it once gave.",
            IsOfBooks = true,
            Mending = QualityMending.Compare,
            Judge = facts =>
            {
                CoverageCursor coverage = facts.NewCursor();
                return new RowJudge(facts, (rows, row) => coverage.At(rows.Time(row, facts.TimeOrdinal)) is var state
                    && state is CoverageState.NotListed or CoverageState.NoTrades or CoverageState.LostAtSource or CoverageState.Open
                        ? ("a row", $"none: the books say {state}")
                        : null);
            },
        };
}
