using System.Text;

namespace CcIngest.Model.Tests;

/// <summary>
/// A random history of one series: runs that accept ranges, walk pages newest first and forget what is behind them, correct rejected rows, read the
/// tail again, or work on a map that another run has made stale. The store is a dictionary by start, changed by deltas only; beside it stands what
/// each period should be, said period by period.
/// </summary>
internal sealed class CoverageHistory(int seed)
{
    private const int Periods = 48;

    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly SeriesKey Series = new("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay);
    private static readonly CoverageState[] Answers =
    [
        CoverageState.Complete, CoverageState.Complete, CoverageState.NoTrades, CoverageState.NotListed, CoverageState.Rejected,
        CoverageState.LostAtSource, CoverageState.Pending, CoverageState.Open,
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<DateTime, CoverageInterval> _store = [];
    private readonly CoverageState?[] _expected = new CoverageState?[Periods];
    private readonly StringBuilder _told = new();
    private bool _hasBeenShared;
    private int _clock;
    private string? _difference;

    public void Step()
    {
        _told.Append('\n');
        switch (_random.Next(7))
        {
            case 0 or 1:
                Accept(Read(), Span());
                break;
            case 2 or 3:
                Walk();
                break;
            case 4:
                Reject();
                break;
            case 5:
                Revisit();
                break;
            default:
                TwoRuns();
                break;
        }
    }

    /// <summary>What is wrong with the store, or null.</summary>
    public string? Fault()
    {
        if (_difference is not null)
        {
            return _difference;
        }

        CoverageInterval[] rows = [.. _store.Values.OrderBy(row => row.Range.From)];
        if (Array.Find(rows, row => row.Evidence is not { RunId.Length: > 0, Request.Length: > 0 } || row.Evidence.KnownAt == default) is { } bare)
        {
            return $"{bare.Range} has no evidence.";
        }

        for (int i = 1; i < rows.Length; i++)
        {
            if (rows[i].Range.From < rows[i - 1].Range.To)
            {
                return $"{rows[i - 1]} and {rows[i]} overlap.";
            }

            // Rows of two runs may stand side by side in one state: still a tiling, if not the shortest.
            if (!_hasBeenShared && rows[i].Range.From == rows[i - 1].Range.To && rows[i].State == rows[i - 1].State)
            {
                return $"{rows[i - 1]} and {rows[i]} are one.";
            }
        }

        for (int period = 0; period < Periods; period++)
        {
            CoverageState? state = Array.Find(rows, row => row.Range.Contains(At(period)))?.State;
            if (state != _expected[period])
            {
                return $"Period {period} is {state?.ToString() ?? "unknown"} and should be {_expected[period]?.ToString() ?? "unknown"}.";
            }
        }

        return null;
    }

    public override string ToString() => _told.ToString();

    /// <summary>A run takes a range upon itself: what is not settled becomes pending.</summary>
    private void Accept(CoverageMap map, (int From, int To) span)
    {
        List<(int, int, CoverageState)> changes = [];
        for (int period = span.From; period < span.To; period++)
        {
            if (map.StateAt(At(period)) is null or CoverageState.Pending or CoverageState.Open)
            {
                changes.Add((period, period + 1, CoverageState.Pending));
            }
        }

        Set(map, changes, "accept");
    }

    /// <summary>Pages of an accepted range, newest first; what is newer than a written page is forgotten, as the writer does.</summary>
    private void Walk()
    {
        (int from, int to) = Span();
        Accept(Read(), (from, to));
        CoverageMap map = Read();
        int length = _random.Next(1, 12);
        for (int end = to; end > from && _random.Next(12) != 0; end -= length)
        {
            int start = Math.Max(from, end - length);
            Set(map, Answer(start, end), "page");
            map = new CoverageMap(Series, map.Intervals.Where(interval => interval.Range.From <= At(start)));
        }
    }

    /// <summary>The store refused rows of a page that called them complete: two deltas of one transaction.</summary>
    private void Reject()
    {
        (int from, int to) = Span();
        CoverageMap map = Read();
        CoverageDelta page = Change(map, [(from, to, CoverageState.Complete)], "page");
        CoverageMap corrected = new(Series, map.Intervals);
        int refused = _random.Next(from, to);
        CoverageDelta correction = Change(corrected, [(refused, refused + 1, CoverageState.Rejected)], "refused");
        Apply(page);
        Apply(correction);
        Compare(corrected);
    }

    /// <summary>The tail is read again: an answer adds to what is known and takes nothing away.</summary>
    private void Revisit()
    {
        CoverageMap map = Read();
        if (map.Intervals.Count > 0)
        {
            int end = (int)(map.Intervals[^1].Range.To - Start).TotalDays;
            int period = Math.Max(0, end - _random.Next(1, 4));
            CoverageState said = _random.Next(2) == 0 ? CoverageState.Complete : CoverageState.Rejected;
            if (map.StateAt(At(period)) is { } known && (said == CoverageState.Complete || known != CoverageState.Complete))
            {
                Set(map, [(period, period + 1, said)], "revisit");
            }
        }
    }

    /// <summary>
    /// Two runs that lost sight of each other, each with the map of the beginning. Their rows may overlap or leave a hole, so the next run brings the
    /// store to one truth again: it reads, accepts everything and is answered. Nothing that neither of them said may come of it.
    /// </summary>
    private void TwoRuns()
    {
        _hasBeenShared = true;
        CoverageMap[] maps = [Read(), Read()];
        HashSet<CoverageState>[] said = [.. Enumerable.Range(0, Periods).Select(period => new HashSet<CoverageState>())];
        for (int period = 0; period < Periods; period++)
        {
            if (_expected[period] is { } known)
            {
                said[period].Add(known);
            }
        }

        for (int turn = _random.Next(2, 6); turn > 0; turn--)
        {
            (int from, int to) = Span();
            List<(int From, int To, CoverageState State)> answer = Answer(from, to);
            answer.ForEach(part => Enumerable.Range(part.From, part.To - part.From).ToList().ForEach(period => said[period].Add(part.State)));
            Apply(Change(maps[_random.Next(2)], answer, "stale"));
        }

        CoverageMap next = Read();
        for (int period = 0; period < Periods; period++)
        {
            if (next.StateAt(At(period)) is { } state && !said[period].Contains(state))
            {
                _difference = $"Period {period} is {state}, which no run has said.";
            }

            _expected[period] = next.StateAt(At(period));
        }

        Accept(next, (0, Periods));
        Set(next, Answer(0, Periods), "the next run");
    }

    /// <summary>A page as stretches of states.</summary>
    private List<(int From, int To, CoverageState State)> Answer(int from, int to)
    {
        List<(int, int, CoverageState)> stretches = [];
        while (from < to)
        {
            int end = Math.Min(to, from + _random.Next(1, 6));
            stretches.Add((from, end, Answers[_random.Next(Answers.Length)]));
            from = end;
        }

        return stretches;
    }

    private void Set(CoverageMap map, List<(int From, int To, CoverageState State)> changes, string what)
    {
        bool isWhole = map.Intervals.Count == 0 || map.Intervals[^1].Range.To >= _store.Values.Select(row => row.Range.To).DefaultIfEmpty().Max();
        Apply(Change(map, changes, what));
        if (isWhole)
        {
            Compare(map);
        }
    }

    private CoverageDelta Change(CoverageMap map, List<(int From, int To, CoverageState State)> changes, string what)
    {
        _clock++;
        foreach ((int from, int to, CoverageState state) in changes)
        {
            _told.Append(FormattableString.Invariant($"{what} {from}-{to} {state}; "));
            Array.Fill(_expected, state, from, to - from);
        }

        CoverageEvidence evidence = new($"run-{_clock}", what, Start.AddYears(1).AddSeconds(_clock));
        return map.Set(changes.Select(change => new CoverageInterval(new TimeRange(At(change.From), At(change.To)), change.State, evidence)));
    }

    private void Apply(CoverageDelta delta)
    {
        foreach (DateTime start in delta.Deletes)
        {
            _store.Remove(start);
        }

        foreach (CoverageInterval interval in delta.Upserts)
        {
            _store[interval.Range.From] = interval;
        }
    }

    /// <summary>The store has what the map has, evidence included.</summary>
    private void Compare(CoverageMap map)
    {
        CoverageInterval[] rows = [.. _store.Values.OrderBy(row => row.Range.From)];
        if (map.Intervals.Count == rows.Length || map.Intervals.Count == 0)
        {
            _difference ??= map.Intervals.Zip(rows).Where(pair => pair.First != pair.Second)
                .Select(pair => $"The map has {pair.First}, the store {pair.Second}.").FirstOrDefault();
        }
        else
        {
            _difference ??= $"The map has {map.Intervals.Count} intervals, the store {rows.Length}.";
        }
    }

    private CoverageMap Read() => CoverageMap.FromStore(Series, [.. _store.Values]);

    private (int From, int To) Span()
    {
        int from = _random.Next(Periods - 1);
        return (from, _random.Next(from + 1, Math.Min(Periods, from + 24) + 1));
    }

    private static DateTime At(int period) => Start.AddDays(period);
}
