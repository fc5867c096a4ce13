using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Copies one series with its coverage and its corrections, and compares count and hash on both sides.</summary>
internal sealed class SeriesCopy(RunContext run, CopyStep step, StepTally tally, SeriesKey series, IReadOnlyList<string> prefix) : IDisposable
{
    private const int DeltasTogether = 8;

    private static readonly int RevisedTime = Revisions.Dataset.Ordinal("datetime");
    private static readonly int KnownUntil = Revisions.Dataset.Ordinal("known_until");

    private readonly Dataset _dataset = step.Dataset;
    private readonly BulkWriter _writer = new(run, step.Dataset, tally, $"copied from {step.From.Info}", keepsClocks: true);
    private readonly RowBatch _there = new(step.Dataset);
    private readonly RowBatch _here = new(step.Dataset);
    private readonly ComparedRows _compared = new();

    /// <summary>Periods whose row here is newer: what the other store says of their past belongs to other values.</summary>
    private readonly HashSet<DateTime> _newer = [];
    private long _alike;
    private long _extra;

    private int Time => _dataset.Series?.Time ?? throw new ArgumentException($"{_dataset} is no time series.");

    /// <exception cref="IngestException">CopyMismatch: rows that the target refused.</exception>
    public async Task<CopiedRows> RunAsync(CancellationToken cancellationToken)
    {
        CoverageMap known = (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        DateTime? from = step.Since;
        await foreach (RowBatch rows in step.From.ScanAsync(_dataset, new RowSlice(prefix, step.Since), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                _there.Append(rows, row);
                if (_there.Count == run.Options.BatchRows)
                {
                    from = await StretchAsync(known, from, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (_there.Count > 0)
        {
            from = await StretchAsync(known, from, cancellationToken).ConfigureAwait(false);
        }

        // No row there is left: what is here after its last one, only the target has.
        _extra += await ReadHereAsync(new RowSlice(prefix, from), cancellationToken).ConfigureAwait(false);
        await CopyCoverageAsync(cancellationToken).ConfigureAwait(false);
        await CopyRevisionsAsync(cancellationToken).ConfigureAwait(false);
        return Compared();
    }

    public void Dispose() => _compared.Dispose();

    /// <summary>Brings one stretch of rows over, where it is not here already.</summary>
    /// <returns>Where the next one begins.</returns>
    private async Task<DateTime> StretchAsync(CoverageMap known, DateTime? from, CancellationToken cancellationToken)
    {
        DateTime to = _there.Time(_there.Count - 1, Time).AddTicks(TimeSpan.TicksPerSecond);
        RowSlice slice = new(prefix, from, to);
        _extra += await ReadHereAsync(slice, cancellationToken).ConfigureAwait(false);
        bool isCovered = Enumerable.Range(0, _there.Count).All(row => known.StateAt(_there.Time(row, Time)) == CoverageState.Complete);
        bool areAlike = ComparedRows.AreAlike(_there, _here);
        if (isCovered && areAlike)
        {
            _alike += _there.Count;
        }
        else
        {
            await _writer.WriteAsync(_there, series.ToString(), cancellationToken).ConfigureAwait(false);
            await ReadHereAsync(slice, cancellationToken).ConfigureAwait(false);
            areAlike = ComparedRows.AreAlike(_there, _here);
        }

        _newer.UnionWith(_compared.Add(_there, _here, areAlike).Select(row => _there.Time(row, Time)));
        _there.Clear();
        return to;
    }

    /// <summary>Reads the rows here that have a counterpart there.</summary>
    /// <returns>How many have none.</returns>
    private async Task<long> ReadHereAsync(RowSlice slice, CancellationToken cancellationToken)
    {
        _here.Clear();
        long extra = 0;
        int next = 0;
        await foreach (RowBatch rows in run.Store.ScanAsync(_dataset, slice, cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                while (next < _there.Count && _there.Time(next, Time) < rows.Time(row, Time))
                {
                    next++;
                }

                if (next < _there.Count && _there.Time(next, Time) == rows.Time(row, Time))
                {
                    _here.Append(rows, row);
                }
                else
                {
                    extra++;
                }
            }
        }

        return extra;
    }

    private async Task CopyCoverageAsync(CancellationToken cancellationToken)
    {
        CoverageMap there = (await step.From.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        CoverageMap here = (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        // What became of a period can be known only when it is over; the other store may have had another clock.
        DateTime closedEnd = WantedRange.ClosedBefore(series.Interval, run.Now, run.Options.Grace);
        IEnumerable<CoverageInterval> told = there.Intervals
            .Select(interval => WholePeriods.Clip(interval, series.Interval, step.Since, closedEnd)).OfType<CoverageInterval>();
        foreach (CoverageDelta[] part in CoverageTransfer.Deltas(here, told, evidence => run.Evidence($"copied from {step.From.Info.Engine}: {evidence.Request}"))
            .Chunk(DeltasTogether))
        {
            await run.WriteAsync([], part, [], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the rows said before: with their clocks kept, an earlier moment is read here as it is there.</summary>
    private async Task CopyRevisionsAsync(CancellationToken cancellationToken)
    {
        RowSlice slice = new([series.Dataset, series.Exchange, series.Symbol, series.Interval.ToString()], step.Since);
        HashSet<(DateTime, DateTime)> copied = await CopiedRevisionsAsync(slice, cancellationToken).ConfigureAwait(false);
        await foreach (RowBatch rows in step.From.ScanAsync(Revisions.Dataset, slice, cancellationToken).ConfigureAwait(false))
        {
            RowBatch missing = new(Revisions.Dataset, Math.Max(rows.Count, 1));
            for (int row = 0; row < rows.Count; row++)
            {
                if (!_newer.Contains(rows.Time(row, RevisedTime)) && !copied.Contains((rows.Time(row, RevisedTime), Second(rows.Time(row, KnownUntil)))))
                {
                    missing.Append(rows, row);
                }
            }

            if (missing.Count > 0)
            {
                await run.WriteAsync([new TableWrite(missing, WriteMode.InsertMissing)], [], [], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Versions that ended here because a copy brought the next one: by the clock of that row, which counts seconds. The other store has each of them
    /// too, to the microsecond.
    /// </summary>
    private async Task<HashSet<(DateTime Time, DateTime Until)>> CopiedRevisionsAsync(RowSlice slice, CancellationToken cancellationToken)
    {
        HashSet<(DateTime, DateTime)> copied = [];
        await foreach (RowBatch rows in run.Store.ScanAsync(Revisions.Dataset, slice, cancellationToken).ConfigureAwait(false))
        {
            copied.UnionWith(Enumerable.Range(0, rows.Count).Where(row => rows.Time(row, KnownUntil) == Second(rows.Time(row, KnownUntil)))
                .Select(row => (rows.Time(row, RevisedTime), rows.Time(row, KnownUntil))));
        }

        return copied;
    }

    private static DateTime Second(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private CopiedRows Compared()
    {
        if (!_compared.AreEqual)
        {
            throw new IngestException(
                IngestErrorId.CopyMismatch,
                FormattableString.Invariant(
                    $"{series}: {step.From.Info} has {_compared.RowsThere} rows with the hash {_compared.HashThere}, {run.Store.Info} has {_compared.RowsHere} of them with {_compared.HashHere}."),
                "Rows that the target refused are among its dead letters: see them with Get-CcDeadLetter. Otherwise a run has written in between; copy again.",
                scope: FailureScope.Leg);
        }

        return new CopiedRows
        {
            Dataset = series.Dataset,
            Exchange = series.Exchange,
            RawSymbol = series.Symbol,
            Interval = series.Interval,
            Rows = _compared.RowsThere,
            Inserted = _writer.Written.Inserted,
            Updated = _writer.Written.Updated,
            Unchanged = _writer.Written.Unchanged - _compared.Newer + _alike,
            Newer = _compared.Newer,
            Extra = _extra,
            Hash = _compared.HashThere,
            RunId = run.RunId,
        };
    }
}
