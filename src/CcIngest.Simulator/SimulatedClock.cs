namespace CcIngest.Simulator;

/// <summary>The simulated time. Data stand still with it unless the clock runs; the windows of the limits always go on, or a wait would never end.</summary>
internal sealed class SimulatedClock
{
    private readonly DateTimeOffset _start;
    private readonly bool _runs;
    private readonly TimeProvider _time;
    private readonly long _started;

    public SimulatedClock(SimulatorOptions options)
    {
        _start = new DateTimeOffset(DateTime.SpecifyKind(options.Now, DateTimeKind.Utc));
        _runs = options.ClockRuns;
        _time = options.Time;
        _started = _time.GetTimestamp();
    }

    /// <summary>What the <c>Date</c> header says and where the data end.</summary>
    public DateTimeOffset Now => _runs ? Running : _start;

    /// <summary>The start carried on at the pace of the real clock.</summary>
    public DateTimeOffset Running => _start + _time.GetElapsedTime(_started);
}
