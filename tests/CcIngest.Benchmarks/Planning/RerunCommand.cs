using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>A run once more, of series of which there is nothing new: how soon it knows that, and that it asks for their tails only and writes nothing.</summary>
internal static class RerunCommand
{
    private static readonly Option<int> Series = new("--series") { Description = "Series of the run.", DefaultValueFactory = _ => 5_000 };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Runs again; each is told.", DefaultValueFactory = _ => 3 };

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures a run of which nothing is new.") { Series, Repetitions, MeasuredEngines.Option, WorkFolder.Option, Results.Document };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        string folder = WorkFolder.Of(line);
        int series = line.GetValue(Series);
        Results results = new("rerun");
        await results.AddAsync(MeasuredOn.Text).ConfigureAwait(false);

        // Some of the instruments are listed no more, and the oldest ones lie before the range.
        BenchmarkMarket market = await BenchmarkMarket.StartAsync(
            ["--exchanges", "24", "--assets", "2000", "--instruments", Text(series * 2), "--history", "2025-06-01"], cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            MeasuredEngine engine = await MeasuredEngines.StartAsync(line.GetValue(MeasuredEngines.Option) ?? MeasuredEngines.MariaDb, folder, cancellationToken).ConfigureAwait(false);
            await using (engine.ConfigureAwait(false))
            {
                KilledStore store = engine.Store("found");
                IngestRun ingest = new(market.Address, folder);
                string step = $$"""{ "ingest": "ohlcv", "market": "spot", "interval": "1d", "from": "2025-01-01", "select": { "limit": {{Text(series)}} } }""";
                await ingest.FreshAsync(store, IngestRun.Lists, step, engine.Writers.Max(), cancellationToken).ConfigureAwait(false);
                List<string> rows = [];
                for (int repetition = 0; repetition < line.GetValue(Repetitions); repetition++)
                {
                    Measured measured = await ingest.RunAsync(store, step, engine.Writers.Max(), cancellationToken).ConfigureAwait(false);
                    rows.Add(Row(ingest.Summary.GetProperty("steps")[0], measured));
                }

                await results.AddAsync(
                    $"### A run once more: {engine.Name}\n\n| Series | planned in | requests of the step | rows inserted, updated | compared | whole run | CPU of the process | peak memory |\n|---|---|---|---|---|---|---|---|\n"
                    + string.Join('\n', rows)).ConfigureAwait(false);
            }
        }

        await results.KeepAsync(line, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static string Row(JsonElement step, Measured measured)
    {
        JsonElement rows = step.GetProperty("rows");
        return string.Create(CultureInfo.InvariantCulture,
            $"| {step.GetProperty("legs").GetInt64()} | {step.GetProperty("times").GetProperty("planningSeconds").GetDouble():0.00} s | {step.GetProperty("requests").GetInt64()} | {rows.GetProperty("inserted").GetInt64()}, {rows.GetProperty("updated").GetInt64()} | {rows.GetProperty("unchanged").GetInt64()} | {measured.Seconds:0.0} s | {measured.CpuSeconds:0.0} s | {measured.PeakMegabytes:0} MB |");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
