namespace CcIngest.Ingestion.Tests;

/// <summary>
/// A clock for tests against a real server: waits are over at once and move it by their length, so that back-offs of minutes take no time;
/// deadlines take their real time, for the server may hang.
/// </summary>
internal sealed class HastyTime(DateTime start) : TimeProvider
{
    private long _skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(start.AddTicks(Interlocked.Read(ref _skipped)), TimeSpan.Zero);

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is CancellationTokenSource || dueTime <= TimeSpan.Zero || period > TimeSpan.Zero)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        return System.CreateTimer(
            _ =>
            {
                Interlocked.Add(ref _skipped, dueTime.Ticks);
                callback(state);
            },
            null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
