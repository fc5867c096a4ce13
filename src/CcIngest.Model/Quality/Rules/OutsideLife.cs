namespace CcIngest.Model;

/// <summary>Rows lie within the life of their instrument, as the instruments' table tells it.</summary>
internal static class OutsideLife
{
    public static QualityRule? For(Dataset dataset) => dataset.Life is null ? null : new QualityRule("outside-life", "the row is not before the first trade of the instrument, and not after the last one of an instrument that left trading")
    {
        Severity = QualitySeverity.Warning,
        Cause = "The row is of another time or another instrument that had the name before, or the list of instruments is behind.",
        Mending = QualityMending.SyncInstruments,
        Judge = facts =>
        {
            DateTime? first = facts.Pair?.FirstTrade is { } born ? facts.Interval.Floor(born) : null;
            DateTime? last = facts.Pair is { Status: not (null or InstrumentStatus.Active), LastTrade: { } died } ? died : null;
            return new RowJudge(facts, (rows, row) => rows.Time(row, facts.TimeOrdinal) is var time && (time < first || time > last)
                ? ("a row", FormattableString.Invariant($"none before {first:yyyy-MM-dd HH:mm}Z") + (last is null ? "" : FormattableString.Invariant($" or after {last:yyyy-MM-dd HH:mm}Z")))
                : null);
        },
    };
}
