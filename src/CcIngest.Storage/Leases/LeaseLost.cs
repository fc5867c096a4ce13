using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The failure of a run that another one has taken for dead.</summary>
public static class LeaseLost
{
    public static IngestException By(string runId) => new(IngestErrorId.LeaseLost,
        $"The run {runId} has been taken for dead: its lease was not renewed in time, and another run has ended it.",
        "Nothing is lost: run again. A machine that slept, or had no time for this process, looks just like that.");
}
