namespace CcIngest.Sources;

/// <summary>The counts behind <see cref="SourceStatistics"/>. Safe for several threads.</summary>
internal sealed class SourceCounters
{
    private long _requests;
    private long _retries;
    private long _rateLimited;
    private long _waitedTicks;
    private long _bytes;

    public SourceStatistics Snapshot => new(
        Interlocked.Read(ref _requests),
        Interlocked.Read(ref _retries),
        Interlocked.Read(ref _rateLimited),
        TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)),
        Interlocked.Read(ref _bytes));

    public void Request() => Interlocked.Increment(ref _requests);

    public void Retry() => Interlocked.Increment(ref _retries);

    public void RateLimited() => Interlocked.Increment(ref _rateLimited);

    public void Waited(TimeSpan time) => Interlocked.Add(ref _waitedTicks, time.Ticks);

    public void Body(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
