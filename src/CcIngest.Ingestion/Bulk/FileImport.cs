using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>Imports one file. All that can be known of it is looked at before its first row is stored.</summary>
internal sealed class FileImport(RunContext run, ImportStep step, StepTally tally)
{
    /// <exception cref="IngestException">FileMismatch, FileUnreadable; SeriesBusy; what the store says.</exception>
    public async Task<ImportedFile> RunAsync(ImportSet set, ImportFile file, CancellationToken cancellationToken)
    {
        if (file.Promise is { } promise)
        {
            await ImportFiles.VerifyAsync(file.Path, promise, cancellationToken).ConfigureAwait(false);
        }

        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(file.Path), file.Path);
        Dataset dataset = DatasetOf(set, file, reader);
        IReadOnlyList<int> ordinals = FileColumns.Match(file.Path, dataset, reader.Columns);
        if (file.Promise is { } said && said.Rows != reader.Rows)
        {
            throw FileFailures.Mismatch(
                file.Path, FormattableString.Invariant($"the file has {reader.Rows} rows, the manifest says {said.Rows}."), "Export the file again: nothing of it was stored.");
        }

        BulkWriter writer = new(
            run, dataset, tally, $"imported from {Path.GetRelativePath(set.Folder, file.Path).Replace('\\', '/')}{Origin(set)}", keepsClocks: file.Promise is not null);
        await run.Lease.TakeAsync(LeasesOf(dataset, reader), run.OnBusy == BusyPolicy.Share ? BusyPolicy.Refuse : run.OnBusy, cancellationToken).ConfigureAwait(false);
        await WriteAsync(reader, dataset, ordinals, writer, file.Path, cancellationToken).ConfigureAwait(false);
        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        return new ImportedFile
        {
            Path = file.Path,
            Dataset = dataset.Name,
            Interval = dataset.Interval,
            IsVerified = file.Promise is not null,
            Rows = reader.Rows,
            Inserted = writer.Written.Inserted,
            Updated = writer.Written.Updated,
            Unchanged = writer.Written.Unchanged,
            Rejected = writer.Written.Rejected,
            RunId = run.RunId,
        };
    }

    private static string Origin(ImportSet set) =>
        set.Manifest is { } manifest ? FormattableString.Invariant($", exported from {manifest.Engine} at {manifest.ExportedAt:u}") : "";

    /// <summary>The next rows are read while those before are written.</summary>
    private async Task WriteAsync(
        IParquetReader reader, Dataset dataset, IReadOnlyList<int> ordinals, BulkWriter writer, string path, CancellationToken cancellationToken)
    {
        using IEnumerator<IParquetColumns> parts = reader.Read([.. ordinals.Select(ordinal => dataset.Columns[ordinal].Name)], run.Options.BatchRows).GetEnumerator();
        RowBatch[] batches = [new(dataset, run.Options.BatchRows), new(dataset, run.Options.BatchRows)];
        Task<bool> reading = Task.Run(() => Fill(batches[0]), cancellationToken);
        for (int current = 0; await reading.ConfigureAwait(false); current = 1 - current)
        {
            RowBatch next = batches[1 - current];
            reading = Task.Run(() => Fill(next), cancellationToken);
            try
            {
                await writer.WriteAsync(batches[current], path, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // The file is closed next, so nobody may read it any more; the failure of the write is the one that counts.
                await Task.WhenAny(reading).ConfigureAwait(false);
                throw;
            }
        }

        bool Fill(RowBatch rows)
        {
            rows.Clear();
            if (!parts.MoveNext())
            {
                return false;
            }

            FileRows.Add(parts.Current, ordinals, rows);
            return true;
        }
    }

    /// <summary>What the file's rows belong to: all series of it are taken at once, so that two imports never wait for each other in a circle.</summary>
    private static LeaseKey[] LeasesOf(Dataset dataset, IParquetReader reader)
    {
        if (dataset.Series is not { } series)
        {
            return [FilledTables.LeaseOf(dataset)];
        }

        SeriesPrefix prefix = new(dataset);
        int[] keys = [.. dataset.Key.Where(ordinal => ordinal != series.Time)];
        RowBatch rows = new(dataset);
        HashSet<SeriesKey> found = [];
        foreach (IParquetColumns part in reader.Read([.. keys.Select(ordinal => dataset.Columns[ordinal].Name)], 65_536))
        {
            rows.Clear();
            FileRows.Add(part, keys, rows);
            for (int row = 0; row < rows.Count; row++)
            {
                bool isKnown = row > 0 && Array.TrueForAll(keys, ordinal => rows.Text(row, ordinal) == rows.Text(row - 1, ordinal));
                if (!isKnown && prefix.KeyOf(rows, row) is { } key)
                {
                    found.Add(key);
                }
            }
        }

        return [.. found.Select(LeaseKey.Of)];
    }

    private Dataset DatasetOf(ImportSet set, ImportFile file, IParquetReader reader)
    {
        Dataset? said = set.Manifest is { } manifest ? FileDataset.Find(manifest.Dataset, manifest.Interval) : FileDataset.Of(reader.Metadata);
        if (said is not null && step.Dataset is { } wanted && said != wanted)
        {
            throw FileFailures.Mismatch(
                file.Path, $"the file says that it has rows of {FileDataset.Title(said)}, not of {FileDataset.Title(wanted)}.", "Leave Dataset and Interval away, or name other files.");
        }

        return step.Dataset ?? said ?? throw FileFailures.Mismatch(
            file.Path, "the file does not say whose rows it has.", "Say it with Dataset (and Interval).");
    }
}
