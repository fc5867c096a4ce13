using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The gaps of one series by its stretches alone. Pure: no clock, no store.</summary>
internal static class SeriesGaps
{
    /// <param name="stretches">All of the series, in the order of time.</param>
    /// <param name="from">UTC, inclusive; null for the first stretch.</param>
    /// <param name="to">UTC, exclusive; null for the last one.</param>
    /// <param name="closedEnd">The end of the last period that has closed: what is after it, nobody can have yet.</param>
    public static IEnumerable<Gap> Of(IReadOnlyList<CoverageRecord> stretches, DateTime? from, DateTime? to, DateTime closedEnd)
    {
        Interval interval = Interval.Parse(stretches[0].Interval);
        // Before and after an instrument's life there is nothing to ask for, however far that goes.
        DateTime reached = from is { } start && !(start < stretches[0].From && stretches[0].State == CoverageState.NotListed)
            ? interval.Floor(start) : stretches[0].From;
        DateTime end = to is { } until && !(until > stretches[^1].To && stretches[^1].State == CoverageState.NotListed)
            ? interval.Floor(until) : stretches[^1].To;
        end = end < closedEnd ? end : closedEnd;
        foreach (CoverageRecord stretch in stretches)
        {
            DateTime begins = stretch.From < end ? stretch.From : end;
            if (reached < begins)
            {
                yield return NotAsked(stretch, interval, reached, begins);
                reached = begins;
            }

            DateTime ends = stretch.To < end ? stretch.To : end;
            if (reached < ends)
            {
                if (CauseOf(stretch.State) is { } cause)
                {
                    yield return Known(stretch, interval, reached, ends, cause);
                }

                reached = ends;
            }
        }

        if (reached < end)
        {
            yield return NotAsked(stretches[^1], interval, reached, end);
        }
    }

    /// <summary>A stretch that the store knows something of.</summary>
    public static Gap Known(CoverageRecord stretch, Interval interval, DateTime from, DateTime to, GapCause cause) =>
        NotAsked(stretch, interval, from, to) with
        {
            Cause = cause,
            Reason = ReasonOf(cause, stretch),
            Advice = AdviceOf(cause),
            RunId = stretch.RunId,
            KnownAt = stretch.KnownAt,
        };

    private static Gap NotAsked(CoverageRecord stretch, Interval interval, DateTime from, DateTime to) => new()
    {
        Dataset = stretch.Dataset,
        Exchange = stretch.Exchange,
        RawSymbol = stretch.RawSymbol,
        Interval = interval,
        From = from,
        To = to,
        Periods = interval.PeriodsIn(new TimeRange(from, to)),
        Cause = GapCause.NotAsked,
        Reason = "No run has asked for it.",
        Advice = AdviceOf(GapCause.NotAsked),
    };

    private static GapCause? CauseOf(CoverageState state) => state switch
    {
        // A period that was running when it was asked for, and has closed since.
        CoverageState.Pending or CoverageState.Open => GapCause.NotAnswered,
        CoverageState.Rejected => GapCause.Rejected,
        CoverageState.LostAtSource => GapCause.LostAtSource,
        _ => null,
    };

    private static string ReasonOf(GapCause cause, CoverageRecord stretch) => cause switch
    {
        GapCause.NotAnswered when stretch.State == CoverageState.Open => $"Still running when run {stretch.RunId} asked; it has ended since.",
        GapCause.NotAnswered => $"Asked for by run {stretch.RunId}, without a valid answer: {stretch.Request}",
        GapCause.Rejected => $"The source's records broke a rule: {stretch.Request}",
        GapCause.LostAtSource => $"The source no longer has it: {stretch.Request}",
        GapCause.RowsMissing => $"Stored by run {stretch.RunId}, and gone from the table: {stretch.Request}",
        _ => stretch.Request,
    };

    private static string AdviceOf(GapCause cause) => cause switch
    {
        GapCause.Rejected => "Look with Get-CcDeadLetter; Repair-CcGap judges the records again, with -AskAgain it asks the source again.",
        GapCause.LostAtSource => "It cannot be had from this source; Repair-CcGap -AskAgain tries all the same.",
        _ => "Repair-CcGap asks the source for it.",
    };
}
