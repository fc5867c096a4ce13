using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>Imports the coverage that came with an export, after its rows: each series in transactions of its own, safe to repeat.</summary>
internal sealed class CoverageImport(RunContext run)
{
    private const int RowsAtOnce = 10_000;

    private const int DeltasTogether = 8;

    public async Task<long> RunAsync(string folder, ExportManifest manifest, ManifestFile file, CancellationToken cancellationToken)
    {
        string path = file.In(folder);
        await ImportFiles.VerifyAsync(path, file, cancellationToken).ConfigureAwait(false);
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), path);
        IReadOnlyList<int> ordinals = FileColumns.Match(path, Bookkeeping.Coverage, reader.Columns);
        RowBatch rows = new(Bookkeeping.Coverage);
        List<CoverageInterval> told = [];
        SeriesKey? series = null;
        foreach (IParquetColumns part in reader.Read([.. ordinals.Select(ordinal => Bookkeeping.Coverage.Columns[ordinal].Name)], RowsAtOnce))
        {
            rows.Clear();
            FileRows.Add(part, ordinals, rows);
            for (int row = 0; row < rows.Count; row++)
            {
                (SeriesKey key, CoverageInterval interval) = ExportedCoverage.Read(rows, row);
                if (key != series)
                {
                    await WriteAsync(series, told, manifest, cancellationToken).ConfigureAwait(false);
                    (series, told) = (key, []);
                }

                told.Add(interval);
            }
        }

        await WriteAsync(series, told, manifest, cancellationToken).ConfigureAwait(false);
        return reader.Rows;
    }

    private async Task WriteAsync(SeriesKey? series, List<CoverageInterval> told, ExportManifest manifest, CancellationToken cancellationToken)
    {
        if (series is null)
        {
            return;
        }

        await run.Lease.TakeAsync([LeaseKey.Of(series)], run.OnBusy == BusyPolicy.Share ? BusyPolicy.Refuse : run.OnBusy, cancellationToken).ConfigureAwait(false);
        CoverageMap known = (await run.Store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        IEnumerable<CoverageDelta> deltas = CoverageTransfer.Deltas(
            known, told, evidence => run.Evidence($"imported, exported from {manifest.Engine}: {evidence.Request}"));
        foreach (CoverageDelta[] part in deltas.Chunk(DeltasTogether))
        {
            await run.WriteAsync([], part, [], cancellationToken).ConfigureAwait(false);
        }

        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
    }
}
