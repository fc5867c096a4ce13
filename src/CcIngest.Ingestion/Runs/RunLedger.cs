using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>What a run has done so far, step by step, and how it stands. It can be read while the run goes on, by another thread.</summary>
internal sealed class RunLedger(string job, int stepCount, SourceStatistics atStart, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private readonly List<StepSummary> _steps = [];
    private OpenStep? _open;
    private IngestException? _failure;
    private bool _isCancelled;
    private bool _hasNewRejections;

    public DateTime StartedAt { get; } = time.GetUtcNow().UtcDateTime;

    /// <summary>How the run stands, were it to end now.</summary>
    public RunOutcome Outcome
    {
        get
        {
            lock (_lock)
            {
                int legs = _steps.Sum(step => step.Legs);
                int failed = _steps.Sum(step => step.Failures.Count);
                return _isCancelled ? RunOutcome.Cancelled
                    : _failure is not null || (legs > 0 && failed >= legs) ? RunOutcome.Failed
                    : failed > 0 || _hasNewRejections || _steps.Any(step => step.Missed > 0) ? RunOutcome.Partial
                    : RunOutcome.Complete;
            }
        }
    }

    public void Cancel() => _isCancelled = true;

    public void Fail(IngestException failure)
    {
        if (_failure is null)
        {
            _failure = failure;
            IngestMeter.Failed(failure.Id);
        }
    }

    /// <summary>Begins a step; disposing of what it returns ends it, however it went.</summary>
    public IDisposable Open(StepTally tally, IMarketDataSource source)
    {
        OpenStep step = new(this, tally, source, time);
        lock (_lock)
        {
            return _open = step;
        }
    }

    public RunSummary Summarise(string runId, RunOutcome outcome, SourceStatistics now)
    {
        lock (_lock)
        {
            StepSummary[] steps = _open is { } open ? [.. _steps, open.Summarise() with { Progress = open.Progress }] : [.. _steps];
            return Summarise(runId, outcome, steps, now);
        }
    }

    private RunSummary Summarise(string runId, RunOutcome outcome, StepSummary[] steps, SourceStatistics now) => new()
    {
        RunId = runId,
        Job = job,
        Outcome = outcome,
        StartedAt = StartedAt,
        EndedAt = outcome == RunOutcome.Running ? null : time.GetUtcNow().UtcDateTime,
        Seconds = time.GetElapsedTime(_started).TotalSeconds,
        Steps = steps,
        StepCount = stepCount,
        Requests = now.Requests - atStart.Requests,
        Retries = now.Retries - atStart.Retries,
        Failure = _failure is { } failure ? new RunFailure(job, failure.Id.ToString(), failure.Message, failure.Advice) : null,
    };

    private sealed class OpenStep(RunLedger ledger, StepTally tally, IMarketDataSource source, TimeProvider time) : IDisposable
    {
        private readonly long _started = time.GetTimestamp();
        private readonly long _requests = source.Statistics.Requests;

        public StepProgress Progress => tally.Progress;

        public StepSummary Summarise() => new()
        {
            Step = tally.Title,
            Legs = tally.Legs,
            LeftToOthers = tally.LeftToOthers,
            Rows = tally.Rows,
            Missed = tally.MissedTicks,
            Requests = source.Statistics.Requests - _requests,
            Seconds = time.GetElapsedTime(_started).TotalSeconds,
            Times = tally.Times,
            Failures = tally.Failures,
        };

        public void Dispose()
        {
            lock (ledger._lock)
            {
                ledger._hasNewRejections |= tally.NewRejections > 0;
                ledger._steps.Add(Summarise());
                ledger._open = null;
            }
        }
    }
}
