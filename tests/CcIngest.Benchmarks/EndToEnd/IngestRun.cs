using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary><c>ccingest run</c> in a process of its own: our side of every comparison.</summary>
internal sealed class IngestRun(BenchmarkMarket market, string folder)
{
    /// <summary>The lists that a choice of series needs; not measured.</summary>
    public const string Lists = """{ "sync": "exchanges" }, { "sync": "spot-instruments" }""";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ccingest.exe" : "ccingest");

    /// <summary>Settings beside those of store and market, for all runs.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What the last run said of itself.</summary>
    public JsonElement Summary { get; private set; }

    /// <exception cref="InvalidOperationException">The run was not complete.</exception>
    public async Task<Measured> RunAsync(KilledStore store, string steps, int writers, CancellationToken cancellationToken)
    {
        string job = Path.Combine(folder, "job.json");
        await File.WriteAllTextAsync(job, $$"""{ "name": "benchmark", "steps": [ {{steps}} ] }""", cancellationToken).ConfigureAwait(false);
        ProcessStartInfo start = new(Program, ["run", job, "--json"]) { WorkingDirectory = folder };
        Dictionary<string, string> own = new(Settings)
        {
            ["DATA_API_BASE_URL"] = market.Address.OriginalString,
            ["MIN_API_BASE_URL"] = market.Address.OriginalString,
            ["STATE_DIR"] = Path.Combine(folder, "state"),
            ["DB_WRITERS"] = writers.ToString(CultureInfo.InvariantCulture),
            ["LOG_LEVEL"] = "WARNING",
        };
        foreach ((string name, string value) in own.Concat(store.Settings))
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
