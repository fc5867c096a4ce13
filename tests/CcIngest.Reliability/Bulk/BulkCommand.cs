using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>
/// Phases of a measurement, each a process of its own so that its memory is its own: <c>fill</c>, <c>export</c>, <c>import</c>, <c>hash</c>, <c>copy</c>. Each can be
/// killed and started again. <c>measure-parquet.sh</c> runs them one after the other.
/// </summary>
internal static class BulkCommand
{
    private static readonly Argument<string> Phase = new("phase") { Description = "fill, export, import, hash or copy." };

    private static readonly Option<FileInfo?> File = new("--file") { Description = "The SQLite store that is filled, exported, imported into, hashed, or copied from." };

    private static readonly Option<FileInfo?> To = new("--to") { Description = "copy: the SQLite store that is copied to; without it the store of the settings (DB_*)." };

    private static readonly Option<bool> FromSettings = new("--from-settings") { Description = "copy: from the store of the settings to --to." };

    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "export, import: the folder of the files." };

    private static readonly Option<int> Series = new("--series") { Description = "fill: how many series.", DefaultValueFactory = _ => 20 };

    private static readonly Option<int> Rows = new("--rows") { Description = "fill: rows in all.", DefaultValueFactory = _ => 10_000_000 };

    /// <returns>0 when the phase was done, 1 when it failed, 64 for wrong use.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures Parquet files and copies.") { Phase, File, To, FromSettings, Folder, Series, Rows };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        long started = TimeProvider.System.GetTimestamp();
        try
        {
            string said = await RunAsync(line, cancellationToken).ConfigureAwait(false);
            using Process self = Process.GetCurrentProcess();
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["phase"] = line.GetValue(Phase) ?? "",
                ["seconds"] = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1),
                ["cpuSeconds"] = Math.Round(self.TotalProcessorTime.TotalSeconds, 1),
                ["peakMegabytes"] = self.PeakWorkingSet64 / 1_000_000,
                ["said"] = said,
            })).ConfigureAwait(false);
            return 0;
        }
        catch (IngestException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Id}: {failure.Message} {failure.Advice}").ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<string> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        string folder = line.GetValue(Folder)?.FullName ?? "";
        Settings settings = Settings.Load(new Dictionary<string, string?>(), Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
        StoreOptions file = new() { File = line.GetValue(File)?.FullName ?? "" };
        switch (line.GetValue(Phase))
        {
            case "fill":
                int series = line.GetValue(Series);
                return await WithAsync(file, async store =>
                {
                    await BulkRows.FillAsync(store, series, line.GetValue(Rows) / series, cancellationToken).ConfigureAwait(false);
                    return "filled";
                }, cancellationToken).ConfigureAwait(false);
            case "export":
                return await WithAsync(file, store => ExportAsync(store, folder, cancellationToken), cancellationToken).ConfigureAwait(false);
            case "import":
                return await RunAsync(settings with { Store = file }, [new ImportStep { Paths = [folder] }], cancellationToken).ConfigureAwait(false);
            case "hash":
                return await WithAsync(file, store => HashAsync(store, cancellationToken), cancellationToken).ConfigureAwait(false);
            case "copy":
                StoreOptions to = line.GetValue(To) is { } target ? new StoreOptions { File = target.FullName } : settings.Store;
                return await WithAsync(line.GetValue(FromSettings) ? settings.Store : file, from => RunAsync(
                    settings with { Store = to }, [new CopyStep { From = from, Dataset = SpotOhlcv.Minutes }], cancellationToken), cancellationToken).ConfigureAwait(false);
            default:
                throw new IngestException(IngestErrorId.SettingInvalid, "There is no such phase.", "Use fill, export, import, hash or copy.");
        }
    }

    private static async Task<string> ExportAsync(IMarketDataStore store, string folder, CancellationToken cancellationToken)
    {
        (long rows, long bytes, int files) = (0, 0, 0);
        ExportRequest request = new() { Dataset = SpotOhlcv.Minutes, Folder = folder, Replaces = true };
        await foreach (ExportedFile file in new ParquetExport(store, TimeProvider.System).RunAsync(request, null, cancellationToken).ConfigureAwait(false))
        {
            (rows, bytes, files) = (rows + file.Rows, bytes + file.Bytes, files + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {bytes} bytes, {files} files");
    }

    private static async Task<string> HashAsync(IMarketDataStore store, CancellationToken cancellationToken)
    {
        using RowHash hash = new();
        await foreach (RowBatch rows in store.ScanAsync(SpotOhlcv.Minutes, cancellationToken).ConfigureAwait(false))
        {
            hash.Add(rows);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{hash.Rows} rows {hash}");
    }

    private static async Task<string> RunAsync(Settings settings, IReadOnlyList<JobStep> steps, CancellationToken cancellationToken)
    {
        IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            RunSummary summary = await session.Runner.RunAsync(new Job("bulk", steps), null, cancellationToken).ConfigureAwait(false);
            RunFailure? failure = summary.Failure ?? summary.Steps.SelectMany(step => step.Failures).FirstOrDefault();
            return failure is null
                ? string.Create(CultureInfo.InvariantCulture, $"{summary.Outcome}: {summary.Steps.Sum(step => step.Rows.Inserted)} rows inserted")
                : throw new IngestException(IngestErrorId.RunFailed, $"{failure.ErrorId}: {failure.Message}", failure.Advice);
        }
    }

    private static async Task<string> WithAsync(StoreOptions options, Func<IMarketDataStore, Task<string>> work, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await work(store).ConfigureAwait(false);
        }
    }
}
