namespace CcIngest.Model;

/// <summary>The books know of every row.</summary>
internal static class RowUnknown
{
    public static QualityRule? For(Dataset dataset) => dataset.Series is null ? null : new QualityRule("row-unknown", "the books say of each row where it came from")
    {
        Severity = QualitySeverity.Information,
        Cause = "The row was written by another program, or the books of its time were removed.",
        IsOfBooks = true,
        Mending = QualityMending.Adopt,
        Judge = facts =>
        {
            CoverageCursor coverage = facts.NewCursor();
            return new RowJudge(facts, (rows, row) => coverage.At(rows.Time(row, facts.TimeOrdinal)) is null ? ("a row", "no row, or books that tell of it") : null);
        },
    };
}
