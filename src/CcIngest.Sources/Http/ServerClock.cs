using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>
/// The server's clock as its <c>Date</c> headers tell it, carried on by the local clock. Of the two the earlier one holds: by a clock that is
/// ahead a running period would look closed, and be stored as it stands. Safe for several threads.
/// </summary>
internal sealed class ServerClock(TimeProvider time, ILogger log)
{
    /// <summary>Clocks further apart tell of different worlds (a simulation, a machine that lost its time), and the server's is the one of the data.</summary>
    private static readonly TimeSpan OfOneWorld = TimeSpan.FromHours(1);

    /// <summary>The header has whole seconds, and answers take their time.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(30);

    private long _aheadTicks;
    private int _isWarned;
    private volatile bool _isObserved;

    /// <summary>How far the server was ahead of the local clock by its last answer, its fraction of a second cut; null before the first one.</summary>
    public TimeSpan? Ahead => _isObserved ? TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks)) : null;

    /// <summary>UTC.</summary>
    public DateTime Now
    {
        get
        {
            long ahead = Interlocked.Read(ref _aheadTicks);
            return time.GetUtcNow().UtcDateTime.AddTicks(ahead > 0 && ahead <= OfOneWorld.Ticks ? 0 : ahead);
        }
    }

    public void Observe(DateTimeOffset? date)
    {
        if (date is not { } told)
        {
            return;
        }

        TimeSpan ahead = told - time.GetUtcNow();
        Interlocked.Exchange(ref _aheadTicks, ahead.Ticks);
        _isObserved = true;
        if (ahead.Duration() > Noticeable && ahead.Duration() <= OfOneWorld && Interlocked.Exchange(ref _isWarned, 1) == 0)
        {
            log.ClocksDiffer(ahead.TotalSeconds);
        }
    }
}
