using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Pages that become one transaction: rows, coverage and dead letters together. Used again and again by the writer that owns the series; what of it is on
/// its way to the store stays as it is until the store has answered.
/// </summary>
internal sealed class PageBatch(RunContext run, Dataset dataset)
{
    /// <summary>Pages without rows still carry coverage; so many make a transaction.</summary>
    private const int MaxPages = 64;

    private readonly SeriesColumns _columns = dataset.Series
        ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
    private readonly List<FetchedPage> _pages = [];

    /// <summary>
    /// The rows of the pages as they came. Copied, because a rented batch has room for the largest page there was, however few rows this one holds:
    /// those of sixty-four pages are a hundred megabytes.
    /// </summary>
    private readonly RowBatch _gathered = new(dataset);
    private readonly RowBatch _fresh = new(dataset);
    private readonly RowBatch _merged = new(dataset);
    private readonly List<CoverageDelta> _coverage = [];
    private readonly List<RejectedRow> _rejected = [];

    /// <summary>What is known of each series once this is stored.</summary>
    private readonly Dictionary<SeriesWork, CoverageMap> _maps = [];

    public IReadOnlyList<FetchedPage> Pages => _pages;

    public IEnumerable<SeriesWork> Series => _pages.Select(page => page.Work).Distinct();

    public bool IsFull => _gathered.Count >= run.Options.BatchRows || _pages.Count >= MaxPages;

    /// <summary>Rows that it brings to the store, those that go to the dead letters included.</summary>
    public int Rows => _fresh.Count + _merged.Count + _rejected.Count;

    /// <summary>What is to be stored; null when there is nothing.</summary>
    public StoreWrite? Write { get; private set; }

    /// <summary>Takes a page with a copy of its rows: the batch that they are in is no longer needed.</summary>
    public void Add(FetchedPage page)
    {
        RowSegment rows = page.Rows;
        _pages.Add(page with { Rows = new RowSegment(_gathered, _gathered.Count, rows.Count) });
        _gathered.Append(rows.Batch, rows.First, rows.Count);
    }

    public void Clear()
    {
        _pages.Clear();
        _gathered.Clear();
        Forget();
    }

    /// <summary>
    /// Makes the write of the pages, without those of series that are refused meanwhile, on what is known of their series, which then knows of it. May be done
    /// again, when that has changed.
    /// </summary>
    public void Prepare()
    {
        Forget();

        // Rows in key order: engines load them faster, and several connections do not wait for each other in circles.
        _pages.Sort(ByKey);
        foreach (IGrouping<SeriesWork, FetchedPage> series in _pages.Where(page => !page.Work.IsRefused).GroupBy(page => page.Work))
        {
            CoverageMap map = series.Key.Coverage;
            List<CoverageInterval> states = [];
            foreach (FetchedPage page in series)
            {
                CoverageEvidence evidence = run.Evidence(page.Answer.Request);
                states.AddRange(PageStates.Of(page, series.Key.Need.Key.Interval, run.Options)
                    .Select(stretch => new CoverageInterval(stretch.Range, stretch.State, evidence)));
                _rejected.AddRange(page.Answer.Rejected.Select(row => row.Series is null ? row with { Series = series.Key.Need.Key } : row));
                Sort(page);
            }

            Keep(_coverage, map.Set(states));
            _maps.Add(series.Key, map);
            series.Key.Coverage = StillOpen(map, series.Min(page => page.Range.From));
        }

        List<TableWrite> tables = [];
        if (_fresh.Count > 0)
        {
            tables.Add(new TableWrite(_fresh, WriteMode.Fresh));
        }

        if (_merged.Count > 0)
        {
            tables.Add(new TableWrite(_merged, WriteMode.Merge));
        }

        Write = tables.Count + _coverage.Count + _rejected.Count == 0 ? null : new StoreWrite
        {
            RunId = run.RunId,
            Now = run.Now,
            RequiresLease = true,
            Tables = tables,
            Coverage = _coverage,
            Rejected = _rejected,
            OnRefused = Correct,
        };
        if (Write is { } write)
        {
            run.Store.MakeReady(write);
        }
    }

    private static int ByKey(FetchedPage one, FetchedPage other)
    {
        (SeriesKey left, SeriesKey right) = (one.Work.Need.Key, other.Work.Need.Key);
        int order = string.CompareOrdinal(left.Exchange, right.Exchange);
        order = order != 0 ? order : string.CompareOrdinal(left.Symbol, right.Symbol);
        return order != 0 ? order : (one.Work.Number, one.Range.From).CompareTo((other.Work.Number, other.Range.From));
    }

    private void Forget()
    {
        _fresh.Clear();
        _merged.Clear();
        _coverage.Clear();
        _rejected.Clear();
        _maps.Clear();
        Write = null;
    }

    /// <summary>
    /// Rows of periods that were never stored take the fast path; rows read again are compared. The running period is nobody's.
    /// </summary>
    private void Sort(FetchedPage page)
    {
        IReadOnlyList<TimeRange> missing = TimeRanges.Within(page.Work.Need.Missing, page.Range);
        DateTime closedEnd = WantedRange.ClosedBefore(page.Work.Need.Key.Interval, page.ServerNow, run.Options.Grace);
        RowBatch? batch = null;
        int first = 0;
        int last = page.Rows.Count - 1;
        if (last > 0 && BatchOf(TimeOf(0)) == _fresh && BatchOf(TimeOf(last)) == _fresh && TimeRanges.Contain(missing, new TimeRange(TimeOf(0), TimeOf(last))))
        {
            // Rows ascend: when the first and the last lie in one missing range, all do.
            _fresh.Append(page.Rows.Batch, page.Rows.First, page.Rows.Count);
            return;
        }

        for (int row = 0; row <= page.Rows.Count; row++)
        {
            RowBatch? next = row < page.Rows.Count ? BatchOf(TimeOf(row)) : null;
            if (next == batch && row < page.Rows.Count)
            {
                continue;
            }

            // Rows of one kind stand together.
            batch?.Append(page.Rows.Batch, page.Rows.First + first, row - first);
            (batch, first) = (next, row);
        }

        DateTime TimeOf(int row) => page.Rows.Time(row, _columns.Time);

        RowBatch? BatchOf(DateTime time) => !page.Range.Contains(time) || time >= closedEnd ? null
            : TimeRanges.Contain(missing, time) ? _fresh : _merged;
    }

    /// <summary>
    /// A row whose key the engine took for another's, or that does not fit, is not stored: its period is rejected, whatever the batch said
    /// before. Works on copies, because a transaction that is repeated asks again.
    /// </summary>
    private List<CoverageDelta> Correct(IReadOnlyList<RejectedRow> refused)
    {
        List<CoverageDelta> coverage = [];
        foreach (IGrouping<SeriesKey?, RejectedRow> rows in refused.Where(row => row.Time is not null).GroupBy(row => row.Series))
        {
            if (_maps.Values.FirstOrDefault(map => map.Series == rows.Key) is { } known)
            {
                Keep(coverage, new CoverageMap(known.Series, known.Intervals).Set(rows.Select(row => new CoverageInterval(
                    new TimeRange(row.Time!.Value, known.Series.Interval.Next(row.Time.Value)), CoverageState.Rejected,
                    run.Evidence(row.Request)))));
            }
        }

        return coverage;
    }

    /// <summary>
    /// Pages come newest first, so nothing after the oldest one changes any more: a series with a million gaps keeps a page of them.
    /// </summary>
    private static CoverageMap StillOpen(CoverageMap map, DateTime from) =>
        new(map.Series, map.Intervals.Where(interval => interval.Range.From <= from));

    private static void Keep(List<CoverageDelta> coverage, CoverageDelta delta)
    {
        if (!delta.IsEmpty)
        {
            coverage.Add(delta);
        }
    }
}
