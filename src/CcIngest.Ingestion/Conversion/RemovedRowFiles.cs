using System.Globalization;
using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Keeps removed rows as Parquet files, one for each slice that has some: whole, on the disk and read again before they are removed.</summary>
internal sealed class RemovedRowFiles(string folder) : IRemovedRows
{
    private const int RowsAtOnce = 4_096;

    /// <summary>What looks on while a table is worked on.</summary>
    public static RebuildWatch Watch(string table, string? folder, IProgress<RunProgress>? progress) => new()
    {
        Removed = folder is null ? null : new RemovedRowFiles(folder),
        OnSlice = (done, all, rows) => progress?.Report(new RunProgress(table, done, all, rows, table) { Unit = "slices" }),
    };

    public async Task<long> KeepAsync(string work, int slice, IAsyncEnumerable<RowBatch> rows, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{work}-{slice:00000}.parquet"));
        using RowHash written = new();
        Dataset? dataset = null;
        PartFile? file = null;
        try
        {
            await foreach (RowBatch batch in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                file ??= PartFile.Create(path, dataset = batch.Dataset);
                file.Write(batch);
                written.Add(batch);
            }

            file?.Commit();
        }
        finally
        {
            file?.Dispose();
        }

        return dataset is null ? 0 : Checked(path, dataset, written);
    }

    /// <summary>The number of rows, once the file was read again and has the same.</summary>
    private static long Checked(string path, Dataset dataset, RowHash written)
    {
        using RowHash found = new();
        FileFailures.Write(path, () =>
        {
            using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), path);
            RowBatch batch = new(dataset, RowsAtOnce);
            IReadOnlyList<int> ordinals = [.. Enumerable.Range(0, dataset.Columns.Count)];
            foreach (IParquetColumns columns in reader.Read([.. dataset.Columns.Select(column => column.Name)], RowsAtOnce))
            {
                batch.Clear();
                FileRows.Add(columns, ordinals, batch);
                found.Add(batch);
            }

            return 0;
        });
        return found.Rows == written.Rows && found.ToString() == written.ToString()
            ? written.Rows
            : throw new IngestException(IngestErrorId.FileUnwritable, $"'{path}' has not the rows that were written to it.", "Nothing was removed. Look at the disk.");
    }
}
