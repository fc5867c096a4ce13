using System.CommandLine;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>
/// Plants faults into recorded and simulated candles, tests the store, and prints recall and false alarms as the tables of <c>docs/quality.md</c>.
/// Takes about a minute.
/// </summary>
internal static class QualityCommand
{
    private static readonly Option<int> Faults = new("--faults") { Description = "Faults of each kind in each series, as far as there is room.", DefaultValueFactory = _ => 30 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Where the faults are put.", DefaultValueFactory = _ => 1 };

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The folder with the recorded candles.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Checkout.Root, "..", "shared", "data", "candles")),
    };

    /// <returns>0 when it was measured, 1 when it failed, 64 for wrong use.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Measures what the rules of stored data find.") { Faults, Seed, Data };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("ccingest-quality-");
        try
        {
            await RunAsync(line, folder, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (IngestException failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Id}: {failure.Message} {failure.Advice}").ConfigureAwait(false);
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(ParseResult line, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        QualityProof proof = new(folder);
        DirectoryInfo data = line.GetRequiredValue(Data);
        List<(string Name, IReadOnlyList<SeriesRows> Market)> markets =
        [
            ("recorded minutes", RecordedMarket.Load(Path.Combine(data.FullName, "altcoin-btc_1m_2017-11.json"), Interval.OneMinute)),
            ("recorded hours", RecordedMarket.Load(Path.Combine(data.FullName, "xrp-usdt-perp_1h_2021-11.json"), Interval.OneHour)),
            // The simulator draws each interval by itself: its days are no sums of its hours, so each interval is a market of its own.
            .. (await SimulatedSeries.LoadAsync(folder, cancellationToken).ConfigureAwait(false)).GroupBy(series => series.Key.Interval)
                .Select(group => ($"simulated {group.Key}", (IReadOnlyList<SeriesRows>)[.. group])),
        ];
        foreach ((string name, IReadOnlyList<SeriesRows> market) in markets)
        {
            int candles = market.Sum(series => series.Rows.Count);
            IReadOnlyList<QualityProof.Alarm> alarms = await proof.AlarmsAsync(market, cancellationToken).ConfigureAwait(false);
            Say($"\n{name}: {candles} candles without a fault, {alarms.Sum(alarm => alarm.Findings)} findings");
            foreach (QualityProof.Alarm alarm in alarms)
            {
                Say($"  {alarm.Rule} {alarm.Series}: {alarm.Findings} ({1e5 * alarm.Findings / candles:0.0} per 100,000), first {alarm.First.From:u} found {alarm.First.Found}; expected {alarm.First.Expected}");
            }
        }

        Say($"\n| Market | Series | Fault | Planted | Found | Alone | Rules |\n|---|---|---|---:|---:|---:|---|");
        foreach ((string name, IReadOnlyList<SeriesRows> market) in markets)
        {
            foreach (SeriesRows series in market.DistinctBy(series => (series.Key.Dataset, series.Key.Interval)).Where(series => series.Rows.Count > PlantedFault.Distance * 2))
            {
                foreach (PlantedFault fault in PlantedFault.All)
                {
                    QualityProof.Score score = await proof.ScoreAsync(market, series, fault, line.GetValue(Faults), line.GetValue(Seed), cancellationToken).ConfigureAwait(false);
                    QualityProof.Score alone = await proof.ScoreAsync([series], series, fault, line.GetValue(Faults), line.GetValue(Seed), cancellationToken).ConfigureAwait(false);
                    Say($"| {name} | {series.Key.Dataset} {series.Key.Interval} | {fault.Name} | {score.Planted} | {score.Found} | {alone.Found} | {string.Join(", ", score.ByRule.OrderByDescending(rule => rule.Value).Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Key} {rule.Value}")))} |");
                }
            }
        }
    }

    private static void Say(FormattableString text) => Console.Out.WriteLine(FormattableString.Invariant(text));
}
