using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes every few seconds into the row of a run what it has done so far, for those who watch it from elsewhere; not while nothing changes. By the
/// machine's own clock, and beside the run: it neither delays nor fails it.
/// </summary>
internal sealed class RunProgressRecords : IAsyncDisposable
{
    private readonly RunContext _run;
    private readonly RunLedger _ledger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;

    public RunProgressRecords(RunContext run, RunLedger ledger)
    {
        (_run, _ledger) = (run, ledger);
        _writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>When it returns, nothing more is written: the last row of the run can follow.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task WriteAsync()
    {
        RunSummary? written = null;
        try
        {
            while (true)
            {
                await Task.Delay(_run.Options.ProgressEvery, _stopping.Token).ConfigureAwait(false);
                RunSummary now = _ledger.Summarise(_run.RunId, RunOutcome.Running, _run.Source.Statistics);
                if (now.Steps.Count == 0 || (written is not null && SaysTheSame(now, written)))
                {
                    continue;
                }

                try
                {
                    await RunRecords.WriteAsync(_run, now, _stopping.Token).ConfigureAwait(false);
                    written = now;
                }
                catch (IngestException failure) when (failure.Id != IngestErrorId.LeaseLost)
                {
                    // A store that stays away ends the run by its own writes.
                    _run.Log.ProgressNotWritten(failure.Message);
                }
            }
        }
        catch (Exception ending) when (ending is OperationCanceledException or IngestException)
        {
            // The run ends, or its lease has been ended: its row belongs to others.
        }
    }

    private static bool SaysTheSame(RunSummary now, RunSummary before) =>
        now.Requests == before.Requests && now.Retries == before.Retries && now.Steps.Count == before.Steps.Count
        && now.Steps[^1] is var step && before.Steps[^1] is var known
        && step.Rows == known.Rows && step.Legs == known.Legs && step.Missed == known.Missed && step.Failures.Count == known.Failures.Count
        && step.Progress is { } progress && known.Progress is { } then
        && (progress.Done, progress.Planned, progress.LegsDone, progress.Current) == (then.Done, then.Planned, then.LegsDone, then.Current);
}
