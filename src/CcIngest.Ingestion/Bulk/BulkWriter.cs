using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes rows that no source was asked for just now: judged by the same rules, each batch with the coverage of its periods and its dead letters in
/// one transaction. Rows assert their own periods and nothing else; a row that is rejected says nothing of its period, because the source was not
/// asked for it. Safe to repeat.
/// </summary>
/// <param name="request">The words for where the rows come from, as evidence.</param>
/// <param name="keepsClocks">As <see cref="StoreWrite.KeepsClocks"/>.</param>
internal sealed class BulkWriter(RunContext run, Dataset dataset, StepTally tally, string request, bool keepsClocks)
{
    private readonly BulkRules _rules = new(dataset);
    private readonly SeriesPrefix? _prefix = dataset.Series is null ? null : new SeriesPrefix(dataset);
    private readonly RowBatch _fresh = new(dataset);
    private readonly RowBatch _merged = new(dataset);
    private Dictionary<SeriesKey, SeriesState> _series = [];

    /// <summary>What became of all rows so far.</summary>
    public RowCounts Written { get; private set; }

    /// <summary>Writes a batch, which belongs to the store until that has ended.</summary>
    /// <returns>Whether all rows of it are stored.</returns>
    public async Task<bool> WriteAsync(RowBatch rows, string current, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return true;
        }

        List<RejectedRow> rejected = [];
        IReadOnlyList<TableWrite> tables = dataset.Series is null
            ? Judge(rows, rejected)
            : Judge(rows, await StatesAsync(rows, cancellationToken).ConfigureAwait(false), rejected);
        SeriesState[] touched = [.. _series.Values];
        CoverageEvidence evidence = run.Evidence(request);
        CoverageDelta[] coverage = [.. touched.Select(state => state.Take(evidence)).Where(delta => !delta.IsEmpty)];
        StoreWrite write = new()
        {
            RunId = run.RunId,
            Now = run.Now,
            RequiresLease = true,
            Tables = tables,
            KeepsClocks = keepsClocks,
            Coverage = coverage,
            Rejected = rejected,
            OnRefused = refused => Correct(touched, refused, evidence),
        };
        WriteResult written = await run.Store.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        if (written.Clashes.Count > 0)
        {
            // What the store knows of them is no longer what was said here.
            _series = [];
        }

        Written += written.Rows with { Read = rows.Count };
        tally.Written(rows.Count, written, current);
        return rejected.Count + written.Clashes.Count == 0;
    }

    /// <summary>Rows of what is no time series.</summary>
    private List<TableWrite> Judge(RowBatch rows, List<RejectedRow> rejected)
    {
        _merged.Clear();
        for (int row = 0; row < rows.Count; row++)
        {
            if (_rules.Judge(rows, row, default) is { } wrong)
            {
                rejected.Add(wrong);
            }
            else
            {
                _merged.Append(rows, row);
            }
        }

        return [new TableWrite(_merged, WriteMode.Merge)];
    }

    /// <summary>Rows of periods that were never settled take the fast path; what was settled before is compared.</summary>
    private List<TableWrite> Judge(RowBatch rows, SeriesState?[] states, List<RejectedRow> rejected)
    {
        DateTime now = run.Now;
        WriteMode?[] modes = new WriteMode?[rows.Count];
        int fresh = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            // A row without its key or its time is for the store to refuse.
            SeriesState? state = states[row];
            DateTime time = rows.Time(row, dataset.Series!.Time);
            DateTime closedEnd = state is null ? DateTime.MaxValue : WantedRange.ClosedBefore(state.Series.Interval, now, run.Options.Grace);
            if (_rules.Judge(rows, row, closedEnd) is { } wrong)
            {
                rejected.Add(wrong);
                continue;
            }

            modes[row] = state is null || state.IsUnsettled(time) ? WriteMode.Fresh : WriteMode.Merge;
            fresh += modes[row] == WriteMode.Fresh ? 1 : 0;
            state?.Add(time);
        }

        return fresh == rows.Count ? [new TableWrite(rows, WriteMode.Fresh)] : Parted(rows, modes);
    }

    private List<TableWrite> Parted(RowBatch rows, WriteMode?[] modes)
    {
        _fresh.Clear();
        _merged.Clear();
        for (int row = 0; row < rows.Count; row++)
        {
            if (modes[row] is { } mode)
            {
                (mode == WriteMode.Fresh ? _fresh : _merged).Append(rows, row);
            }
        }

        return [.. new[] { new TableWrite(_fresh, WriteMode.Fresh), new TableWrite(_merged, WriteMode.Merge) }.Where(table => table.Rows.Count > 0)];
    }

    /// <summary>What is known of the series of each row. Only those of this batch stay in memory.</summary>
    private async Task<SeriesState?[]> StatesAsync(RowBatch rows, CancellationToken cancellationToken)
    {
        SeriesKey?[] keys = new SeriesKey?[rows.Count];
        SeriesColumns columns = dataset.Series!;
        for (int row = 0; row < rows.Count; row++)
        {
            // Rows of a series come together, so a key is made once for many.
            bool isSame = row > 0 && dataset.Key.Where(ordinal => ordinal != columns.Time).All(ordinal => rows.Text(row, ordinal) == rows.Text(row - 1, ordinal));
            keys[row] = rows.IsNull(row, columns.Time) ? null : isSame && keys[row - 1] is { } before ? before : _prefix!.KeyOf(rows, row);
        }

        SeriesKey[] present = [.. keys.OfType<SeriesKey>().Distinct()];
        SeriesKey[] unknown = [.. present.Where(key => !_series.ContainsKey(key))];
        IReadOnlyList<CoverageMap> read = unknown.Length == 0 ? [] : await run.Store.ReadCoverageAsync(unknown, cancellationToken).ConfigureAwait(false);
        foreach (CoverageMap map in read)
        {
            _series[map.Series] = new SeriesState(map);
        }

        _series = present.ToDictionary(key => key, key => _series[key]);
        return [.. keys.Select(key => key is null ? null : _series[key])];
    }

    /// <summary>A row that the store refuses says nothing of its period. Changes nothing here: it may be asked again.</summary>
    private static List<CoverageDelta> Correct(SeriesState[] touched, IReadOnlyList<RejectedRow> refused, CoverageEvidence evidence)
    {
        List<CoverageDelta> coverage = [];
        foreach (IGrouping<SeriesKey?, RejectedRow> rows in refused.Where(row => row.Time is not null).GroupBy(row => row.Series))
        {
            if (Array.Find(touched, state => state.Series == rows.Key) is { } state)
            {
                coverage.Add(state.Without(rows.Select(row => row.Time!.Value), evidence));
            }
        }

        return coverage;
    }
}
