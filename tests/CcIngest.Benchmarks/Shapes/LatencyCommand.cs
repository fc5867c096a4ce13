using System.CommandLine;
using System.Globalization;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>The same backfill from a market that is near and from one that is far away, with no limit of calls: what fetching in parallel makes up for.</summary>
internal static class LatencyCommand
{
    private static readonly Option<int> Instruments = new("--instruments") { Description = "Series; each has some thousand days.", DefaultValueFactory = _ => 800 };
    private static readonly Option<int> Delay = new("--delay") { Description = "Milliseconds until an answer comes.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Of each side, in turns; the median counts.", DefaultValueFactory = _ => 3 };

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures a backfill from a distant API beside one from this machine.") { Instruments, Delay, Repetitions, MeasuredEngines.Option, WorkFolder.Option, Results.Document };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        string folder = WorkFolder.Of(line);
        string delay = line.GetValue(Delay).ToString(CultureInfo.InvariantCulture);
        Results results = new("latency");
        await results.AddAsync(MeasuredOn.Text).ConfigureAwait(false);
        BenchmarkMarket market = await BenchmarkMarket.StartAsync(
            ["--instruments", line.GetValue(Instruments).ToString(CultureInfo.InvariantCulture), "--delay", delay], cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            MeasuredEngine engine = await MeasuredEngines.StartAsync(line.GetValue(MeasuredEngines.Option) ?? MeasuredEngines.MariaDb, folder, cancellationToken).ConfigureAwait(false);
            await using (engine.ConfigureAwait(false))
            {
                Side far = new($"API {delay} ms away");
                Side near = new("API on this machine");
                KilledStore expected = engine.Store("expected");
                KilledStore found = engine.Store("found");
                await new IngestRun(market.Address, folder).FreshAsync(expected, 1, cancellationToken).ConfigureAwait(false);
                for (int repetition = 0; repetition < line.GetValue(Repetitions); repetition++)
                {
                    foreach ((Side side, Uri address) in ((Side, Uri)[])[(far, market.Distant), (near, market.Address)])
                    {
                        IngestRun ingest = new(address, folder);
                        side.Runs.Add(await ingest.FreshAsync(found, engine.Writers.Max(), cancellationToken).ConfigureAwait(false));
                        await SameRows.RequireAsync(engine, expected, found, engine.Same, side.Name, cancellationToken).ConfigureAwait(false);
                    }
                }

                await results.AddAsync(new Comparison($"Fresh backfill into {engine.Name} from afar", engine.Version, [far, near]).ToMarkdown()).ConfigureAwait(false);
            }
        }

        await results.KeepAsync(line, cancellationToken).ConfigureAwait(false);
        return 0;
    }
}
