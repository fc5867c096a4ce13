using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary><c>ccingest run</c> in a process of its own: our side of every comparison.</summary>
/// <param name="market">Where all APIs are.</param>
/// <param name="folder">For the job, and for state that runs share.</param>
internal sealed class IngestRun(Uri market, string folder)
{
    /// <summary>The lists that a choice of series needs; not measured.</summary>
    public const string Lists = """{ "sync": "exchanges" }, { "sync": "spot-instruments" }""";

    /// <summary>All that there is of the series in the store's lists.</summary>
    public const string Backfill = """{ "ingest": "ohlcv", "market": "spot", "interval": "1d", "from": "2010-01-01", "select": { "statuses": ["ACTIVE", "RETIRED", "IGNORED"] } }""";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ccingest.exe" : "ccingest");

    private static readonly string[] Addresses = ["DATA_API_BASE_URL", "MIN_API_BASE_URL", "BINANCE_API_BASE_URL"];

    /// <summary>Settings beside those of store and market, for all runs.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What the last run said of itself.</summary>
    public JsonElement Summary { get; private set; }

    /// <summary>Where the time of its last step went, as its summary shows it.</summary>
    private string Times => Summary.GetProperty("steps").EnumerateArray().Last().GetProperty("times").Deserialize<PipelineTimes>(JsonSerializerOptions.Web)?.ToString() ?? "";

    /// <summary>A backfill into tables that were empty.</summary>
    public Task<Measured> FreshAsync(KilledStore store, int writers, CancellationToken cancellationToken) => FreshAsync(store, Lists, Backfill, writers, cancellationToken);

    /// <param name="lists">Steps that are not measured.</param>
    /// <param name="steps">Those that are.</param>
    public async Task<Measured> FreshAsync(KilledStore store, string lists, string steps, int writers, CancellationToken cancellationToken)
    {
        await RowsFile.MakeAsync(store, cancellationToken).ConfigureAwait(false);
        await RunAsync(store, lists, writers, cancellationToken).ConfigureAwait(false);
        Measured measured = await RunAsync(store, steps, writers, cancellationToken).ConfigureAwait(false);
        await measured.TellAsync("CcIngest").ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"  {Times}").ConfigureAwait(false);
        return measured;
    }

    /// <exception cref="InvalidOperationException">The run was not complete.</exception>
    public async Task<Measured> RunAsync(KilledStore store, string steps, int writers, CancellationToken cancellationToken)
    {
        string job = Path.Combine(folder, "job.json");
        await File.WriteAllTextAsync(job, $$"""{ "name": "benchmark", "steps": [ {{steps}} ] }""", cancellationToken).ConfigureAwait(false);
        ProcessStartInfo start = new(Program, ["run", job, "--json"]) { WorkingDirectory = folder };
        Dictionary<string, string> own = new(Settings)
        {
            ["STATE_DIR"] = Path.Combine(folder, "state"),
            ["DB_WRITERS"] = writers.ToString(CultureInfo.InvariantCulture),
            ["LOG_LEVEL"] = "WARNING",
        };
        foreach ((string name, string value) in own.Concat(store.Settings).Concat(Addresses.Select(setting => KeyValuePair.Create(setting, market.OriginalString))))
        {
            start.Environment[name] = value;
        }

        return await Measured.RunAsync(start, said =>
        {
            using JsonDocument summary = JsonDocument.Parse(said);
            Summary = summary.RootElement.Clone();
            string? outcome = Summary.GetProperty("outcome").GetString();
            return outcome == "Complete"
                ? Summary.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("rows").GetProperty("inserted").GetInt64())
                : throw new InvalidOperationException($"The run ended {outcome}: {said}");
        }, null, cancellationToken).ConfigureAwait(false);
    }
}
