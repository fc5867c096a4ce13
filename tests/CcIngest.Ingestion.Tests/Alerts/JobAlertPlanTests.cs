using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>The alerts of a job file: what a good one means, and how a bad one is refused.</summary>
public sealed class JobAlertPlanTests
{
    private const string Whole = """
        {
          "steps": [ { "sync": "exchanges" } ],
          "alerts": {
            "sinks": {
              "ops": { "webhook": "ALERT_WEBHOOK_OPS", "timeout": "00:00:05" },
              "pager": { "command": ["./page.sh", "--now"] },
              "log": { "file": "alerts.jsonl" }
            },
            "rules": [
              { "on": "outcome", "to": ["ops", "log"], "window": "06:00:00", "is": ["failed", "cancelled"] },
              { "on": "freshness", "dataset": "ohlcv-spot", "interval": "1d", "exchanges": ["Kraken"], "olderThan": "1.12:00:00" },
              { "on": "gaps", "moreThan": 10, "causes": ["lostAtSource"] },
              { "on": "deadLetters", "name": "letters", "dataset": "klines" },
              { "on": "quality", "severity": "warning" },
              { "on": "budget", "above": 90, "windows": ["month"] }
            ]
          }
        }
        """;

    [Fact]
    public void A_whole_plan_is_read_as_it_is_said_and_paths_belong_to_the_folder_of_the_job()
    {
        AlertPlan plan = JobFile.Parse(Whole, "job.json", "/srv/jobs").Alerts;

        Assert.Equal(new WebhookAlertSink("ops", "ALERT_WEBHOOK_OPS", TimeSpan.FromSeconds(5)), plan.Sinks[0]);
        CommandAlertSink pager = Assert.IsType<CommandAlertSink>(plan.Sinks[1]);
        Assert.Equal((Path.GetFullPath("/srv/jobs/page.sh"), "--now", TimeSpan.FromSeconds(30)), (pager.Program, Assert.Single(pager.Arguments), pager.Timeout));
        Assert.Equal(Path.GetFullPath("/srv/jobs/alerts.jsonl"), plan.Sinks[2].Target);
        Assert.Equal(["outcome", "freshness", "gaps", "letters", "quality", "budget"], plan.Rules.Select(rule => rule.Name));
        OutcomeRule outcome = Assert.IsType<OutcomeRule>(plan.Rules[0]);
        Assert.Equal([RunOutcome.Failed, RunOutcome.Cancelled], outcome.Is);
        Assert.Equal(TimeSpan.FromHours(6), outcome.Window);
        Assert.Equal(["ops", "log"], outcome.To);
        FreshnessRule freshness = Assert.IsType<FreshnessRule>(plan.Rules[1]);
        Assert.Equal((TimeSpan.FromHours(36), "ohlcv-spot", Interval.OneDay, "kraken", TimeSpan.FromDays(1)), (freshness.OlderThan, freshness.Dataset, freshness.Interval, Assert.Single(freshness.Exchanges), freshness.Window));
        Assert.Equal(["ops", "pager", "log"], freshness.To);
        Assert.Equal((10, GapCause.LostAtSource), plan.Rules[2] is GapRule gaps ? (gaps.MoreThan, Assert.Single(gaps.Causes)) : default);
        Assert.Equal(QualitySeverity.Warning, Assert.IsType<FindingRule>(plan.Rules[4]).Severity);
        Assert.Equal((90, "month"), plan.Rules[5] is BudgetRule budget ? (budget.Above, Assert.Single(budget.Windows)) : default);
    }

    [Fact]
    public void A_job_without_alerts_has_none() => Assert.Empty(JobFile.Parse("""{ "steps": [ { "sync": "exchanges" } ] }""", "job.json").Alerts.Rules);

    [Theory]
    [InlineData("\"to\": [\"ops\", \"log\"]", "\"to\": [\"ops\", \"lgo\"]", "alerts.rules[0].to[1] is 'lgo'", "Did you mean 'log'?")]
    [InlineData("\"to\": [\"ops\", \"log\"]", "\"to\": []", "alerts.rules[0].to is an array", "ops, pager, log")]
    [InlineData("\"06:00:00\"", "\"00:00:59\"", "alerts.rules[0].window is '00:00:59'", "00:01:00 to 366.00:00:00")]
    [InlineData("\"06:00:00\"", "\"1d\"", "alerts.rules[0].window is '1d'", "hours, minutes and seconds")]
    [InlineData("\"1.12:00:00\"", "\"999999.00:00:00\"", "alerts.rules[1].olderThan is '999999.00:00:00'", "366.00:00:00")]
    [InlineData("\"00:00:05\"", "\"01:00:00\"", "alerts.sinks.ops.timeout is '01:00:00'", "00:05:00")]
    [InlineData("\"on\": \"gaps\"", "\"on\": \"gapz\"", "alerts.rules[2].on is 'gapz'", "Did you mean 'gaps'?")]
    [InlineData("\"on\": \"gaps\"", "\"when\": \"gaps\"", "alerts.rules[2] is no rule", "one of the keys on")]
    [InlineData("\"moreThan\": 10", "\"mroeThan\": 10", "alerts.rules[2].mroeThan is not known", "Did you mean 'moreThan'?")]
    [InlineData("\"name\": \"letters\"", "\"name\": \"outcome\"", "is a second rule 'outcome'", "name")]
    [InlineData("\"name\": \"letters\"", "\"name\": \"a b\"", "alerts.rules[3].name is 'a b'", "letters, digits")]
    [InlineData("\"above\": 90", "\"above\": 101", "alerts.rules[5].above is '101'", "1 to 100")]
    [InlineData("\"olderThan\": \"1.12:00:00\"", "\"window\": \"1.12:00:00\"", "alerts.rules[1] lacks 'olderThan'", "The age")]
    [InlineData("[\"failed\", \"cancelled\"]", "[\"running\"]", "alerts.rules[0].is[0] is 'running'", "complete, partial, failed")]
    [InlineData("\"file\": \"alerts.jsonl\"", "\"mail\": \"me\"", "alerts.sinks.log is no sink", "webhook, command, file")]
    [InlineData("\"file\": \"alerts.jsonl\"", "\"file\": \"a\", \"webhook\": \"ALERT_WEBHOOK\"", "alerts.sinks.log is two sinks", "webhook, command, file")]
    [InlineData("[\"./page.sh\", \"--now\"]", "[]", "alerts.sinks.pager.command is empty", "program first")]
    [InlineData("\"pager\":", "\"the pager\":", "alerts.sinks.the pager has no good name", "letters, digits")]
    public void What_it_cannot_mean_is_refused_with_the_place_and_what_is_allowed(string good, string bad, string message, string advice)
    {
        Assert.Contains(good, Whole, StringComparison.Ordinal);

        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(Whole.Replace(good, bad, StringComparison.Ordinal), "job.json"));

        Assert.Equal(IngestErrorId.JobInvalid, refused.Id);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refused.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example.org/services/very-secret")]
    [InlineData("ALERT_WEBHOOKS")]
    [InlineData("very-secret")]
    public void An_address_in_the_file_itself_is_refused_and_not_repeated(string address)
    {
        IngestException refused = Assert.Throws<IngestException>(() => JobFile.Parse(Whole.Replace("ALERT_WEBHOOK_OPS", address, StringComparison.Ordinal), "job.json"));

        Assert.Contains("alerts.sinks.ops.webhook is not allowed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("name of an environment variable", refused.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(address, refused.Message + refused.Advice.Replace("ALERT_WEBHOOK", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
