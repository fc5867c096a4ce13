using System.CommandLine;
using System.Globalization;
using CcIngest.Reliability;
using CcIngest.Simulator;

namespace CcIngest.Benchmarks;

/// <summary>How much of what the API permits a run uses, by the simulator's own count of calls in its fixed windows.</summary>
internal static class LimitsCommand
{
    /// <summary>Few days a page: calls are what is measured.</summary>
    private const string PagePeriods = "50";

    private static readonly Bound[] Bounds =
    [
        new("second", 1, new SimulatorLimits(Second: 20, Minute: 6_000, Hour: 300_000, Day: 5_000_000, Month: 50_000_000), Series: 30),
        new("minute", 60, new SimulatorLimits(Second: 20, Minute: 300, Hour: 3_000, Day: 7_500, Month: 50_000), Series: 47),
    ];

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures what share of the permitted calls a run makes. Takes two to three minutes.") { WorkFolder.Option, Results.Document };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        string folder = WorkFolder.Of(line);
        Results results = new("limits");
        await results.AddAsync(MeasuredOn.Text).ConfigureAwait(false);
        List<string> rows = [];
        foreach (Bound bound in Bounds)
        {
            rows.Add(await MeasureAsync(bound, folder, cancellationToken).ConfigureAwait(false));
        }

        await results.AddAsync(
            "### Calls beside what the API permits\n\nWhole windows only: the first and the last one of a run are left out.\n\n| The window that binds | permitted | calls | in whole windows | share | refused (429) |\n|---|---|---|---|---|---|\n"
            + string.Join('\n', rows)).ConfigureAwait(false);
        await results.KeepAsync(line, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<string> MeasureAsync(Bound bound, string folder, CancellationToken cancellationToken)
    {
        SimulatorServer market = await SimulatorServer.StartAsync(new SimulatorOptions { Exchanges = 6, Instruments = 200, FuturesInstruments = 0, Limits = bound.Limits }, cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            KilledStore store = new SqliteKilledStore(Directory.CreateDirectory(Path.Combine(folder, "limits")).FullName);
            await RowsFile.MakeAsync(store, cancellationToken).ConfigureAwait(false);
            string steps = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{{IngestRun.Lists}}, { "ingest": "ohlcv", "market": "spot", "interval": "1d", "from": "2024-01-01", "select": { "limit": {{bound.Series}} } }""");
            IngestRun ingest = new(market.DataApi, folder) { Settings = { ["MAX_API_FETCH_LIMIT"] = PagePeriods } };
            await ingest.RunAsync(store, steps, 1, cancellationToken).ConfigureAwait(false);

            long[] windows = [.. Windows(market.Counters.BySecond, bound.Seconds)];
            long[] whole = windows[1..^1];
            string counts = whole.Length > 8 ? $"{string.Join(' ', whole[..8])} …" : string.Join(' ', whole);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {bound.Name} | {bound.Permitted} | {market.Counters.BySecond.Values.Sum()} | {counts} | {whole.Average() / bound.Permitted:P1} of {whole.Length} | {market.Counters.Refused} |");
        }
    }

    /// <summary>Calls in each window from the first to the last one in which there were any.</summary>
    private static IEnumerable<long> Windows(IReadOnlyDictionary<long, long> bySecond, int seconds)
    {
        ILookup<long, long> windows = bySecond.ToLookup(second => second.Key / seconds, second => second.Value);
        for (long window = windows.Min(one => one.Key); window <= windows.Max(one => one.Key); window++)
        {
            yield return windows[window].Sum();
        }
    }

    /// <param name="Name">The window that binds.</param>
    /// <param name="Seconds">Its length.</param>
    /// <param name="Series">Enough for calls in at least one whole window.</param>
    private sealed record Bound(string Name, int Seconds, SimulatorLimits Limits, int Series)
    {
        public int Permitted => Seconds == 1 ? Limits.Second : Limits.Minute;
    }
}
