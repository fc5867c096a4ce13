using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest demo</c>: the main job on simulated APIs in this process, into a database file, and a report of it. Running it again doubles nothing.</summary>
internal static class DemoCommand
{
    private const string DatabaseName = "ccingest.db";
    private const string JobName = "job.json";
    private const string ReportName = "report.html";

    /// <summary>Keeps the simulated market, its clock among it, so that neither midnight nor a new version changes what a second run sees.</summary>
    private const string MarketName = "simulator.json";

    private static readonly Option<DirectoryInfo> Folder = new("--folder")
    {
        Description = "Where the database, the job and the simulated market are kept.", DefaultValueFactory = _ => new DirectoryInfo("demo"),
    };

    public static Command Create()
    {
        Command command = new("demo", "Runs the main job on simulated APIs into demo/ccingest.db and prints what came of it.") { Folder };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = line.GetRequiredValue(Folder);
        folder.Create();
        SimulatorOptions market = await KeepMarketAsync(Path.Combine(folder.FullName, MarketName), cancellationToken).ConfigureAwait(false);
        string jobText = await KeepJobAsync(Path.Combine(folder.FullName, JobName), cancellationToken).ConfigureAwait(false);

        TextWriter output = line.InvocationConfiguration.Output;
        string database = Path.Combine(folder.ToString(), DatabaseName);
        await output.WriteLineAsync($"The market data APIs are simulated on 127.0.0.1; it is {Time(market.Now)} there. The database is {database}.").ConfigureAwait(false);
        await output.WriteLineAsync().ConfigureAwait(false);

        SimulatorServer simulator = await SimulatorServer.StartAsync(market, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            JobFile job = JobFile.Parse(jobText, JobName);
            Settings settings = Settings.Load(
                new Dictionary<string, string?>
                {
                    ["DB_ENGINE"] = StoreEngines.Sqlite,
                    ["DB_FILE"] = Path.Combine(folder.FullName, DatabaseName),
                    ["DATA_API_BASE_URL"] = simulator.DataApi.ToString(),
                    ["MIN_API_BASE_URL"] = simulator.MinApi.ToString(),
                },
                // A demo is the same for everybody: what the machine's environment says of real keys and servers stays out of it.
                environment: _ => null, folder.FullName);
            using NullLoggerFactory logs = NullLoggerFactory.Instance;
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, logs, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                RunSummary summary = await session.RunAsync(job, progress: null, cancellationToken).ConfigureAwait(false);
                SummaryReport.Write(summary, output);
                await WriteContentsAsync(session.Store, output, cancellationToken).ConfigureAwait(false);
                await WriteReportAsync(session.Store, Path.Combine(folder.ToString(), ReportName), market.Now, output, cancellationToken).ConfigureAwait(false);
                await output.WriteLineAsync($"Run it again: nothing is doubled, and only the last two periods are asked for. The job is {Path.Combine(folder.ToString(), JobName)}.")
                    .ConfigureAwait(false);
                return summary.ExitCode;
            }
        }
    }

    private static async Task WriteContentsAsync(IMarketDataStore store, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync().ConfigureAwait(false);
        await output.WriteLineAsync("In the database now:").ConfigureAwait(false);
        foreach (TableContents table in await store.QueryAsync<TableContents>(StoredQuery.Contents, parameters: null, cancellationToken).ConfigureAwait(false))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {table.RowsStored,10:#,0} {table.Name}")).ConfigureAwait(false);
        }

        await output.WriteLineAsync().ConfigureAwait(false);
    }

    /// <param name="now">What the simulated market takes for now: against it the data are fresh.</param>
    private static async Task WriteReportAsync(IMarketDataStore store, string path, DateTime now, TextWriter output, CancellationToken cancellationToken)
    {
        ReportRequest request = new() { Path = path, AsOf = now, Replaces = true };
        WrittenReport report = await new HtmlReport(store, TimeProvider.System).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(ReportCommand.Tell(report, path)).ConfigureAwait(false);
    }

    private static async Task<SimulatorOptions> KeepMarketAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            try
            {
                string text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
                return JsonSerializer.Deserialize<SimulatorOptions>(text) ?? throw new JsonException("It holds null.");
            }
            catch (JsonException failure)
            {
                throw new IngestException(
                    IngestErrorId.SettingInvalid, $"{path} is not a simulated market: {failure.Message}", "Delete the demo's folder: the demo makes it anew.", failure);
            }
        }

        SimulatorOptions market = new();
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(market, IndentedJson), cancellationToken).ConfigureAwait(false);
        return market;
    }

    private static async Task<string> KeepJobAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            using Stream packed = typeof(DemoCommand).Assembly.GetManifestResourceStream("demo-job.json")
                ?? throw new InvalidOperationException("demo-job.json is not embedded.");
            using FileStream file = File.Create(path);
            await packed.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }

        return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private static readonly JsonSerializerOptions IndentedJson = new() { WriteIndented = true };

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
