using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes the rows of a dataset as Parquet files: <c>exchange=…/date=…/part-0.parquet</c> for a time series, one file for everything else; then the
/// coverage of the series, and at last the manifest. Memory is bounded by a row group, whatever the table has.
/// </summary>
public sealed class ParquetExport(IMarketDataStore store, TimeProvider time)
{
    private const string PartName = "part-0.parquet";

    /// <summary>The files as they are done. The export is whole when the last one was asked for.</summary>
    /// <exception cref="IngestException">FileUnwritable, FileMismatch (the folder has an export), or what the store says.</exception>
    public async IAsyncEnumerable<ExportedFile> RunAsync(
        ExportRequest request, IProgress<RunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Check(request);
        await SchemaCheck.CheckAsync(store, cancellationToken).ConfigureAwait(false);
        Begin(request);
        DateTime exportedAt = time.GetUtcNow().UtcDateTime;
        List<ManifestFile> files = [];
        long rows = 0;
        IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)> series = request.Dataset.Series is null
            ? []
            : await new SeriesPrefix(request.Dataset).ReadAsync(store, request.Exchanges, request.Symbols, cancellationToken).ConfigureAwait(false);
        await foreach (ExportedFile file in (request.Dataset.Series is null ? TableAsync(request, cancellationToken) : SeriesAsync(request, series, cancellationToken))
            .ConfigureAwait(false))
        {
            rows += file.Rows;
            files.Add(new ManifestFile(
                Path.GetRelativePath(request.Folder, file.Path).Replace(Path.DirectorySeparatorChar, '/'), file.Rows, file.Bytes, file.Sha256));
            progress?.Report(new RunProgress($"export {FileDataset.Title(request.Dataset)}", files.Count, null, rows, file.Path) { Unit = "files" });
            yield return file;
        }

        new ExportManifest
        {
            Dataset = request.Dataset.Name,
            Interval = request.Dataset.Interval?.ToString(),
            SchemaVersion = DatasetCatalog.SchemaVersion,
            Engine = store.Info.Engine,
            ExportedAt = exportedAt,
            From = request.From,
            To = request.To,
            Rows = rows,
            Files = files,
            Coverage = series.Count == 0
                ? null
                : await ExportedCoverage.WriteAsync(store, request, [.. series.Select(one => one.Key)], cancellationToken).ConfigureAwait(false),
        }.Write(request.Folder);
        FileFailures.Write(request.Folder, () =>
        {
            ReplacedExport.Remove(request.Folder, files);
            return 0;
        });
    }

    private async IAsyncEnumerable<ExportedFile> TableAsync(ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Combine(request.Folder, PartName);
        using PartFile file = PartFile.Create(path, request.Dataset);
        await foreach (RowBatch rows in store.ScanAsync(request.Dataset, cancellationToken).ConfigureAwait(false))
        {
            file.Write(rows);
        }

        yield return Told(request, path, null, null, file.Commit());
    }

    private async IAsyncEnumerable<ExportedFile> SeriesAsync(
        ExportRequest request, IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)> series, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ExportPartition partition = request.Partition ?? ExportDates.DefaultFor(request.Dataset);
        foreach (IGrouping<string, (SeriesKey Key, IReadOnlyList<string> Prefix)> exchange in series.GroupBy(one => one.Key.Exchange))
        {
            IReadOnlyList<StoredSlice> slices = await SlicesAsync(request, [.. exchange], cancellationToken).ConfigureAwait(false);
            IEnumerable<TimeRange> parts = slices.SelectMany(slice => ExportDates.Between(partition, slice.First, slice.Last)).Distinct().OrderBy(part => part.From);
            foreach (TimeRange part in parts)
            {
                string? date = ExportDates.NameOf(partition, part);
                string path = Path.Combine([request.Folder, $"exchange={Escape(exchange.Key)}", .. date is null ? [] : new[] { $"date={date}" }, PartName]);
                if (await PartAsync(request, path, part, slices, cancellationToken).ConfigureAwait(false) is { } written)
                {
                    yield return Told(request, path, exchange.Key, date, written);
                }
            }
        }
    }

    /// <summary>One file: the rows of all series of a venue in a stretch of time, series after series.</summary>
    /// <returns>Null when there are none, and no file.</returns>
    private async Task<(long Rows, long Bytes, string Sha256)?> PartAsync(
        ExportRequest request, string path, TimeRange part, IReadOnlyList<StoredSlice> slices, CancellationToken cancellationToken)
    {
        PartFile? file = null;
        try
        {
            foreach (StoredSlice slice in slices.Where(slice => slice.First < part.To && slice.Last >= part.From))
            {
                RowSlice within = new(slice.Prefix, Later(part.From, slice.First), Earlier(part.To, request.To));
                await foreach (RowBatch rows in store.ScanAsync(request.Dataset, within, cancellationToken).ConfigureAwait(false))
                {
                    if (rows.Count > 0)
                    {
                        (file ??= PartFile.Create(path, request.Dataset)).Write(rows);
                    }
                }
            }

            return file?.Commit();
        }
        finally
        {
            file?.Dispose();
        }
    }

    private async Task<IReadOnlyList<StoredSlice>> SlicesAsync(
        ExportRequest request, IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)> series, CancellationToken cancellationToken)
    {
        List<StoredSlice> slices = [];
        foreach ((_, IReadOnlyList<string> prefix) in series)
        {
            if (await store.ReadBoundsAsync(request.Dataset, new RowSlice(prefix, request.From, request.To), cancellationToken).ConfigureAwait(false)
                is (DateTime first, DateTime last))
            {
                slices.Add(new StoredSlice(prefix, first, last));
            }
        }

        return slices;
    }

    private static void Check(ExportRequest request)
    {
        if (request.Dataset.Series is null && (request.Exchanges.Count > 0 || request.Symbols.Count > 0 || request.From is not null || request.To is not null
            || request.Partition is not (null or ExportPartition.None)))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{request.Dataset.Name} is no time series: it is exported whole.", "Leave exchange, instrument, times and partition away.");
        }

        if (request.From >= request.To)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid, FormattableString.Invariant($"From {request.From:u} is not before To {request.To:u}."), "From is inclusive, To is exclusive and later.");
        }
    }

    /// <summary>Lays the manifest of an earlier export aside: from now on the folder is no whole export.</summary>
    private static void Begin(ExportRequest request)
    {
        ExportManifest? old = ExportManifest.Read(request.Folder);
        if (old is not null && !request.Replaces)
        {
            throw new IngestException(
                IngestErrorId.FileMismatch, $"'{request.Folder}' has an export of {old.Dataset} {old.Interval} already.", "Choose another folder, or replace it: -Force, in a job file \"replace\": true.");
        }

        FileFailures.Write(request.Folder, () =>
        {
            Directory.CreateDirectory(request.Folder);
            ReplacedExport.LayAside(request.Folder, old);
            return 0;
        });
    }

    private static ExportedFile Told(ExportRequest request, string path, string? exchange, string? date, (long Rows, long Bytes, string Sha256) written) => new()
    {
        Path = path,
        Dataset = request.Dataset.Name,
        Interval = request.Dataset.Interval,
        Exchange = exchange,
        Date = date,
        Rows = written.Rows,
        Bytes = written.Bytes,
        Sha256 = written.Sha256,
    };

    /// <summary>As Hive writes values into paths; a name of two points would lead elsewhere.</summary>
    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("..", "%2E%2E", StringComparison.Ordinal);

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime? Earlier(DateTime one, DateTime? other) => other is { } time && time < one ? time : one < DateTime.MaxValue ? one : null;

    private sealed record StoredSlice(IReadOnlyList<string> Prefix, DateTime First, DateTime Last);
}
