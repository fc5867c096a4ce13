using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Takes the snapshots of one book, tick after tick: each that is due is handed over as a snapshot or as missed. A tick that is not begun before the
/// next one is due is missed.
/// </summary>
/// <param name="gate">Lets so many requests of the exchange be under way at once.</param>
/// <param name="results">To the writer.</param>
/// <param name="writing">Cancelled when the writer ends: a stop comes before that, and loses nothing of what is in hand.</param>
internal sealed class BookCapture(
    RunContext run, CaptureTarget target, CaptureStep step, CaptureSchedule schedule, SemaphoreSlim gate, ChannelWriter<TickResult> results,
    StepTally tally, CancellationToken writing)
{
    /// <summary>So many refusals in a row that asking again does not mend: asking on would only bring longer bans.</summary>
    private const int MostRefusals = 5;

    /// <summary>Of one result: others get in between them.</summary>
    private const long MostTicks = 5_000;

    private readonly Dataset _snapshots = OrderBookSnapshots.Dataset;
    private (DateTime RetrievedAt, long UpdateId, DateTime TickAt)? _last;
    private string? _delay;
    private int _refusals;

    /// <summary>Snapshots handed over, good or not: without any the leg has failed.</summary>
    public long Answers { get; private set; }

    /// <summary>Ticks of which the writer was to be told; when it has ended before, it was not.</summary>
    public long HandedOver { get; private set; }

    /// <summary>The failure of the last tick that failed.</summary>
    public IngestException? LastFailure { get; private set; }

    /// <summary>Whether the book is asked for no more; the leg has been told as failed then.</summary>
    public bool HasGivenUp { get; private set; }

    /// <param name="stop">Ends the capture; the ticks that are due by then and have nothing yet are handed over as stopped.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series(target));
        long tick = 0;
        try
        {
            for (; schedule.Has(tick) && !HasGivenUp; tick++)
            {
                await schedule.WaitForAsync(tick, stop).ConfigureAwait(false);
                string delay = _delay ?? "The program was held up.";
                _delay = null;
                long due = Math.Min(schedule.Due, schedule.Ticks ?? long.MaxValue);
                if (due > tick)
                {
                    await MissAsync(tick, due - tick, MissedTicks.Late, delay).ConfigureAwait(false);
                    tick = due;
                }

                if (schedule.Has(tick))
                {
                    await TakeAsync(tick, delay, stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            long next = Math.Min(schedule.Due + 1, schedule.Ticks ?? long.MaxValue);
            if (next > tick)
            {
                await MissAsync(tick, next - tick, MissedTicks.Stopped, "The run was ended before the answer had come.").ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <param name="delay">What kept the tick from its time, if it is too late for it by now.</param>
    private async Task TakeAsync(long tick, string delay, CancellationToken stop)
    {
        if (schedule.TimeLeft(tick) is { Ticks: <= 0 })
        {
            await MissAsync(tick, 1, MissedTicks.Late, delay).ConfigureAwait(false);
            return;
        }

        string noPlace = $"The tick before waited for a free place among the requests to {target.Exchange}.";
        if (!await EnterAsync(tick, stop).ConfigureAwait(false))
        {
            Blame(tick, noPlace);
            await MissAsync(tick, 1, MissedTicks.Late, $"No place was free in time among the requests to {target.Exchange}.").ConfigureAwait(false);
            return;
        }

        Blame(tick, noPlace);
        RowBatch rows = new(_snapshots, 1);
        IngestException? failed = null;
        try
        {
            OrderBookRequest request = new(target.Exchange, target.NativeSymbol, step.Depth, schedule.TimeOf(tick), schedule.TimeLeft(tick));
            await run.Source.FetchBookAsync(request, rows, stop).ConfigureAwait(false);
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            failed = failure;
        }
        finally
        {
            gate.Release();
        }

        Blame(tick, "The request of the tick before was still under way.");
        if (failed is not null)
        {
            await FailAsync(tick, failed).ConfigureAwait(false);
            return;
        }

        Answers++;
        _refusals = 0;
        await HandOverAsync(ResultOf(rows, schedule.TimeOf(tick))).ConfigureAwait(false);
        Blame(tick, "The snapshot of the tick before waited for the store, which was behind.");
        tally.Answered(target.ToString());
    }

    /// <returns>False when there is no place within the tick's time.</returns>
    private async Task<bool> EnterAsync(long tick, CancellationToken stop)
    {
        using CancellationTokenSource late = new(schedule.TimeLeft(tick) is { Ticks: > 0 } left ? left : TimeSpan.Zero, run.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            await gate.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }

        // A place that becomes free while the time ends is given all the same.
        if (schedule.TimeLeft(tick) is { Ticks: > 0 })
        {
            return true;
        }

        gate.Release();
        return false;
    }

    private TickResult ResultOf(RowBatch rows, DateTime tickAt)
    {
        TickResult result = new(target, tickAt) { Rows = rows };
        if (FaultOf(rows) is { } fault)
        {
            tally.Missed(1, isAnswered: true, target.ToString());
            return result with
            {
                Rejected = RefusedRowText.Reject(rows, 0, fault.Rule, fault.Reason), Cause = MissedTicks.Rejected, Reason = $"{fault.Rule}: {fault.Reason}",
            };
        }

        DateTime retrievedAt = rows.Time(0, _snapshots.Ordinal("retrieved_at"));
        long updateId = rows.Int64(0, _snapshots.Ordinal("last_update_id"));
        if (_last is { } last && (last.RetrievedAt, last.UpdateId) == (retrievedAt, updateId))
        {
            tally.Missed(1, isAnswered: true, target.ToString());
            return result with
            {
                Rows = null, Cause = MissedTicks.Same, Reason = FormattableString.Invariant($"The exchange gave the book of the tick {last.TickAt:O} again."),
            };
        }

        _last = (retrievedAt, updateId, tickAt);
        return result;
    }

    private async Task FailAsync(long tick, IngestException failure)
    {
        LastFailure = failure;
        _refusals = failure.Id == IngestErrorId.SourceRequestRefused ? _refusals + 1 : 0;
        string reason = $"{failure.Id}: {failure.Message}";
        await MissAsync(tick, 1, MissedTicks.Failed, reason).ConfigureAwait(false);
        if (failure.Id != IngestErrorId.InstrumentUnknown && _refusals < MostRefusals)
        {
            return;
        }

        HasGivenUp = true;
        run.Log.LegFailed(target.ToString(), failure.Id, failure.Message);
        tally.Failed(target.ToString(), failure);
        if (schedule.Ticks - tick - 1 is { } rest and > 0)
        {
            await MissAsync(tick + 1, rest, MissedTicks.Stopped, $"The book was given up: {reason}").ConfigureAwait(false);
        }
    }

    private async Task MissAsync(long tick, long ticks, string cause, string reason)
    {
        tally.Missed(ticks, isAnswered: false, target.ToString());
        run.Log.TicksMissed(target.ToString(), ticks, schedule.TimeOf(tick), cause, reason);
        for (long first = tick; first < tick + ticks; first += MostTicks)
        {
            long part = Math.Min(MostTicks, tick + ticks - first);
            await HandOverAsync(new TickResult(target, schedule.TimeOf(first)) { Cause = cause, Reason = reason, Ticks = part }).ConfigureAwait(false);
        }
    }

    /// <summary>Full means wait: the ticks that pass meanwhile are missed, and said to be.</summary>
    private async Task HandOverAsync(TickResult result)
    {
        HandedOver += result.Ticks;
        try
        {
            await results.WriteAsync(result, writing).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            // The writer has ended, and the run is being stopped: CaptureStepRunner says how many ticks that are.
        }
    }

    /// <summary>Remembers the first thing that kept the next tick from its time.</summary>
    private void Blame(long tick, string delay) => _delay ??= schedule.Due > tick ? delay : null;

    private static BookFault? FaultOf(RowBatch rows) =>
        RowFit.CheckRow(rows, 0) is { } misfit ? new BookFault(misfit.Rule, misfit.Reason) : OrderBookSnapshots.FaultOf(rows, 0);
}
