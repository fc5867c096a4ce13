using System.CommandLine;
using System.Globalization;

namespace CcIngest.Benchmarks;

/// <summary>Measures ingests as users run them, beside what they would use instead, all within one run of this command.</summary>
internal static class EndToEndCommand
{
    private static readonly Option<int> Instruments = new("--instruments") { Description = "Series; each has some thousand days.", DefaultValueFactory = _ => 800 };
    private static readonly Option<int> PeerInstruments = new("--peer-instruments") { Description = "Series beside scripts, which are slower.", DefaultValueFactory = _ => 200 };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Of each side, in turns; the median counts.", DefaultValueFactory = _ => 3 };
    private static readonly Option<string[]> Names = new Option<string[]>("--engine") { Description = "Only these; all that are here unless said otherwise.", AllowMultipleArgumentsPerToken = true }
        .AcceptOnlyFromAmong("mariadb", "postgresql", "sqlite", "pymysql", "ccxt");

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures whole ingests beside what others use.") { Instruments, PeerInstruments, Repetitions, Names, WorkFolder.Option, Results.Document };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        string folder = WorkFolder.Of(line);
        string[] wanted = line.GetValue(Names) is { Length: > 0 } named ? named : ["mariadb", "postgresql", "sqlite", "pymysql", "ccxt"];
        int repetitions = line.GetValue(Repetitions);
        Results results = new("end-to-end");
        await results.AddAsync(MeasuredOn.Text).ConfigureAwait(false);
        foreach (bool areScripts in (bool[])[false, true])
        {
            string[] now = [.. wanted.Where(name => (name is "pymysql" or "ccxt") == areScripts)];
            if (now.Length == 0)
            {
                continue;
            }

            int instruments = line.GetValue(areScripts ? PeerInstruments : Instruments);
            BenchmarkMarket market = await BenchmarkMarket.StartAsync(["--instruments", instruments.ToString(CultureInfo.InvariantCulture)], cancellationToken).ConfigureAwait(false);
            await using (market.ConfigureAwait(false))
            {
                foreach (string name in now)
                {
                    await results.AddAsync(await CompareAsync(name, market, folder, repetitions, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                }
            }
        }

        await results.KeepAsync(line, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    /// <returns>A table, or that something is not here.</returns>
    private static async Task<string> CompareAsync(string name, BenchmarkMarket market, string folder, int repetitions, CancellationToken cancellationToken)
    {
        Peer? peer = name switch
        {
            "pymysql" => await Peer.PymysqlAsync(cancellationToken).ConfigureAwait(false),
            "ccxt" => await Peer.CcxtAsync(cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        bool isScript = name is "pymysql" or "ccxt";
        if (isScript && peer is null)
        {
            return $"Left out: {(name == "ccxt" ? "there is no node, or npm could not install ccxt and mysql2" : "there is no Python with pymysql (Debian: python3-pymysql)")}.";
        }

        if (MeasuredEngines.Missing(isScript ? MeasuredEngines.MariaDb : name) is { } missing)
        {
            return $"Left out: {name}, for there is no {missing}.";
        }

        MeasuredEngine engine = await MeasuredEngines.StartAsync(isScript ? MeasuredEngines.MariaDb : name, folder, cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            Task<Comparison> comparing = (name, peer) switch
            {
                ("pymysql", { } python) => new PymysqlComparison(engine, python, market, folder, repetitions).RunAsync(cancellationToken),
                ("ccxt", { } node) => new CcxtComparison(engine, node, market, folder, repetitions).RunAsync(cancellationToken),
                _ => new LoaderComparison(engine, market, folder, repetitions).RunAsync(cancellationToken),
            };
            return (await comparing.ConfigureAwait(false)).ToMarkdown();
        }
    }
}
