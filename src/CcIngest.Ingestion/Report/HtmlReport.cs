using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes one HTML file that shows how far a store can be trusted: coverage with causes, freshness, runs, limits, dead letters, candles. It needs no
/// network when it is opened. Reads the store, changes nothing in it.
/// </summary>
public sealed class HtmlReport(IMarketDataStore store, TimeProvider time)
{
    /// <summary>What follows the name of a file that is not whole.</summary>
    private const string Unfinished = ".unfinished";

    /// <exception cref="IngestException">SettingInvalid (a dataset that there is not), FileMismatch (the file is there), FileUnwritable, or what the store says.</exception>
    public async Task<WrittenReport> WriteAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(request.Path);
        Check(request);
        if (!request.Replaces && File.Exists(path))
        {
            throw FileFailures.Mismatch(path, "there is a file of that name.", "Choose another name, or replace it: -Force, --force, or \"replace\": true in a job.");
        }

        await SchemaCheck.CheckAsync(store, cancellationToken).ConfigureAwait(false);
        ReportContents contents = await new ReportReader(store, time).ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return FileFailures.Write(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
            try
            {
                long bytes;
                using (FileStream file = new(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    ReportPage.Write(file, contents);
                    file.Flush(flushToDisk: true);
                    bytes = file.Length;
                }

                File.Move(path + Unfinished, path, request.Replaces);
                return new WrittenReport(path, bytes, contents.Series.Count, contents.Candles.Count, ReportAssets.Charts is not null);
            }
            finally
            {
                File.Delete(path + Unfinished);
            }
        });
    }

    /// <exception cref="IngestException">SettingInvalid: a dataset that there is not.</exception>
    internal static void Check(ReportRequest request)
    {
        string[] known = [.. DatasetCatalog.All.Where(dataset => dataset.Series is not null).Select(dataset => dataset.Name).Distinct()];
        if (request.Datasets.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"'{unknown}' is no time series.", $"Use one of {string.Join(", ", known)}.");
        }
    }
}
