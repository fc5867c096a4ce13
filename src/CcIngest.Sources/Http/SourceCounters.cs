using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>The counts behind <see cref="SourceStatistics"/>, also told to <see cref="IngestMeter"/>. Safe for several threads.</summary>
/// <param name="source">The source's name, as the meter's tag.</param>
internal sealed class SourceCounters(string source)
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

    public void Request()
    {
        Interlocked.Increment(ref _requests);
        IngestMeter.Called(source);
    }

    public void Retry() => Interlocked.Increment(ref _retries);

    public void RateLimited()
    {
        Interlocked.Increment(ref _rateLimited);
        IngestMeter.RateLimited(source);
    }

    public void Waited(TimeSpan time)
    {
        Interlocked.Add(ref _waitedTicks, time.Ticks);
        IngestMeter.Waited(source, time);
    }

    public void Body(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        IngestMeter.Received(source, bytes);
    }

    /// <summary>An attempt came to its end, whatever that was.</summary>
    public void Ended(TimeSpan took) => IngestMeter.CallEnded(source, took);

    /// <summary>An attempt brought no data. That there is nothing before a time is an answer, and no failure.</summary>
    public void Failed(SourceErrorKind kind)
    {
        if (kind != SourceErrorKind.NothingBefore)
        {
            IngestMeter.CallFailed(source, kind.ToString());
        }
    }
}
