using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Judges the rules of a job when a run of it has ended, and tells the sinks. Changes nothing of the run: what goes wrong here is a warning. A message
/// is taken on in the book before it is sent, so that of several runs one sends it.
/// </summary>
/// <param name="plan">The rules and sinks.</param>
/// <param name="addresses">Of its webhooks.</param>
/// <param name="stateFolder">What processes of this user share, for times without a store; null for none.</param>
/// <param name="programs">Starts the commands among the sinks.</param>
internal sealed class JobAlerts(
    AlertPlan plan, AlertAddresses addresses, string? stateFolder, IProgramCalls programs, TimeProvider time, ILogger log)
{
    /// <summary>For judging and telling all of it. A search for gaps reads the coverage of every series.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The same after a stop: somebody waits for the prompt, or the system for the process.</summary>
    private static readonly TimeSpan StoppedPatience = TimeSpan.FromSeconds(10);

    /// <summary>Beyond the other two, for writing down what became of a message: one that is not is sent again, or is thought of as under way.</summary>
    private static readonly TimeSpan KeepingPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<RunFailure> _warnings = [];

    /// <param name="summary">The run, ended; or that it could not begin.</param>
    /// <param name="store">Null when it could not be opened.</param>
    /// <param name="limits">The rate limits as the run knows them.</param>
    /// <param name="cancellationToken">Comes this only now, there is little time left.</param>
    /// <returns>What did not work.</returns>
    public async Task<IReadOnlyList<RunFailure>> TellAsync(
        RunSummary summary, IMarketDataStore? store, IReadOnlyList<RateLimitRecord> limits, CancellationToken cancellationToken)
    {
        if (plan.Rules.Count == 0)
        {
            return [];
        }

        // As the books of the store keep it.
        int longest = Model.Alerts.Dataset.Columns[Model.Alerts.Dataset.Ordinal("job")].Length;
        summary = summary.Job.Length <= longest ? summary : summary with { Job = summary.Job[..longest] };
        using IDisposable? scope = summary.RunId.Length > 0 ? log.BeginScope(LogScope.Run(summary.RunId)) : null;
        bool isStopped = summary.Outcome == RunOutcome.Cancelled || cancellationToken.IsCancellationRequested;
        using CancellationTokenSource end = new(isStopped ? StoppedPatience : Patience, time);
        using CancellationTokenRegistration stopping = cancellationToken.IsCancellationRequested
            ? default
            : cancellationToken.Register(static state => ((CancellationTokenSource?)state)?.CancelAfter(StoppedPatience), end);
        using AlertSender sender = new(plan.Sinks, addresses, programs, time, log);
        try
        {
            // A store that has just failed would take its whole patience to fail again.
            AlertFacts facts = new(summary, summary.Failure?.ErrorId is { } id && id.StartsWith("Store", StringComparison.Ordinal) ? null : store, limits, time);
            AlertBooks books = await AlertBooks.OpenAsync(facts.Store, stateFolder, summary.Job, log, end.Token).ConfigureAwait(false);
            Dictionary<string, Task> telling = [];
            try
            {
                // How the run ended is told before a rule that reads long is judged, and no sink waits for another.
                foreach (AlertRule rule in plan.Rules.Where(rule => !isStopped || !rule.ReadsData).OrderBy(rule => rule.ReadsData))
                {
                    AlertJudgement judgement = await JudgeAsync(rule, facts, end.Token).ConfigureAwait(false);
                    foreach (string sink in rule.To)
                    {
                        telling[sink] = NextAsync(telling.GetValueOrDefault(sink), () => TellAsync(rule, judgement, sink, summary, books, sender, end.Token));
                    }
                }
            }
            finally
            {
                await Task.WhenAll(telling.Values).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            Warn("alerts", "There was no time to judge and send all alerts.", "The next run of the job judges its rules again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Warn("alerts", $"The alerts were not all sent: {failure.Message}", "See the folder STATE_DIR, and the rights of the account.");
        }
#pragma warning disable CA1031 // The run has ended, and is not changed by what nobody thought of here.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Warn("alerts", $"The alerts were not all sent: {failure.GetType().Name}: {failure.Message}", "Report this with the log.");
        }

        return [.. _warnings];

        static async Task NextAsync(Task? before, Func<Task> work)
        {
            await (before ?? Task.CompletedTask).ConfigureAwait(false);
            await work().ConfigureAwait(false);
        }
    }

    /// <summary>Gives each of these sinks a message that says it is a test.</summary>
    public async Task<IReadOnlyList<AlertDelivery>> TestAsync(string job, IEnumerable<string> sinks, CancellationToken cancellationToken)
    {
        using AlertSender sender = new(plan.Sinks, addresses, programs, time, log);
        DateTime now = Now;
        List<AlertDelivery> deliveries = [];
        foreach (string sink in sinks)
        {
            deliveries.Add(await sender.SendAsync(
                sink,
                new AlertMessage
                {
                    Text = $"{job}: a test of the sink {sink}; nothing is wrong.", Kind = AlertKind.Test, Rule = "test", On = "test", Job = job, Cause = "test",
                    Since = now, At = now, QuietUntil = now, Command = "Test-CcAlert",
                },
                cancellationToken).ConfigureAwait(false));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return deliveries;
    }

    /// <summary>What each sink needs, looked at without sending.</summary>
    /// <param name="timeout">The longest that one of them may take.</param>
    public async Task<IReadOnlyList<ConnectionCheck>> CheckAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        List<ConnectionCheck> checks = [];
        foreach (AlertSink sink in plan.Sinks)
        {
            CheckFinding finding = sink switch
            {
                WebhookAlertSink webhook => OpenWebhook.Look(webhook, addresses.Of(webhook.Variable)),
                CommandAlertSink command => OpenCommand.Look(command),
                FileAlertSink file => await OpenFile.LookAsync(file, timeout, time, cancellationToken).ConfigureAwait(false),
                _ => CheckFinding.Skipped("There is no such kind of sink."),
            };
            checks.Add(finding.ToCheck("Alerts", $"{sink.Name} ({sink.Type} {sink.Target})"));
        }

        return checks;
    }

    /// <summary>To the microsecond, as the table keeps it.</summary>
    private DateTime Now => new(time.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);

    private async Task<AlertJudgement> JudgeAsync(AlertRule rule, AlertFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            return await rule.JudgeAsync(facts, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            // What can be told without the store is told all the same: how the run ended.
            Warn(rule.Name, $"The alert rule {rule.Name} was not judged: {failure.Message}", failure.Advice);
            return facts.Store is null ? AlertJudgement.Unknown : await JudgeAsync(rule, facts with { Store = null }, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The other rules are judged all the same.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Warn(rule.Name, $"The alert rule {rule.Name} was not judged: {failure.GetType().Name}: {failure.Message}", "Report this with the log.");
            return AlertJudgement.Unknown;
        }
    }

    private async Task TellAsync(
        AlertRule rule, AlertJudgement judgement, string sink, RunSummary run, AlertBooks books, AlertSender sender, CancellationToken cancellationToken)
    {
        HashSet<string> firing = [];
        foreach (AlertCause cause in judgement.Causes)
        {
            string causeId = IdOf(run.Job, rule.Name, cause.Title);
            firing.Add(causeId);
            AlertRecord? last = books.Find(causeId, sink);
            if (AlertTurn.Of(last, isFiring: true, Now) is null)
            {
                log.AlertQuiet(rule.Name, sink, cause.Title);
                continue;
            }

            DateTime now = Now;
            await SendAsync(sink, books, sender, last, new AlertMessage
            {
                Text = $"{run.Job}: {cause.Text} See: {cause.Command}", Kind = AlertKind.Firing, Rule = rule.Name, On = rule.Word, Job = run.Job,
                RunId = run.RunId.Length > 0 ? run.RunId : null, Cause = cause.Title, Figures = cause.Figures,
                Since = last is { Kind: AlertKind.Firing } ? last.Since : now, At = now, QuietUntil = now + rule.Window, Command = cause.Command,
            }, cancellationToken).ConfigureAwait(false);
        }

        if (!judgement.IsWhole)
        {
            return;
        }

        foreach (AlertRecord last in books.Of(rule.Name, sink).Where(alert => !firing.Contains(alert.CauseId) && judgement.Judged?.Contains(alert.Cause) != false).ToArray())
        {
            if (AlertTurn.Of(last, isFiring: false, Now) is AlertKind.Resolved)
            {
                // Of a cause whose message never arrived nobody has heard: when it is back, that is news.
                DateTime now = Now;
                DateTime quietUntil = last is { Kind: AlertKind.Firing, State: not AlertState.Sent } ? now : last.QuietUntil;
                await SendAsync(sink, books, sender, last, new AlertMessage
                {
                    Text = FormattableString.Invariant($"{run.Job}: resolved: {last.Cause} (since {last.Since:u})."), Kind = AlertKind.Resolved, Rule = rule.Name,
                    On = rule.Word, Job = run.Job, RunId = run.RunId, Cause = last.Cause, Since = last.Since, At = now, QuietUntil = quietUntil,
                    Command = $"Get-CcAlert -Rule {rule.Name}",
                }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(
        string sink, AlertBooks books, AlertSender sender, AlertRecord? last, AlertMessage message, CancellationToken cancellationToken)
    {
        AlertRecord wanted = new()
        {
            CauseId = last?.CauseId ?? IdOf(message.Job, message.Rule, message.Cause), Sink = sink, Number = 1, Kind = message.Kind, State = AlertState.Sending,
            Job = message.Job, Rule = message.Rule, Cause = message.Cause, Text = message.Text, Message = message.ToJson(), RunId = message.RunId,
            Since = message.Since, ClaimedAt = message.At, Claim = Guid.NewGuid().ToString("N"), QuietUntil = message.QuietUntil,
        };
        if (await books.ClaimAsync(wanted, cancellationToken).ConfigureAwait(false) is not { } ours)
        {
            log.AlertQuiet(message.Rule, sink, message.Cause);
            return;
        }

        AlertDelivery delivery = await sender.SendAsync(sink, message, cancellationToken).ConfigureAwait(false);
        if (delivery.IsDelivered)
        {
            log.AlertSent(message.Kind, message.Rule, sink, message.Cause);
        }
        else
        {
            Warn($"sink {sink}", $"The alert {message.Rule} ({message.Cause}) did not reach {delivery}", delivery.Advice ?? "The next run tries again.");
        }

        using CancellationTokenSource keeping = new(Timeout.InfiniteTimeSpan, time);
        using CancellationTokenRegistration over = cancellationToken.Register(
            static state => ((CancellationTokenSource?)state)?.CancelAfter(KeepingPatience), keeping);
        await books.KeepAsync(
            ours with
            {
                State = delivery.IsDelivered ? AlertState.Sent : AlertState.Failed, SentAt = delivery.IsDelivered ? Now : null,
                Error = delivery.IsDelivered ? null : delivery.Message,
            },
            keeping.Token).ConfigureAwait(false);
    }

    private void Warn(string target, string message, string advice)
    {
        log.AlertTrouble(target, message, advice);
        _warnings.Enqueue(new RunFailure(target, nameof(IngestErrorId.AlertNotSent), message, advice));
    }

    private static string IdOf(string job, string rule, string cause) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{job}\n{rule}\n{cause}")));
}
