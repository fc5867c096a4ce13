using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Takes the snapshots of one book, tick after tick. A tick that is not begun before the next one is due is missed.</summary>
/// <param name="gate">Lets so many requests of the exchange be under way at once.</param>
internal sealed class BookCapture(
    RunContext run, CaptureTarget target, CaptureStep step, CaptureSchedule schedule, SemaphoreSlim gate, ChannelWriter<TickResult> results, StepTally tally)
{
    /// <summary>Snapshots handed over, good or not: without any the leg has failed.</summary>
    public long Answers { get; private set; }

    /// <summary>Ticks without a snapshot.</summary>
    public long Missed { get; private set; }

    /// <summary>The failure of the last tick that failed.</summary>
    public IngestException? LastFailure { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (long tick = 0; schedule.Has(tick); tick++)
        {
            await schedule.WaitForAsync(tick, cancellationToken).ConfigureAwait(false);
            long due = Math.Min(schedule.Due, (schedule.Ticks ?? long.MaxValue) - 1);
            if (due > tick)
            {
                await MissAsync(tick, due - tick, MissedTicks.Late, "The request of the tick before was still under way.", cancellationToken).ConfigureAwait(false);
                tick = due;
            }

            if (!await TakeAsync(tick, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <returns>False when the exchange does not know the symbol: it will not know it at the next tick either.</returns>
    private async Task<bool> TakeAsync(long tick, CancellationToken cancellationToken)
    {
        RowBatch rows = new(OrderBookSnapshots.Dataset, 1);
        try
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                OrderBookRequest request = new(target.Exchange, target.NativeSymbol, step.Depth, schedule.TimeOf(tick), schedule.Patience);
                await run.Source.FetchBookAsync(request, rows, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                gate.Release();
            }
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            LastFailure = failure;
            await MissAsync(tick, 1, MissedTicks.Failed, $"{failure.Id}: {failure.Message}", cancellationToken).ConfigureAwait(false);
            return failure.Id != IngestErrorId.InstrumentUnknown;
        }

        Answers++;
        TickResult result = new(target, schedule.TimeOf(tick)) { Rows = rows };
        if (FaultOf(rows) is { } fault)
        {
            Missed++;
            tally.Missed(1, isAnswered: true, target.ToString());
            result = result with
            {
                Rejected = RefusedRowText.Reject(rows, 0, fault.Rule, fault.Reason), Cause = MissedTicks.Rejected, Reason = $"{fault.Rule}: {fault.Reason}",
            };
        }

        // Full means wait: the ticks that pass meanwhile are missed, and said to be.
        await results.WriteAsync(result, cancellationToken).ConfigureAwait(false);
        tally.Answered(target.ToString());
        return true;
    }

    private async Task MissAsync(long tick, long ticks, string cause, string reason, CancellationToken cancellationToken)
    {
        Missed += ticks;
        tally.Missed(ticks, isAnswered: false, target.ToString());
        run.Log.TicksMissed(target.ToString(), ticks, schedule.TimeOf(tick), cause, reason);
        await results.WriteAsync(new TickResult(target, schedule.TimeOf(tick)) { Cause = cause, Reason = reason, Ticks = ticks }, cancellationToken).ConfigureAwait(false);
    }

    private static BookFault? FaultOf(RowBatch rows) =>
        RowFit.CheckRow(rows, 0) is { } misfit ? new BookFault(misfit.Rule, misfit.Reason) : OrderBookSnapshots.FaultOf(rows, 0);
}
