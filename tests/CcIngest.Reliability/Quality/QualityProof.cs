using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>Plants faults into series, tests the store by its rules, and counts what was found and what was said of good rows.</summary>
internal sealed class QualityProof(DirectoryInfo folder)
{
    /// <summary>Faults of one kind in one series: found by any rule, and by which.</summary>
    public sealed record Score(string Fault, string Series, int Planted, int Found, IReadOnlyDictionary<string, int> ByRule);

    /// <summary>Findings of one rule in series without a planted fault.</summary>
    public sealed record Alarm(string Rule, string Series, int Findings, QualityFinding First);

    /// <summary>What is said of the series as they are.</summary>
    public async Task<IReadOnlyList<Alarm>> AlarmsAsync(IReadOnlyList<SeriesRows> market, CancellationToken cancellationToken) =>
        [.. (await TestAsync(market, cancellationToken).ConfigureAwait(false)).GroupBy(finding => (finding.Rule, Name(finding)))
            .Select(group => new Alarm(group.Key.Rule, group.Key.Item2, group.Count(), group.First()))];

    /// <summary>Plants each fault into one series, the others of the market beside it as they are.</summary>
    /// <param name="most">Faults of a kind, as far as there is room for them.</param>
    public async Task<Score> ScoreAsync(
        IReadOnlyList<SeriesRows> market, SeriesRows series, PlantedFault fault, int most, int seed, CancellationToken cancellationToken)
    {
        SeriesRows planted = series.Copy();
        List<TimeRange> spoiled = Plant(planted, [fault], most, seed).ConvertAll(one => one.Spoiled);
        IReadOnlyList<QualityFinding> findings = await TestAsync([.. market.Select(one => one == series ? planted : one)], cancellationToken).ConfigureAwait(false);
        return ToScore(fault.Name, series.Key, spoiled, findings);
    }

    /// <summary>Plants one fault of each kind into one series, all in one store.</summary>
    public async Task<IReadOnlyList<Score>> ScoreAllAsync(IReadOnlyList<SeriesRows> market, SeriesRows series, int seed, CancellationToken cancellationToken)
    {
        SeriesRows planted = series.Copy();
        List<(PlantedFault Fault, TimeRange Spoiled)> spoiled = Plant(planted, PlantedFault.All, PlantedFault.All.Count, seed);
        IReadOnlyList<QualityFinding> findings = await TestAsync([.. market.Select(one => one == series ? planted : one)], cancellationToken).ConfigureAwait(false);
        return [.. spoiled.Select(one => ToScore(one.Fault.Name, series.Key, [one.Spoiled], findings))];
    }

    private static Score ToScore(string fault, SeriesKey key, List<TimeRange> spoiled, IReadOnlyList<QualityFinding> findings)
    {
        // A finding on a longer candle that contains the fault tells of it too.
        QualityFinding[] near(TimeRange range) => [.. findings.Where(finding => finding.Dataset == key.Dataset && finding.From < range.To && finding.To > range.From)];
        return new Score(fault, key.ToString(), spoiled.Count, spoiled.Count(range => near(range).Length > 0),
            spoiled.SelectMany(range => near(range).Select(finding => finding.Interval == key.Interval.ToString() ? finding.Rule : $"{finding.Rule} {finding.Interval}").Distinct())
                .CountBy(rule => rule).ToDictionary());
    }

    /// <summary>Puts faults at places far from each other, from behind, so that what is removed moves no place to come.</summary>
    private static List<(PlantedFault Fault, TimeRange Spoiled)> Plant(SeriesRows series, IReadOnlyList<PlantedFault> faults, int most, int seed)
    {
        Random random = new(seed);
        List<(PlantedFault, TimeRange)> planted = [];
        int row = series.Rows.Count - PlantedFault.Distance;
        while (row > PlantedFault.Distance && planted.Count < most)
        {
            PlantedFault fault = faults[planted.Count % faults.Count];
            if (fault.Name == PlantedFault.MissingDay)
            {
                // A whole day is gone: far enough below the fault before, that none is gone with it.
                row -= series.Key.Interval < Interval.OneDay ? (int)(TimeSpan.FromDays(1) / series.Key.Interval.Length!.Value) : 1;
            }

            int place = row - random.Next(PlantedFault.Distance / 4);
            TimeRange? spoiled = null;
            for (int attempt = 0; attempt < 20 && place - attempt > 0 && spoiled is null; attempt++)
            {
                spoiled = fault.Plant(series, place - attempt);
            }

            if (spoiled is { } range)
            {
                planted.Add((fault, range));
                row = Enumerable.Range(0, series.Rows.Count).LastOrDefault(one => series.TimeOf(one) < range.From, 0);
            }

            row -= PlantedFault.Distance;
        }

        return planted;
    }

    private async Task<IReadOnlyList<QualityFinding>> TestAsync(IReadOnlyList<SeriesRows> market, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.db");
        Settings settings = Settings.Load(new Dictionary<string, string?> { ["DB_FILE"] = file }, _ => null, folder.FullName);
        List<QualityFinding> findings = [];
        IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            foreach (SeriesRows series in market)
            {
                await session.Store.WriteAsync(
                    new StoreWrite
                    {
                        RunId = "planted",
                        Now = TimeProvider.System.GetUtcNow().UtcDateTime,
                        Tables = [new TableWrite(series.ToBatch(), WriteMode.Fresh)],
                        Coverage = [new CoverageMap(series.Key).Set(series.Coverage)],
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            // With an end, so that recorded data of long ago are not behind.
            QualityStep step = new()
            {
                Targets = [new QualityTarget { To = market.Max(series => series.TimeOf(series.Rows.Count - 1)).AddDays(1) }],
                OnFinding = findings.Add,
            };
            RunSummary summary = await session.Runner.RunAsync(new Job("proof", [step]), null, cancellationToken).ConfigureAwait(false);
            if (summary.Outcome != RunOutcome.Complete)
            {
                throw new IngestException(IngestErrorId.RunFailed, $"The test ended {summary.Outcome}: {summary.Failure?.Message}", "Look into the rule that failed.");
            }
        }

        File.Delete(file);
        return findings;
    }

    private static string Name(QualityFinding finding) => $"{finding.Dataset} {finding.RawSymbol} {finding.Interval}";
}
