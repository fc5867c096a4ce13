using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>Imports the coverage that came with an export, after its rows: each series in transactions of its own, safe to repeat.</summary>
internal sealed class CoverageImport(RunContext run)
{
    private const int RowsAtOnce = 10_000;

    private const int DeltasTogether = 8;

    private const string Advice = "Export again: rows that were imported stay, and the periods that this file speaks of are asked of the source.";

    /// <summary>The columns that people know a stretch by.</summary>
    private static readonly int[] Shown =
        [.. new[] { "dataset", "exchange", "symbol_unmapped", "interval_name", "state" }.Select(Bookkeeping.Coverage.Ordinal)];

    public async Task<long> RunAsync(string folder, ExportManifest manifest, ManifestFile file, CancellationToken cancellationToken)
    {
        string path = file.In(folder);
        await ImportFiles.VerifyAsync(path, file, cancellationToken).ConfigureAwait(false);
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), path);
        IReadOnlyList<int> ordinals = FileColumns.Match(path, Bookkeeping.Coverage, reader.Columns);
        if (reader.Rows != file.Rows)
        {
            throw FileFailures.Mismatch(path, FormattableString.Invariant($"the file has {reader.Rows} rows, the manifest says {file.Rows}."), Advice);
        }

        RowBatch rows = new(Bookkeeping.Coverage);
        List<CoverageInterval> told = [];
        SeriesKey? series = null;
        foreach (IParquetColumns part in reader.Read([.. ordinals.Select(ordinal => Bookkeeping.Coverage.Columns[ordinal].Name)], RowsAtOnce))
        {
            rows.Clear();
            FileRows.Add(part, ordinals, rows);
            for (int row = 0; row < rows.Count; row++)
            {
                (SeriesKey key, CoverageInterval interval) = Read(rows, row, manifest) is { } read ? read : throw FileFailures.Mismatch(
                    path, $"it has what is no coverage of {manifest.Dataset} {manifest.Interval}: {TextOf(rows, row)}.", Advice);
                if (key != series)
                {
                    await WriteAsync(series, told, manifest, cancellationToken).ConfigureAwait(false);
                    (series, told) = (key, []);
                }

                if (told.Count > 0 && interval.Range.From < told[^1].Range.To)
                {
                    throw FileFailures.Mismatch(path, $"its stretches of {key} overlap at {interval.Range}.", Advice);
                }

                told.Add(interval);
            }
        }

        await WriteAsync(series, told, manifest, cancellationToken).ConfigureAwait(false);
        return reader.Rows;
    }

    /// <summary>The stretch that a row tells, if it is one of the manifest's series.</summary>
    private static (SeriesKey Series, CoverageInterval Interval)? Read(RowBatch rows, int row, ExportManifest manifest) =>
        ExportedCoverage.Read(rows, row) is { } told && told.Series.Dataset == manifest.Dataset
        && (manifest.Interval is null || (Interval.TryParse(manifest.Interval, out Interval? interval) && told.Series.Interval == interval))
            ? told
            : null;

    private static string TextOf(RowBatch rows, int row) => string.Join(", ", Shown.Select(column => rows.Text(row, column)));

    /// <summary>What became of a period can be known only when it is over; the other store may have had another clock.</summary>
    private CoverageInterval? Closed(CoverageInterval told, Interval interval) =>
        WholePeriods.Clip(told, interval, null, WantedRange.ClosedBefore(interval, run.Now, run.Options.Grace));

    private async Task WriteAsync(SeriesKey? series, List<CoverageInterval> told, ExportManifest manifest, CancellationToken cancellationToken)
    {
        if (series is null)
        {
            return;
        }

        await run.Lease.TakeAsync([LeaseKey.Of(series)], run.OnBusy == BusyPolicy.Share ? BusyPolicy.Refuse : run.OnBusy, cancellationToken).ConfigureAwait(false);
        CoverageMap known = (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        IEnumerable<CoverageDelta> deltas = CoverageTransfer.Deltas(
            known, told.Select(interval => Closed(interval, series.Interval)).OfType<CoverageInterval>(),
            evidence => run.Evidence($"imported, exported from {manifest.Engine}: {evidence.Request}"));
        foreach (CoverageDelta[] part in deltas.Chunk(DeltasTogether))
        {
            await run.WriteAsync([], part, [], cancellationToken).ConfigureAwait(false);
        }

        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
    }
}
