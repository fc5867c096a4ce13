using CcIngest.Model;
using CcIngest.TestSupport;
using Xunit;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task Of_claims_of_the_same_alert_that_come_at_once_one_stays_and_all_see_it()
    {
        IMarketDataStore store = await NewStoreAsync();
        AlertRecord[] claims = [.. Enumerable.Range(0, 4).Select(number => Alert("cause", "ops", 1) with { Claim = $"claim-{number}" })];

        string?[] seen = await Task.WhenAll(claims.Select(async claim =>
        {
            await store.WriteAsync(Write(Alerts.RowsOf(claim), WriteMode.InsertMissing), default);
            RowBatch stored = await store.FindRowsAsync(Alerts.RowsOf(claim), default);
            return stored.Text(0, stored.Dataset.Ordinal("claim"));
        }));

        Assert.Single(seen.Distinct());
        Assert.Single(await store.QueryAsync<AlertRecord>(StoredQuery.Alerts, new AlertFilter(), default));
    }

    [SkippableFact]
    public async Task Alerts_come_back_as_they_were_kept_newest_first_and_of_each_cause_and_sink_the_last_when_asked_for()
    {
        IMarketDataStore store = await NewStoreAsync();
        AlertRecord first = Alert("a", "ops", 1);
        AlertRecord second = Alert("a", "ops", 2) with { Kind = AlertKind.Resolved, State = AlertState.Failed, SentAt = null, Error = "It answered 500.", ClaimedAt = Now.AddHours(1), RunId = null };
        AlertRecord other = Alert("a", "log", 1) with { ClaimedAt = Now.AddHours(2), Job = "hourly", Rule = "gaps", RunId = "run-9", State = AlertState.Sending };
        await store.WriteAsync(Write(Alerts.RowsOf(first, second, other), WriteMode.Replace), default);

        Assert.Equal([other, second, first], await AskAsync(new AlertFilter()));
        Assert.Equal([other, second], await AskAsync(new AlertFilter { IsNewest = true }));
        Assert.Equal([second], await AskAsync(new AlertFilter { Kinds = [AlertKind.Resolved], States = [AlertState.Failed], Sinks = ["ops"] }));
        Assert.Equal([other], await AskAsync(new AlertFilter { Jobs = ["hourly"], Rules = ["gaps"], RunIds = ["run-9"], Limit = 1 }));

        async Task<AlertRecord[]> AskAsync(AlertFilter filter) =>
            [.. (await store.QueryAsync<AlertRecord>(StoredQuery.Alerts, filter, default)).Select(alert => alert with { Message = null })];
    }

    [SkippableFact]
    public async Task Open_findings_are_counted_by_dataset_rule_and_severity()
    {
        IMarketDataStore store = await NewStoreAsync();
        QualityFinding[] findings =
        [
            Finding("1", "jump", QualitySeverity.Error, "kraken"), Finding("2", "jump", QualitySeverity.Error, "kraken"), Finding("3", "jump", QualitySeverity.Error, "bitstamp"),
            Finding("4", "wick", QualitySeverity.Warning, "kraken"), Finding("5", "wick", QualitySeverity.Warning, "kraken") with { ResolvedAt = Now },
        ];
        await store.WriteAsync(Write(QualityFindings.RowsOf(findings), WriteMode.Replace), default);

        Assert.Equal(["ohlcv-spot jump Error 3 2", "ohlcv-spot wick Warning 1 1"], await AskAsync(new FindingCountFilter()));
        Assert.Equal(["ohlcv-spot wick Warning 1 1"], await AskAsync(new FindingCountFilter { Datasets = ["ohlcv-spot"], Rules = ["wick"], Severities = [QualitySeverity.Warning] }));

        async Task<string[]> AskAsync(FindingCountFilter filter) => [.. (await store.QueryAsync<FindingCount>(StoredQuery.FindingCounts, filter, default))
            .Select(count => FormattableString.Invariant($"{count.Dataset} {count.Rule} {count.Severity} {count.Findings} {count.Exchanges}"))];

        static QualityFinding Finding(string id, string rule, QualitySeverity severity, string exchange) => new()
        {
            FindingId = id, Dataset = "ohlcv-spot", Exchange = exchange, Rule = rule, Severity = severity, Found = "1", Expected = "2", Cause = "c", Mending = "m", RunId = "r",
            FirstSeenAt = Now, LastRunId = "r", LastSeenAt = Now,
        };
    }

    [SkippableFact]
    public async Task The_runs_of_a_job_are_found_by_its_name()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(Run("r1", "daily"), Run("r2", "hourly")), WriteMode.Replace);

        Assert.Equal("r2", Assert.Single(await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { Jobs = ["hourly"] }, default)).RunId);

        static RowBatch Run(string id, string job) => Some.Row(Bookkeeping.Runs, ("run_id", id), ("job", job), ("outcome", "Complete"));
    }

    private static AlertRecord Alert(string cause, string sink, int number) => new()
    {
        CauseId = cause, Sink = sink, Number = number, Kind = AlertKind.Firing, State = AlertState.Sent, Job = "daily", Rule = "outcome", Cause = "Failed StoreBusy",
        Text = "daily: The run ended Failed: \u00fc \"x\"", RunId = "run-1", Since = Now, ClaimedAt = Now, Claim = "claim", SentAt = Now.AddSeconds(1), QuietUntil = Now.AddDays(1),
    };
}
