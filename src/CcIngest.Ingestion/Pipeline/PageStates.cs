using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Says for every period of an answered page in which state it is now.</summary>
internal static class PageStates
{
    /// <summary>The page's range as stretches of one state, ascending, plus what the answer says of periods before the page.</summary>
    public static IReadOnlyList<(TimeRange Range, CoverageState State)> Of(FetchedPage page, Interval interval, IngestOptions options)
    {
        SeriesNeed need = page.Work.Need;
        if (page.IsLost)
        {
            return [.. page.Work.Coverage.Intervals
                .Where(interval => interval.State is CoverageState.Pending or CoverageState.Open && interval.Range.To > page.Range.From)
                .Select(interval => (interval.Range, CoverageState.LostAtSource))];
        }

        Cursor states = new(page, interval, options);
        List<(TimeRange Range, CoverageState State)> stretches = [];
        if (page.ListedFrom is { } listed
            && TimeRanges.Between(new DateTime(0, DateTimeKind.Utc), Earlier(listed, page.Range.From)) is { } before)
        {
            stretches.AddRange(TimeRanges.Within(need.Missing, before).Select(range => (range, CoverageState.NotListed)));
        }

        if (page.Answer.LostBefore is { } lost
            && TimeRanges.Between(new DateTime(0, DateTimeKind.Utc), Earlier(lost, page.Range.From)) is { } gone)
        {
            stretches.AddRange(TimeRanges.Within(need.Missing, gone).Select(range => (range, CoverageState.LostAtSource)));
        }

        DateTime from = page.Range.From;
        CoverageState? current = null;
        for (DateTime period = page.Range.From; period < page.Range.To; period = interval.Next(period))
        {
            CoverageState? state = states.Next(period);
            if (state != current)
            {
                Add(from, period);
                (from, current) = (period, state);
            }
        }

        Add(from, page.Range.To);
        return stretches;

        void Add(DateTime start, DateTime end)
        {
            if (current is { } state && start < end)
            {
                stretches.Add((new TimeRange(start, end), state));
            }
        }
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    /// <summary>Walks the periods of a page and its rows side by side.</summary>
    private sealed class Cursor
    {
        private readonly FetchedPage _page;
        private readonly int _time;
        private readonly IReadOnlyList<TimeRange> _missing;
        private readonly HashSet<DateTime> _rejected;
        private readonly DateTime _closedEnd;
        private readonly DateTime _endedBefore;
        private readonly DateTime? _tradedUntil;
        private readonly Interval _interval;
        private int _row;
        private int _noTrades;

        public Cursor(FetchedPage page, Interval interval, IngestOptions options)
        {
            _page = page;
            _interval = interval;
            _time = page.Rows.Batch.Dataset.Series?.Time ?? throw new ArgumentException($"{page.Rows.Batch.Dataset} is no time series.", nameof(page));
            _missing = TimeRanges.Within(page.Work.Need.Missing, page.Range);
            _rejected = [.. page.Answer.Rejected.Select(rejected => rejected.Time).OfType<DateTime>().Where(page.Range.Contains)];
            _closedEnd = WantedRange.ClosedBefore(interval, page.ServerNow, options.Grace);
            _endedBefore = page.ServerNow - options.LateAnswer;
            _tradedUntil = ListingClaim.TradedUntil(page.Work.Need);
        }

        /// <summary>The period's new state, or null to leave what is known. Periods come in order.</summary>
        public CoverageState? Next(DateTime period)
        {
            CoverageState said = Said(period);
            if (TimeRanges.Contain(_missing, period) || said == CoverageState.Complete)
            {
                return said;
            }

            // Asked again: a second answer adds to what is known, it takes nothing away.
            CoverageState? known = _page.Work.Coverage.StateAt(period);
            return said == CoverageState.Rejected && known != CoverageState.Complete ? said : null;
        }

        private CoverageState Said(DateTime period)
        {
            if (period >= _closedEnd)
            {
                return CoverageState.Open;
            }

            while (_row < _page.Rows.Count && _page.Rows.Time(_row, _time) < period)
            {
                _row++;
            }

            if (_row < _page.Rows.Count && _page.Rows.Time(_row, _time) == period)
            {
                return CoverageState.Complete;
            }

            if (_rejected.Contains(period))
            {
                return CoverageState.Rejected;
            }

            while (_noTrades < _page.Answer.NoTrades.Count && _page.Answer.NoTrades[_noTrades].To <= period)
            {
                _noTrades++;
            }

            if (_noTrades < _page.Answer.NoTrades.Count && _page.Answer.NoTrades[_noTrades].Contains(period))
            {
                return CoverageState.NoTrades;
            }

            if (period < _page.Answer.LostBefore)
            {
                return CoverageState.LostAtSource;
            }

            if (period < _page.ListedFrom)
            {
                return CoverageState.NotListed;
            }

            // An answer without these periods, and a series known to be older: that settles only what is after its last trade. And a cache
            // may not have the newest periods yet.
            return period < _page.Answer.ListedFrom && period >= _tradedUntil && _interval.Next(period) <= _endedBefore
                ? CoverageState.NoTrades
                : CoverageState.Pending;
        }
    }
}
