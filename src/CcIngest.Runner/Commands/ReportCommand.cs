using System.CommandLine;
using System.Globalization;
using CcIngest.Ingestion;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest report [JOB.json]</c>: writes a page that shows how far a store can be trusted. Reads the store and asks no source.</summary>
internal static class ReportCommand
{
    private static readonly Argument<FileInfo?> File = new("job")
    {
        Description = "A job file, when it is the one that says where the store is.", Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "The HTML file that is written.", DefaultValueFactory = _ => "report.html",
    };

    private static readonly Option<string[]> Dataset = new("--dataset") { Description = "Only this dataset, for example ohlcv-spot; may be given several times." };

    private static readonly Option<string[]> Exchange = new("--exchange") { Description = "Only this venue; may be given several times." };

    private static readonly Option<int> Top = TopOption();

    private static readonly Option<bool> Force = new("--force") { Description = "Replaces a file that is there." };

    private static readonly Option<string[]> Set = JobSettings.Option();

    public static Command Create()
    {
        Command command = new("report", "Writes a page on coverage, gaps, runs and limits of a store. Exit code: 0 written, 1 failed, 64 usage.")
        {
            File, Output, Dataset, Exchange, Top, Force, Set,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>What a person is told of a report that was written.</summary>
    public static string Tell(WrittenReport report, string path) => string.Create(
        CultureInfo.InvariantCulture, $"The report is {path}: {report.Series:#,0} series, candles of {report.Charts:#,0}, {report.Bytes / 1e6:0.0} MB. Open it in a browser.")
        + (report.DrawsCandles ? "" : " It has no candlestick charts: this build was made without Node.");

    private static Option<int> TopOption()
    {
        Option<int> option = new("--top")
        {
            Description = $"So many of the most traded series have candles, 0 to {ReportRequest.MostCharts}.", DefaultValueFactory = _ => ReportRequest.DefaultTop,
        };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > ReportRequest.MostCharts)
            {
                given.AddError($"--top: allowed are 0 to {ReportRequest.MostCharts}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JobFile? job = line.GetValue(File) is { } file ? await JobSettings.ReadAsync(file, cancellationToken).ConfigureAwait(false) : null;
        Settings settings = JobSettings.Load(job, line.GetValue(Set));
        IMarketDataStore store = await MarketDataStores.OpenAsync(settings.Store, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            ReportRequest request = new()
            {
                Path = line.GetRequiredValue(Output),
                Datasets = line.GetValue(Dataset) ?? [],
                Exchanges = [.. (line.GetValue(Exchange) ?? []).Select(name => name.ToLowerInvariant())],
                Top = line.GetValue(Top),
                Replaces = line.GetValue(Force),
            };
            WrittenReport report = await new HtmlReport(store, TimeProvider.System).WriteAsync(request, cancellationToken).ConfigureAwait(false);
            await line.InvocationConfiguration.Output.WriteLineAsync(Tell(report, request.Path)).ConfigureAwait(false);
            return 0;
        }
    }
}
