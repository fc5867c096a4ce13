using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>
/// Fetchers, as many as the source's latency asks for, a bounded channel of whole pages, one writer for each write that the store can take at
/// once. A writer owns its series, so no two transactions touch the same rows. Full means wait: market data are never dropped.
/// </summary>
internal sealed class SeriesPipeline(RunContext run, Dataset dataset, StepTally tally)
{
    /// <summary>
    /// Pages that wait for the writers together, beside those of the transaction that each gathers: so that no fetcher
    /// waits while one is made ready. A page of the largest answers is some two megabytes.
    /// </summary>
    private const int PagesWaiting = 4;

    /// <summary>Pages that wait for one of several writers at least: one to take, and one that has just come.</summary>
    private const int PagesWaitingEach = 2;

    /// <summary>Series whose coverage is read at once and waits for a fetcher.</summary>
    private const int SeriesWaiting = 64;

    /// <param name="needs">What is asked for, series by series.</param>
    /// <param name="fetchers">How many are worth having; there are fewer where fewer keep the writers busy.</param>
    /// <param name="ranges">Cuts what a series needs into pages.</param>
    /// <param name="cancellationToken">Ends it; what is under way is written or rolled back.</param>
    /// <exception cref="IngestException">Of scope Run: the store failed, or nothing else can succeed.</exception>
    public async Task RunAsync(IReadOnlyList<SeriesNeed> needs, int fetchers, SeriesPages ranges, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        RowBatchPool pool = new(dataset);
        Channel<SeriesWork> queue = Channel.CreateBounded<SeriesWork>(fetchers);
        int writers = Math.Max(run.Store.Info.Writers, 1);
        Channel<FetchedPage>[] pages =
            [.. Enumerable.Range(0, writers).Select(_ => Channel.CreateBounded<FetchedPage>(Math.Max(PagesWaiting / writers, PagesWaitingEach)))];
        ChannelWriter<FetchedPage>[] outlets = [.. pages.Select(channel => channel.Writer)];

        FirstFailure failure = new(stop);
        PipelineClock clock = new(run.Time, pages.Length);
        Task FetchAsync(FetcherCrew crew) =>
            failure.GuardAsync(() => new SeriesFetcher(run, dataset, ranges, pool, outlets, tally, clock, crew).RunAsync(queue.Reader, stop.Token));
        IMarketDataSource[] sources = [.. needs.Select(need => need.Key.Exchange).Distinct().Select(exchange => run.Source.PartFor([dataset.Name], [exchange])).Distinct()];
        FetcherCrew crew = new(fetchers, FetchAsync, () => queue.Reader.Count == 0 || sources.All(source => source.ExpectedWait > TimeSpan.Zero));
        Task WriteAsync(ChannelReader<FetchedPage> reader) =>
            failure.GuardAsync(() => new PageWriter(run, dataset, pool, tally, clock, crew).RunAsync(reader, stop.Token));
        Task[] writing = [.. pages.Select(channel => WriteAsync(channel.Reader))];
        await Task.WhenAll(failure.GuardAsync(() => FeedAsync(needs, queue.Writer, stop.Token)), crew.RunAsync()).ConfigureAwait(false);
        Array.ForEach(outlets, outlet => outlet.Complete());
        await Task.WhenAll(writing).ConfigureAwait(false);
        tally.Spent(clock.Times with { Fetchers = crew.Most });
        cancellationToken.ThrowIfCancellationRequested();
        failure.Throw();
    }

    /// <summary>Reads coverage shortly before it is needed: that of a hundred thousand series need not fit in memory.</summary>
    private async Task FeedAsync(IReadOnlyList<SeriesNeed> needs, ChannelWriter<SeriesWork> queue, CancellationToken cancellationToken)
    {
        int number = 0;
        foreach (SeriesNeed[] chunk in needs.Chunk(SeriesWaiting))
        {
            IReadOnlyList<CoverageMap> maps = await run.Store.ReadCoverageAsync([.. chunk.Select(need => need.Key)], cancellationToken)
                .ConfigureAwait(false);
            Dictionary<SeriesKey, CoverageMap> known = maps.ToDictionary(map => map.Series);
            foreach (SeriesNeed need in chunk)
            {
                CoverageMap coverage = known.GetValueOrDefault(need.Key) ?? new CoverageMap(need.Key);
                await queue.WriteAsync(new SeriesWork(need, number++, coverage), cancellationToken).ConfigureAwait(false);
            }
        }

        queue.Complete();
    }
}
