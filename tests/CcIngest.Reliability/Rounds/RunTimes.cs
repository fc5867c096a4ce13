namespace CcIngest.Reliability;

/// <summary>How long runs take that are not killed, measured under the same faults; says when the next one would end.</summary>
/// <param name="full">From an empty store.</param>
/// <param name="idle">With everything stored already.</param>
/// <param name="rows">Candles that a full run stores.</param>
internal sealed class RunTimes(TimeSpan full, TimeSpan idle, long rows)
{
    /// <summary>Kills are drawn a little past the typical end, so that the end itself is hit.</summary>
    private const double Margin = 1.08;

    /// <summary>How much the newest measured run weighs against those before it.</summary>
    private const double Weight = 0.3;

    /// <summary>The machine may have become slower or faster since the times were measured.</summary>
    private double _pace = 1;

    /// <summary>From the process's start to a little past its typical end.</summary>
    /// <param name="stored">Candles in the store when it starts.</param>
    public TimeSpan WindowAt(long stored) => Expected(stored) * _pace * Margin;

    /// <summary>Learns from a run that came to its end.</summary>
    public void Learn(long stored, TimeSpan time) => _pace += Weight * ((time / Expected(stored)) - _pace);

    private TimeSpan Expected(long stored) => idle + ((full - idle) * (1 - ((double)stored / rows)));
}
