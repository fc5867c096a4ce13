namespace CcIngest.Reliability;

/// <summary>How long runs take that are not killed, measured under the same faults; says when the next one would end.</summary>
/// <param name="Full">From an empty store.</param>
/// <param name="Idle">With everything stored already.</param>
/// <param name="Rows">Candles that a full run stores.</param>
internal sealed record RunTimes(TimeSpan Full, TimeSpan Idle, long Rows)
{
    /// <summary>Kills are drawn a little past the typical end, so that the end itself is hit.</summary>
    private const double Margin = 1.08;

    /// <summary>From the process's start to a little past its typical end.</summary>
    public TimeSpan WindowAt(long rows) => (Idle + ((Full - Idle) * (1 - ((double)rows / Rows)))) * Margin;
}
