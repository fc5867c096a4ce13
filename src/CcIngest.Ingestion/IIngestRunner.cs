using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Runs and plans jobs on one store and one source. What cmdlets, the console program and tests call.</summary>
public interface IIngestRunner
{
    /// <summary>
    /// Runs a job to its end and returns its summary, whatever the outcome: failed legs and a failed run stand in it. Throws
    /// <see cref="IngestException"/> only for what prevents a run from being recorded (no store, no schema, an invalid job).
    /// Cancelled: no new request, what is in flight is committed or rolled back, and the summary says Cancelled.
    /// </summary>
    Task<RunSummary> RunAsync(Job job, IProgress<RunProgress>? progress, CancellationToken cancellationToken);

    /// <summary>What an ingest step would ask, without asking it: reads the store, and what this machine knows of the rate limits.</summary>
    /// <param name="step">The step.</param>
    /// <param name="asksLimits">
    /// Whether the source is asked for the state of its limits, which counts as a call and tells its clock too; else this machine's clock decides
    /// what has closed.
    /// </param>
    /// <param name="cancellationToken">Ends the planning.</param>
    Task<IngestPlan> PlanAsync(IngestStep step, bool asksLimits, CancellationToken cancellationToken);

    /// <summary>What a capture would take of the exchanges' limits, without asking them: reads the store.</summary>
    /// <exception cref="IngestException">Nothing is chosen, or the cadence is more than an exchange allows.</exception>
    Task<CapturePlan> PlanAsync(CaptureStep step, CancellationToken cancellationToken);
}
