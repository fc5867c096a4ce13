namespace CcIngest.Sources;

/// <summary>The server's clock as its <c>Date</c> headers tell it, carried on by the local clock. Safe for several threads.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private long _aheadTicks;

    /// <summary>UTC.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime.AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Observe(DateTimeOffset? date)
    {
        if (date is { } told)
        {
            Interlocked.Exchange(ref _aheadTicks, (told - time.GetUtcNow()).Ticks);
        }
    }
}
