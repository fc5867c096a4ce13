using System.Threading.Channels;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out a capture: a loop for each book, one writer. What was received is written, also when the capture is stopped.</summary>
internal static class CaptureStepRunner
{
    /// <summary>Snapshots that wait for the writer: some seconds of many books, and some megabytes.</summary>
    private const int ResultsWaiting = 256;

    public static async Task RunAsync(RunContext run, CaptureStep step, StepTally tally, CancellationToken cancellationToken)
    {
        CapturePlan plan = await CapturePlanner.PlanAsync(run.Store, run.Source, step, run.Now, cancellationToken).ConfigureAwait(false);
        LeaseKey[] keys = [.. plan.Targets.Select(KeyOf)];
        IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync(keys, run.OnBusy, cancellationToken).ConfigureAwait(false);
        CaptureTarget[] targets = [.. plan.Targets.Where(target => !held.Contains(KeyOf(target)))];
        if (held.Count > 0)
        {
            tally.LeaveToOthers(held.Count);
            run.Log.LeftToOthers(held.Count);
        }

        tally.AddLegs(targets.Length + plan.Refused.Count);
        foreach (RunFailure refused in plan.Refused)
        {
            Fail(run, tally, refused.Target, new IngestException(Enum.Parse<IngestErrorId>(refused.ErrorId), refused.Message, refused.Advice, scope: FailureScope.Leg));
        }

        if (targets.Length > 0)
        {
            await CaptureAsync(run, step, targets, tally, cancellationToken).ConfigureAwait(false);
        }

        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CaptureAsync(
        RunContext run, CaptureStep step, CaptureTarget[] targets, StepTally tally, CancellationToken cancellationToken)
    {
        Channel<TickResult> results = Channel.CreateBounded<TickResult>(new BoundedChannelOptions(ResultsWaiting) { SingleReader = true });
        Dictionary<string, SemaphoreSlim> gates = targets.Select(target => target.Exchange).Distinct().ToDictionary(
            exchange => exchange, exchange => new SemaphoreSlim(Math.Min(step.ThrottleLimit, Math.Max(1, run.Source.DescribeBooks(exchange, step.Depth).MaxConcurrency))));
        // The wait for another run may have taken all the time there was.
        CapturePlanner.CheckEnd(step, run.Now);
        CaptureSchedule schedule = new(step.Every, CaptureSchedule.TicksOf(step, run.Now), run.Time);
        if (schedule.Ticks is { } ticks)
        {
            tally.Plan(ticks * targets.Length);
        }

        // The writer outlives a stop: what was received is written, within a time of its own.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CancellationTokenSource writing = new();
        using CancellationTokenRegistration closing =
            stop.Token.Register(() => writing.CancelAfter(run.Options.ClosingTime));
        FirstFailure failure = new(stop);
        BookCapture[] captures =
            [.. targets.Select(target => new BookCapture(run, target, step, schedule, gates[target.Exchange], results.Writer, tally, writing.Token))];
        run.Log.CaptureStarts(step.Title, targets.Length, step.Every.TotalSeconds, schedule.Start);
        Task taking = Task.WhenAll(captures.Select(capture => failure.GuardAsync(() => capture.RunAsync(stop.Token))));
        SnapshotWriter writer = new(run, step.Every, tally);
        async Task StoreAsync()
        {
            await failure.GuardAsync(() => writer.RunAsync(results.Reader, writing.Token)).ConfigureAwait(false);
            results.Writer.TryComplete();       // nobody waits for a writer that has ended
        }

        Task storing = StoreAsync();
        await taking.ConfigureAwait(false);
        results.Writer.TryComplete();
        await storing.ConfigureAwait(false);
        Array.ForEach([.. gates.Values], gate => gate.Dispose());
        if (captures.Sum(capture => capture.HandedOver) - writer.Written is > 0 and var lost)
        {
            run.Log.TicksLost(lost);
        }

        failure.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        foreach ((CaptureTarget target, BookCapture capture) in targets.Zip(captures))
        {
            if (capture is { Answers: 0, HasGivenUp: false, LastFailure: { } last })
            {
                Fail(run, tally, target.ToString(), last);
            }
        }
    }

    private static void Fail(RunContext run, StepTally tally, string target, IngestException reason)
    {
        run.Log.LegFailed(target, reason.Id, reason.Message);
        tally.Failed(target, reason);
    }

    private static LeaseKey KeyOf(CaptureTarget target) => new(OrderBookSnapshots.Name, target.Exchange, "", target.NativeSymbol);
}
