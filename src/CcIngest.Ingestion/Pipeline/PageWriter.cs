using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes the pages of the series it owns: what has come in goes into one transaction, up to <see cref="IngestOptions.BatchRows"/>, rows,
/// coverage and dead letters together. A slow source gives small transactions at once, a fast one full ones.
/// </summary>
internal sealed class PageWriter(RunContext run, Dataset dataset, RowBatchPool pool, StepTally tally, PipelineClock clock, FetcherCrew crew)
{
    /// <summary>Pages without rows still carry coverage; so many make a transaction.</summary>
    private const int MaxPages = 64;

    /// <summary>An answer that takes longer comes from far away, or is held up by something that need not hold up others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly SeriesColumns _columns = dataset.Series
        ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
    private readonly RowBatch _fresh = new(dataset);
    private readonly RowBatch _merged = new(dataset);

    public async Task RunAsync(ChannelReader<FetchedPage> pages, CancellationToken cancellationToken)
    {
        List<FetchedPage> batch = [];
        bool hasWritten = false;
        for (long since = clock.Now; await WaitAsync(pages, hasWritten, cancellationToken).ConfigureAwait(false); since = clock.Now)
        {
            clock.WaitedForPages(since);
            int rows = 0;
            while (rows < run.Options.BatchRows && batch.Count < MaxPages && pages.TryRead(out FetchedPage? page))
            {
                batch.Add(page);
                rows += page.Rows.Count;
            }

            long began = clock.Now;
            await WriteOrRefuseAsync([.. batch.Where(page => !page.Work.IsRefused)], cancellationToken).ConfigureAwait(false);
            clock.Written(began);
            batch.ForEach(page => pool.Return(page.Rows));
            batch.Clear();
            hasWritten = true;
        }
    }

    /// <summary>Has one more page fetched at a time when there is none: at once, but for the first one, and again when it is long in coming.</summary>
    private async Task<bool> WaitAsync(ChannelReader<FetchedPage> pages, bool hasWritten, CancellationToken cancellationToken)
    {
        Task<bool> more = pages.WaitToReadAsync(cancellationToken).AsTask();
        if (!more.IsCompleted && hasWritten)
        {
            crew.AddForIdleWriter();
        }

        if (!more.IsCompleted)
        {
            using CancellationTokenSource come = new();
            if (await Task.WhenAny(more, Task.Delay(Patience, run.Time, come.Token)).ConfigureAwait(false) != more)
            {
                crew.AddForIdleWriter();
            }

            await come.CancelAsync().ConfigureAwait(false);
        }

        return await more.ConfigureAwait(false);
    }

    /// <summary>
    /// Writes pages; when the store refuses too much of them, series by series, so that only those at fault fail. Their periods stay as they were.
    /// </summary>
    private async Task WriteOrRefuseAsync(List<FetchedPage> batch, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException refusal) when (refusal.Scope == FailureScope.Leg)
        {
            // Nothing was stored: what the store knows of the series holds again.
            SeriesWork[] works = [.. batch.Select(page => page.Work).Distinct()];
            IReadOnlyList<CoverageMap> known = await run.Store.ReadCoverageAsync([.. works.Select(work => work.Need.Key)], cancellationToken)
                .ConfigureAwait(false);
            foreach ((SeriesWork work, CoverageMap coverage) in works.Zip(known))
            {
                work.Coverage = coverage;
            }

            if (works.Length == 1)
            {
                works[0].Refuse();
                run.Log.LegFailed(works[0].Need.Key.ToString(), refusal.Id, refusal.Message);
                tally.Failed(works[0].Need.Key.ToString(), refusal);
                return;
            }

            foreach (IGrouping<SeriesWork, FetchedPage> series in batch.GroupBy(page => page.Work))
            {
                await WriteOrRefuseAsync([.. series], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(List<FetchedPage> batch, CancellationToken cancellationToken)
    {
        // Rows in key order: engines load them faster, and several connections do not wait for each other in circles.
        batch.Sort((one, other) => (one.Work.Number, one.Range.From).CompareTo((other.Work.Number, other.Range.From)));
        _fresh.Clear();
        _merged.Clear();
        List<CoverageDelta> coverage = [];
        List<RejectedRow> rejected = [];
        foreach (IGrouping<SeriesWork, FetchedPage> series in batch.GroupBy(page => page.Work))
        {
            CoverageMap map = series.Key.Coverage;
            List<CoverageInterval> states = [];
            foreach (FetchedPage page in series)
            {
                CoverageEvidence evidence = run.Evidence(page.Answer.Request);
                states.AddRange(PageStates.Of(page, series.Key.Need.Key.Interval, run.Options)
                    .Select(stretch => new CoverageInterval(stretch.Range, stretch.State, evidence)));
                rejected.AddRange(page.Answer.Rejected.Select(row => row.Series is null ? row with { Series = series.Key.Need.Key } : row));
                Sort(page);
            }

            Keep(coverage, map.Set(states));
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

        if (tables.Count + coverage.Count + rejected.Count > 0)
        {
            Dictionary<SeriesWork, CoverageMap> corrected = [];
            StoreWrite write = new()
            {
                RunId = run.RunId,
                Now = run.Now,
                RequiresLease = true,
                Tables = tables,
                Coverage = coverage,
                Rejected = rejected,
                OnRefused = refused => Correct(batch, refused, corrected),
            };
            WriteResult written = await run.Store.WriteAsync(write, cancellationToken).ConfigureAwait(false);
            tally.Written(_fresh.Count + _merged.Count + rejected.Count, written, batch[^1].Work.Need.Key.ToString());
            foreach ((SeriesWork work, CoverageMap map) in written.Clashes.Count > 0 ? corrected : [])
            {
                work.Coverage = map;
            }
        }

        foreach (IGrouping<SeriesWork, FetchedPage> series in batch.GroupBy(page => page.Work))
        {
            Forget(series.Key, series.Min(page => page.Range.From));
        }
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
        for (int row = 0; row <= page.Rows.Count; row++)
        {
            RowBatch? next = row < page.Rows.Count ? BatchOf(page.Rows.Time(row, _columns.Time)) : null;
            if (next == batch && row < page.Rows.Count)
            {
                continue;
            }

            // Rows of one kind stand together, as a rule the whole page.
            batch?.Append(page.Rows, first, row - first);
            (batch, first) = (next, row);
        }

        RowBatch? BatchOf(DateTime time) => !page.Range.Contains(time) || time >= closedEnd ? null
            : TimeRanges.Contain(missing, time) ? _fresh : _merged;
    }

    /// <summary>
    /// A row whose key the engine took for another's, or that does not fit, is not stored: its period is rejected, whatever the batch said
    /// before. Works on copies, because a transaction that is repeated asks again.
    /// </summary>
    private List<CoverageDelta> Correct(
        List<FetchedPage> batch, IReadOnlyList<RejectedRow> refused, Dictionary<SeriesWork, CoverageMap> corrected)
    {
        corrected.Clear();
        List<CoverageDelta> coverage = [];
        foreach (IGrouping<SeriesKey?, RejectedRow> rows in refused.Where(row => row.Time is not null).GroupBy(row => row.Series))
        {
            if (batch.Find(page => page.Work.Need.Key == rows.Key)?.Work is { } work)
            {
                CoverageMap map = new(work.Coverage.Series, work.Coverage.Intervals);
                Keep(coverage, map.Set(rows.Select(row => new CoverageInterval(
                    new TimeRange(row.Time!.Value, work.Need.Key.Interval.Next(row.Time.Value)), CoverageState.Rejected,
                    run.Evidence(row.Request)))));
                corrected[work] = map;
            }
        }

        return coverage;
    }

    /// <summary>
    /// Pages come newest first, so nothing after the oldest one changes any more: a series with a million gaps keeps a page of them.
    /// </summary>
    private static void Forget(SeriesWork work, DateTime from) =>
        work.Coverage = new CoverageMap(work.Coverage.Series, work.Coverage.Intervals.Where(interval => interval.Range.From <= from));

    private static void Keep(List<CoverageDelta> coverage, CoverageDelta delta)
    {
        if (!delta.IsEmpty)
        {
            coverage.Add(delta);
        }
    }
}
