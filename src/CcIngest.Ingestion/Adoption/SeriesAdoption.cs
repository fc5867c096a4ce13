using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Reads the rows of one series and marks their periods as had, where the books say nothing yet or only that somebody wants them. What they say
/// otherwise stays: a stored row where the source had no trades is a matter for a test of quality.
/// </summary>
internal sealed class SeriesAdoption(RunContext run, Dataset dataset, SeriesKey series, IReadOnlyList<string> prefix)
{
    /// <summary>Stretches of one transaction; each is a row of the books.</summary>
    private const int StretchesTogether = 1_000;

    private readonly List<CoverageInterval> _stretches = [];
    private readonly CoverageEvidence _evidence = run.Evidence("adopted: the row was stored before");
    private TimeRange? _open;
    private long _adopted;
    private long _known;
    private long _unfinished;
    private long _offGrid;
    private DateTime? _first;
    private DateTime? _last;

    public async Task<AdoptedRows> RunAsync(CancellationToken cancellationToken)
    {
        CoverageMap known = (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        CoverageMap written = new(series, known.Intervals);
        int time = dataset.Series!.Time;
        int collected = Enumerable.Range(0, dataset.Columns.Count).FirstOrDefault(ordinal => dataset.Columns[ordinal].Role == ColumnRole.CollectedAt, -1);
        DateTime closedEnd = WantedRange.ClosedBefore(series.Interval, run.Now, run.Options.Grace);
        await foreach (RowBatch rows in run.Store.ScanAsync(dataset, new RowSlice(prefix), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                Look(rows.Time(row, time), collected < 0 ? null : rows.Time(row, collected), known, closedEnd);
                if (_stretches.Count == StretchesTogether)
                {
                    await WriteAsync(written, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        Close();
        await WriteAsync(written, cancellationToken).ConfigureAwait(false);
        return new AdoptedRows
        {
            Dataset = series.Dataset, Exchange = series.Exchange, RawSymbol = series.Symbol, Interval = series.Interval,
            From = _first, To = _last, Adopted = _adopted, Known = _known, Unfinished = _unfinished, OffGrid = _offGrid, RunId = run.RunId,
        };
    }

    private void Look(DateTime period, DateTime? collectedAt, CoverageMap known, DateTime closedEnd)
    {
        if (series.Interval.Floor(period) != period)
        {
            _offGrid++;
            return;
        }

        DateTime end = series.Interval.Next(period);
        if (known.StateAt(period) is not (null or CoverageState.Pending))
        {
            _known++;
        }
        else if (end > closedEnd || collectedAt < end)
        {
            _unfinished++;
        }
        else
        {
            _adopted++;
            _first ??= period;
            _last = end;
            if (_open is { } open && open.To == period)
            {
                _open = new TimeRange(open.From, end);
                return;
            }

            Close();
            _open = new TimeRange(period, end);
        }
    }

    private void Close()
    {
        if (_open is { } open)
        {
            _stretches.Add(new CoverageInterval(open, CoverageState.Complete, _evidence));
            _open = null;
        }
    }

    private async Task WriteAsync(CoverageMap written, CancellationToken cancellationToken)
    {
        CoverageDelta delta = written.Set(_stretches);
        _stretches.Clear();
        if (!delta.IsEmpty)
        {
            await run.WriteAsync([], [delta], [], cancellationToken).ConfigureAwait(false);
        }
    }
}
