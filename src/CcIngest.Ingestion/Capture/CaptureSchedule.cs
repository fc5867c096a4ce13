using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// When the ticks of a capture are due: at start + n · every, whatever became of the tick before. Measured by the clock that runs evenly, so that
/// neither a late tick nor a clock that is set moves the next ones.
/// </summary>
public sealed class CaptureSchedule
{
    /// <summary>No public limit of an exchange lets anybody ask more often.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>With an end, that is; times of ticks must be dates.</summary>
    public static readonly TimeSpan LongestCapture = TimeSpan.FromDays(36_500);

    /// <summary>An answer of a short tick may take longer than the tick: the ticks that it takes up are missed then, and this one is not.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(2);

    /// <summary>A book that comes later is none of its tick, however long the cadence.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly long _started;

    /// <param name="ticks">How many; null for no end.</param>
    public CaptureSchedule(TimeSpan every, long? ticks, TimeProvider time)
    {
        (Every, Ticks, _time) = (every, ticks, time);
        DateTime now = time.GetUtcNow().UtcDateTime;
        _started = time.GetTimestamp();
        Start = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>UTC, when the first tick is due: now.</summary>
    public DateTime Start { get; }

    public TimeSpan Every { get; }

    public long? Ticks { get; }

    /// <summary>A tick's time, from when it is due: for a place among the requests, for each try and the pauses between them.</summary>
    public TimeSpan Patience => Every < LeastPatience ? LeastPatience : Every > MostPatience ? MostPatience : Every;

    /// <summary>The last tick that is due by now, counted from 0.</summary>
    public long Due => _time.GetElapsedTime(_started).Ticks / Every.Ticks;

    /// <summary>What is left of a tick's time; negative when that is over.</summary>
    public TimeSpan TimeLeft(long tick) => TimeSpan.FromTicks(tick * Every.Ticks) + Patience - _time.GetElapsedTime(_started);

    /// <summary>UTC, when a tick is due.</summary>
    public DateTime TimeOf(long tick) => Start.AddTicks(tick * Every.Ticks);

    public bool Has(long tick) => Ticks is not { } all || tick < all;

    /// <summary>Waits until a tick is due; not at all when it was due before.</summary>
    public async Task WaitForAsync(long tick, CancellationToken cancellationToken)
    {
        // Timers count whole milliseconds and may end just before their time.
        while (_time.GetElapsedTime(_started) is var elapsed && elapsed.Ticks < tick * Every.Ticks)
        {
            TimeSpan rest = TimeSpan.FromTicks((tick * Every.Ticks) - elapsed.Ticks);
            await Task.Delay(rest > OneMillisecond ? rest : OneMillisecond, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>How many ticks a step asks for; null for no end.</summary>
    /// <param name="now">UTC, when the first one is due.</param>
    public static long? TicksOf(CaptureStep step, DateTime now) => step switch
    {
        { Count: { } count } => count,
        { For: { } length } => Before(length, step.Every),
        { Until: { } end } => Before(end - now, step.Every),
        _ => null,
    };

    /// <summary>The tick at 0 is one, the one at the end is none.</summary>
    private static long Before(TimeSpan length, TimeSpan every) => length > TimeSpan.Zero ? ((length.Ticks - 1) / every.Ticks) + 1 : 0;
}
