using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Adds up where the time of a pipeline goes. Safe for several threads.</summary>
internal sealed class PipelineClock(TimeProvider time, int writers)
{
    private long _asking;
    private long _parsing;
    private long _store;
    private long _writing;
    private long _pages;

    public PipelineTimes Times => new()
    {
        Writers = writers,
        AskingSeconds = Seconds(ref _asking),
        ParsingSeconds = Seconds(ref _parsing),
        StoreSeconds = Seconds(ref _store),
        WritingSeconds = Seconds(ref _writing),
        PagesSeconds = Seconds(ref _pages),
    };

    public long Now => time.GetTimestamp();

    public TimeSpan Since(long since) => time.GetElapsedTime(since);

    /// <param name="since"><see cref="Now"/> before the request.</param>
    /// <param name="parsing">What of it was spent on reading the answer into rows.</param>
    /// <returns>How long it took.</returns>
    public TimeSpan Fetched(long since, TimeSpan parsing)
    {
        TimeSpan took = time.GetElapsedTime(since);
        Interlocked.Add(ref _asking, (took - parsing).Ticks);
        Interlocked.Add(ref _parsing, parsing.Ticks);
        return took;
    }

    /// <param name="since"><see cref="Now"/> before the page was offered to the writers.</param>
    /// <returns>How long it took until there was room for it.</returns>
    public TimeSpan HandedOver(long since)
    {
        TimeSpan took = time.GetElapsedTime(since);
        Interlocked.Add(ref _store, took.Ticks);
        return took;
    }

    public void Written(long since) => Interlocked.Add(ref _writing, time.GetElapsedTime(since).Ticks);

    public void WaitedForPages(long since) => Interlocked.Add(ref _pages, time.GetElapsedTime(since).Ticks);

    private static double Seconds(ref long ticks) => TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalSeconds;
}
