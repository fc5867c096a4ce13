using System.CommandLine;
using System.Globalization;

namespace CcIngest.Benchmarks;

/// <summary>The most memory that our process takes for backfills of different size.</summary>
internal static class MemoryCommand
{
    private static readonly Option<int[]> Millions = new("--rows")
    {
        Description = "Millions of rows, one backfill each.", DefaultValueFactory = _ => [1, 5, 20], AllowMultipleArgumentsPerToken = true,
        CustomParser = numbers => [.. numbers.Tokens.SelectMany(token => token.Value.Split(',')).Select(number => int.Parse(number, CultureInfo.InvariantCulture))],
    };

    private static readonly Option<int> Writers = new("--writers") { Description = "Transactions at once.", DefaultValueFactory = _ => 2 };

    /// <summary>Days with trades of a series of the simulated market: half as many again where there are few series, fewer where there are thousands.</summary>
    private const double RowsOfSeries = 2_110;

    /// <summary>Enough for any number of instruments, since each venue has its own.</summary>
    private static readonly string[] Market = ["--fresh", "--exchanges", "60", "--assets", "600", "--instruments"];

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures the most memory of a backfill by its size. The market makes each answer anew, so this is no measure of speed.")
        {
            Millions, Writers, MeasuredEngines.Option, WorkFolder.Option, Results.Document,
        };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        string folder = WorkFolder.Of(line);
        Results results = new("memory");
        await results.AddAsync(MeasuredOn.Text).ConfigureAwait(false);
        MeasuredEngine engine = await MeasuredEngines.StartAsync(line.GetValue(MeasuredEngines.Option) ?? MeasuredEngines.MariaDb, folder, cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            List<string> rows = [];
            foreach (int million in line.GetValue(Millions) ?? [])
            {
                int series = (int)Math.Ceiling(million * 1e6 / RowsOfSeries);
                Measured run = await RunAsync(engine, series, line.GetValue(Writers), folder, cancellationToken).ConfigureAwait(false);
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {run.Rows:#,0} | {series:#,0} | {run.PeakMegabytes:0} |"));
            }

            await results.AddAsync($"### Peak memory of a fresh backfill into {engine.Name}\n\n{engine.Version}.\n\n| rows | series | peak MB |\n|---|---|---|\n{string.Join('\n', rows)}").ConfigureAwait(false);
        }

        await results.KeepAsync(line, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<Measured> RunAsync(MeasuredEngine engine, int series, int writers, string folder, CancellationToken cancellationToken)
    {
        BenchmarkMarket market = await BenchmarkMarket.StartAsync([.. Market, series.ToString(CultureInfo.InvariantCulture)], cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            return await new IngestRun(market.Address, folder).FreshAsync(engine.Store("found"), writers, cancellationToken).ConfigureAwait(false);
        }
    }
}
