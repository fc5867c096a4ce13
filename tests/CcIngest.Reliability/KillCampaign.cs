using System.Globalization;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>
/// Carries a campaign on until every target has its kills: a clean run for each engine first, then rounds under faults. Everything that it starts
/// is ended with it.
/// </summary>
internal sealed class KillCampaign(CampaignOptions options, CampaignLog log, TextWriter output)
{
    /// <summary>So many failed rounds say what there is to say.</summary>
    private const int MostFailedRounds = 5;

    private const int MostCalibrations = 10;

    private static readonly TimeSpan CalibrationLimit = TimeSpan.FromMinutes(10);

    private readonly IngestProcess _ingest = new(options.Workload, options.Folder);
    private readonly Dictionary<string, double> _runSeconds = [];
    private readonly Dictionary<string, string> _engines = [];

    /// <returns>Whether every round so far, of earlier sessions as well, was as the clean run, and no run without kills went wrong.</returns>
    /// <exception cref="CampaignException">A run without kills does not come to its end, or the server cannot be killed.</exception>
    public async Task<bool> RunAsync(string arguments, CancellationToken cancellationToken)
    {
        DateTime startedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
        long started = TimeProvider.System.GetTimestamp();
        MarketProcess market = await MarketProcess.StartAsync(options.Workload, options.Faults, options.Folder, cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            try
            {
                if (IsWanted(KillTarget.Sqlite))
                {
                    SqliteKilledStore store = new(options.Folder);
                    await RunTargetsAsync(market, store, [(KillTarget.Sqlite, new ProcessStriker())], cancellationToken).ConfigureAwait(false);
                }

                if (IsWanted(KillTarget.MariaDb) || IsWanted(KillTarget.MariaDbServer))
                {
                    MariaDbServer server = await (options.UsesOwnServer
                        ? MariaDbServer.StartAsync(cancellationToken)
                        : MariaDbServer.OpenAsync(cancellationToken)).ConfigureAwait(false);
                    if (IsWanted(KillTarget.MariaDbServer))
                    {
                        server.RequireKill();
                    }

                    await using (server.ConfigureAwait(false))
                    {
                        MariaDbKilledStore store = new(server.Options, $"ccingest_kills_{Environment.ProcessId}");
                        await RunTargetsAsync(
                            market, store, [(KillTarget.MariaDb, new ProcessStriker()), (KillTarget.MariaDbServer, new ServerStriker(server))],
                            cancellationToken).ConfigureAwait(false);
                        await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
                    }
                }

                if (IsWanted(KillTarget.PostgreSql))
                {
                    PostgreSqlServer server = await PostgreSqlServer.OpenAsync(cancellationToken).ConfigureAwait(false);
                    await using (server.ConfigureAwait(false))
                    {
                        PostgreSqlKilledStore store = new(server.Options, $"ccingest_kills_{Environment.ProcessId}");
                        await RunTargetsAsync(market, store, [(KillTarget.PostgreSql, new ProcessStriker())], cancellationToken).ConfigureAwait(false);
                        await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            finally
            {
                log.Add(new SessionEntry(startedAt, TimeProvider.System.GetElapsedTime(started).TotalSeconds, arguments)
                {
                    Machine = Machine.Facts,
                    Engines = _engines,
                    RunSeconds = _runSeconds,
                    Served = await market.StopAsync().ConfigureAwait(false),
                });
            }
        }

        return log.Rounds.All(round => round.Problems.Count == 0) && !log.Problems.Any();
    }

    private bool IsWanted(KillTarget target) => log.CountOf(target) < options.Kills.GetValueOrDefault(target);

    private async Task RunTargetsAsync(
        MarketProcess market, KilledStore store, IReadOnlyList<(KillTarget Target, Striker Striker)> targets, CancellationToken cancellationToken)
    {
        (StoreState clean, RunTimes times) = await RunUnkilledAsync(market, store, cancellationToken).ConfigureAwait(false);
        foreach ((KillTarget target, Striker striker) in targets)
        {
            RoundSetting setting = new(target, options.Seed, store, striker, _ingest, market, log) { Clean = clean, Times = times };
            while (IsWanted(target) && log.Rounds.Count(round => round.Problems.Count > 0) < MostFailedRounds)
            {
                await RunRoundAsync(setting, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<(StoreState Clean, RunTimes Times)> RunUnkilledAsync(MarketProcess market, KilledStore store, CancellationToken cancellationToken)
    {
        try
        {
            StoreState clean = await RunCleanAsync(store, cancellationToken).ConfigureAwait(false);
            log.Add(new CleanEntry(store.Options.Engine, clean.Tables));
            return (clean, await MeasureAsync(market, store, clean, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Faults that change the data without any kill are the gravest finding: the report must have it.
            log.Add(ProblemEntry.Of(store.Options.Engine, failure));
            throw;
        }
    }

    /// <summary>A run without faults and without kills: what every other run must come to.</summary>
    private async Task<StoreState> RunCleanAsync(KilledStore store, CancellationToken cancellationToken)
    {
        MarketProcess market = await MarketProcess.StartAsync(
            options.Workload, new Dictionary<string, double>(), options.Folder, cancellationToken).ConfigureAwait(false);
        await using (market.ConfigureAwait(false))
        {
            await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
            if (await RunToEndAsync(market, store, "clean", cancellationToken).ConfigureAwait(false) is { ExitCode: not 0 } run)
            {
                throw new CampaignException($"The clean run on {store.Options.Engine} ended with {run.ExitCode}.\n{run.Log}");
            }

            StoreState clean = await StoreStateReader.ReadAsync(store, cancellationToken).ConfigureAwait(false);
            return clean.DifferencesFrom(clean) is { Count: > 0 } problems
                ? throw new CampaignException($"The clean run on {store.Options.Engine} is not clean: {string.Join(" ", problems)}")
                : clean;
        }
    }

    /// <summary>How long runs take under faults when nothing is killed; their result is checked as well.</summary>
    private async Task<RunTimes> MeasureAsync(MarketProcess market, KilledStore store, StoreState clean, CancellationToken cancellationToken)
    {
        await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan full = (await RunToEndAsync(market, store, "with faults, from empty", cancellationToken).ConfigureAwait(false)).Time;

        // Under faults a run may also end partial or failed: what it could not have is left to the next one.
        for (int run = 1; (await RunToEndAsync(market, store, "with faults, again", cancellationToken).ConfigureAwait(false)).ExitCode != 0; run++)
        {
            if (run == MostCalibrations)
            {
                throw new CampaignException($"{MostCalibrations} runs under faults on {store.Options.Engine}, and none was complete.");
            }
        }

        TimeSpan idle = (await RunToEndAsync(market, store, "with faults, from full", cancellationToken).ConfigureAwait(false)).Time;
        StoreState state = await StoreStateReader.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        if (state.DifferencesFrom(clean) is { Count: > 0 } problems)
        {
            throw new CampaignException($"Faults alone, without a kill, change what {store.Options.Engine} has: {string.Join(" ", problems)}");
        }

        return new RunTimes(full, idle < full ? idle : full, StoreCounts.CandleTables.Sum(table => clean.Tables[table.Table].Rows));
    }

    private async Task<(TimeSpan Time, int ExitCode, string Log)> RunToEndAsync(MarketProcess market, KilledStore store, string what, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        ChildProcess run = _ingest.Start(market, store);
        await using (run.ConfigureAwait(false))
        {
            int exitCode = await run.WaitAsync(CalibrationLimit, cancellationToken).ConfigureAwait(false);
            TimeSpan time = TimeProvider.System.GetElapsedTime(started);
            _runSeconds[$"{store.Options.Engine} {what}"] = time.TotalSeconds;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{store.Options.Engine}, {what}: {time.TotalSeconds:0.0} s"))
                .ConfigureAwait(false);
            _engines[store.Options.Engine] = await VersionAsync(store, cancellationToken).ConfigureAwait(false);
            return (time, exitCode, run.Error);
        }
    }

    private async Task RunRoundAsync(RoundSetting setting, CancellationToken cancellationToken)
    {
        KillTarget target = setting.Target;
        int number = log.NextRound(target);
        KillRound round = new(setting, number, options.Kills[target] - log.CountOf(target));
        RoundEntry entry = await round.RunAsync(cancellationToken).ConfigureAwait(false);
        log.Add(entry);
        if (entry.Problems.Count > 0)
        {
            string folder = Path.Combine(options.Folder, "failed", $"{target}-{number}");
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "runs.log"), round.Logs, cancellationToken).ConfigureAwait(false);
            await File.WriteAllLinesAsync(Path.Combine(folder, "problems.txt"), entry.Problems, cancellationToken).ConfigureAwait(false);
            setting.Store.Keep(folder);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{target} round {number}: {entry.Kills} kills in {entry.Runs} runs, {entry.Seconds:0.0} s, {log.CountOf(target)} of {options.Kills[target]}: {Verdict(entry)}"))
            .ConfigureAwait(false);
    }

    private static string Verdict(RoundEntry entry) => entry.Problems.Count == 0 ? "as the clean run" : string.Join(" ", entry.Problems);

    private static async Task<string> VersionAsync(KilledStore killed, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(killed.Options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken)
            .ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return store.Info.ServerVersion;
        }
    }
}
