namespace CcIngest.Reliability;

/// <summary>How far a run was, by its log and by its row in the store.</summary>
internal enum RunPhase
{
    /// <summary>The process, its settings, the store's schema: no run is recorded yet.</summary>
    Start,

    /// <summary>The reference lists.</summary>
    Lists,

    /// <summary>Series are chosen and what is missing of them is noted as pending.</summary>
    Plan,

    /// <summary>Pages are fetched and written.</summary>
    Ingest,

    /// <summary>The run's last row is written; the process has not gone yet.</summary>
    Close,
}

/// <summary>Reads the phase of a run that has been killed.</summary>
internal static class RunPhases
{
    private const string RunStarts = "IngestRunner[3000]";
    private const string IngestStepStarts = "IngestRunner[3010] Step ingest";
    private const string RunEnded = "IngestRunner[3001]";
    private const string SeriesAccepted = "IngestRunner[3011]";

    /// <param name="log">What the process wrote to its error stream.</param>
    /// <param name="counts">What the store had after the kill.</param>
    public static RunPhase Of(string log, StoreCounts counts) =>
        !log.Contains(RunStarts, StringComparison.Ordinal) ? RunPhase.Start
        : log.Contains(RunEnded, StringComparison.Ordinal) || counts.LastOutcome is not (null or "Running") ? RunPhase.Close
        : log.LastIndexOf(SeriesAccepted, StringComparison.Ordinal) is var accepted
            && log.LastIndexOf(IngestStepStarts, StringComparison.Ordinal) is var step && step > accepted ? RunPhase.Plan
        : accepted >= 0 ? RunPhase.Ingest
        : RunPhase.Lists;
}
