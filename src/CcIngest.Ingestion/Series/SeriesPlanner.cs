using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Compares what is wanted of a series with what is known of it. Pure: no clock, no store, no source.</summary>
internal static class SeriesPlanner
{
    /// <summary>The newest periods without rows, which a source may only be late with: what it answered up to there is all that it had.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromDays(1);

    /// <param name="pair">The instrument with its first and last trade, as the store knows them.</param>
    /// <param name="wanted">What the step wants.</param>
    /// <param name="coverage">What is known of the series.</param>
    /// <param name="revisit">How many closed periods at the end of what is had are read again.</param>
    public static SeriesNeed Plan(TradingPair pair, WantedRange wanted, CoverageMap coverage, int revisit) =>
        Plan(pair, wanted, CoverageOutline.Of(coverage), Ended(pair, wanted.Interval, coverage), revisit);

    /// <param name="pair">The instrument with its first and last trade, as the store knows them.</param>
    /// <param name="wanted">What the step wants.</param>
    /// <param name="coverage">What is known of the series.</param>
    /// <param name="ended">What <see cref="Ended"/> says; null for what <see cref="MayHaveEnded"/> denies.</param>
    /// <param name="revisit">How many closed periods at the end of what is had are read again.</param>
    public static SeriesNeed Plan(TradingPair pair, WantedRange wanted, CoverageOutline coverage, DateTime? ended, int revisit)
    {
        (DateTime? born, DateTime? died) = Life(pair, wanted);
        died ??= ended;
        if (pair.Status == InstrumentStatus.Vanished)
        {
            // Its last trade is that of the last list that had it; what was accepted since may have been traded too.
            DateTime? accepted = LastAccepted(coverage);
            died = accepted > died || died is null ? accepted : died;
        }

        DateTime from = born > wanted.From ? born.Value : wanted.From;
        DateTime end = died < wanted.End ? died.Value : wanted.End;
        DateTime closedEnd = wanted.ClosedEnd < end ? wanted.ClosedEnd : end;

        // A state that the instruments table gave holds as long as the table says the same: a pair that trades again is asked for again, and so is
        // what was given up because it had vanished.
        List<TimeRange> settled = new(coverage.Stretches.Count);
        List<TimeRange> answered = new(coverage.Stretches.Count);
        foreach (CoverageStretch known in coverage.Stretches)
        {
            if (known.IsAnswered)
            {
                answered.Add(known.Range);
                settled.Add(known.Range);
            }
            else if (known.State is CoverageState.LostAtSource or CoverageState.NotListed
                && (!known.IsOfStore || (known.State == CoverageState.LostAtSource && pair.Status == InstrumentStatus.Vanished)))
            {
                settled.Add(known.Range);
            }
        }

        return new SeriesNeed(coverage.Series, pair)
        {
            Missing = TimeRanges.Between(from, closedEnd) is { } closed ? TimeRanges.Except(closed, settled) : [],
            Revisited = died is null ? Tail(answered, from, closedEnd, wanted.Interval, revisit) : [],
            StoredFrom = coverage.StoredFrom,
            NotListed = Outside(wanted.All, TimeRanges.Between(from, end), settled),
            Open = TimeRanges.Between(closedEnd > from ? closedEnd : from, end) is { } open ? TimeRanges.Except(open, settled) : [],
        };
    }

    /// <summary>The words of the evidence for <see cref="SeriesNeed.NotListed"/>.</summary>
    public static string LifeEvidence(TradingPair pair) =>
        FormattableString.Invariant(
            $"{CoverageEvidence.StorePrefix}instrument {pair.Status ?? "of unknown status"}, first trade {Text(pair.FirstTrade)}, last trade {Text(pair.LastTrade)}")
        + (pair.ExpiresAt is { } expiry ? FormattableString.Invariant($", expires {expiry:u}") : "");

    /// <summary>The start of the first and the end of the last period with trades; null where that is open or unknown.</summary>
    private static (DateTime? Born, DateTime? Died) Life(TradingPair pair, WantedRange wanted)
    {
        DateTime? born = pair.FirstTrade is { } first ? wanted.Interval.Floor(first) : null;
        DateTime? died = pair.Status is not (null or InstrumentStatus.Active) && pair.LastTrade is { } last
            ? wanted.Interval.Next(wanted.Interval.Floor(last))
            : Expired(pair, wanted);

        // A last trade before the first one: the table is wrong, and then the source's answers decide.
        return died <= born ? (null, null) : (born, died);
    }

    /// <summary>The end of the period in which a dated contract has ended, whatever the list says of it; null while it runs.</summary>
    private static DateTime? Expired(TradingPair pair, WantedRange wanted) =>
        pair.ExpiresAt is { } expiry && wanted.Interval.Next(wanted.Interval.Floor(expiry.AddTicks(-1))) is var end && end < wanted.End ? end : null;

    /// <summary>Whether <see cref="Ended"/> can say anything of such a pair; it reads the evidence, which few plans need.</summary>
    public static bool MayHaveEnded(TradingPair pair) =>
        pair is { Status: Symbols.Halted or Symbols.Closed, LastTrade: null, ExpiresAt: null, StatusSince: not null };

    /// <summary>
    /// The end of a series that is halted or closed, of which nobody says when it ended: the source answered, after it had this status, that there were
    /// no trades up to then. Null where it did not, or where more than what it may still be late with was not asked.
    /// </summary>
    public static DateTime? Ended(TradingPair pair, Interval interval, CoverageMap coverage)
    {
        if (!MayHaveEnded(pair) || pair.StatusSince is not { } since)
        {
            return null;
        }

        DateTime? end = null;
        foreach (CoverageInterval known in coverage.Intervals.Reverse())
        {
            switch (known.State)
            {
                case CoverageState.Pending or CoverageState.Open:
                    end ??= known.State == CoverageState.Open ? interval.Floor(known.Range.From - Lag) : null;
                    break;
                case CoverageState.NotListed when known.Evidence.IsOfStore:
                    end = known.Range.From;
                    break;
                default:
                    return known.State == CoverageState.NoTrades && known.Evidence.KnownAt >= since && known.Range.To >= end ? known.Range.To : null;
            }
        }

        return null;
    }

    /// <summary>The end of what was ever asked for while it was listed.</summary>
    private static DateTime? LastAccepted(CoverageOutline coverage)
    {
        for (int i = coverage.Stretches.Count - 1; i >= 0; i--)
        {
            if (coverage.Stretches[i].State != CoverageState.NotListed)
            {
                return coverage.Stretches[i].Range.To;
            }
        }

        return null;
    }

    private static IReadOnlyList<TimeRange> Outside(TimeRange wanted, TimeRange? life, List<TimeRange> settled)
    {
        if (life is not { } alive)
        {
            return TimeRanges.Except(wanted, settled);
        }

        IReadOnlyList<TimeRange> before = Unsettled(wanted.From, alive.From);
        IReadOnlyList<TimeRange> after = Unsettled(alive.To, wanted.To);
        return before.Count == 0 ? after : after.Count == 0 ? before : [.. before, .. after];

        IReadOnlyList<TimeRange> Unsettled(DateTime from, DateTime to) =>
            TimeRanges.Between(from, to) is { } range ? TimeRanges.Except(range, settled) : [];
    }

    private static IReadOnlyList<TimeRange> Tail(
        List<TimeRange> answered, DateTime from, DateTime closedEnd, Interval interval, int revisit)
    {
        if (revisit == 0 || answered.Count == 0)
        {
            return [];
        }

        DateTime end = answered[^1].To;
        DateTime start = interval.Add(end, -revisit);
        return TimeRanges.Between(start > from ? start : from, end < closedEnd ? end : closedEnd) is { } tail
            ? TimeRanges.Union(TimeRanges.Within(answered, tail))
            : [];
    }

    private static string Text(DateTime? time) => time is { } known ? FormattableString.Invariant($"{known:u}") : "unknown";
}
