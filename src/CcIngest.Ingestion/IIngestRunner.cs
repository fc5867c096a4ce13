using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Runs and plans jobs on one store and one source. What cmdlets, the console program and tests call.</summary>
public interface IIngestRunner
{
    /// <summary>
    /// Runs a job to its end and returns its summary, whatever the outcome: failed legs and a failed run stand in it. Throws
    /// <see cref="IngestException"/> only for what prevents a run from being recorded (no store, no schema, an invalid job).
    /// Cancelled: no new request, what is in flight is committed or rolled back, and the summary says Cancelled.
    /// </summary>
    Task<RunSummary> RunAsync(Job job, IProgress<RunProgress>? progress, CancellationToken cancellationToken);

    /// <summary>What an ingest step would ask, without asking it: reads the store only.</summary>
    Task<IngestPlan> PlanAsync(IngestStep step, CancellationToken cancellationToken);
}

/// <summary>What an ingest would do.</summary>
public sealed record IngestPlan(IReadOnlyList<SeriesPlan> Series)
{
    /// <summary>After how many answers the state of the rate limits is asked for; 0 for never. Before and after the run it is asked for anyway.</summary>
    public int StatusEvery { get; init; }

    /// <summary>Requests at the most, retries not counted: every page, and the calls for the state of the rate limits.</summary>
    public long MostRequests => WithStatus(Series.Sum(series => (long)series.Pages.Count));

    /// <summary>
    /// Requests at the least: a series whose first trade is unknown may turn out to begin on its newest page. Equal to <see cref="MostRequests"/>
    /// when every first trade is known; then the count is exact.
    /// </summary>
    public long LeastRequests => WithStatus(Series.Sum(series => series.Pair.FirstTrade is null ? Math.Min(series.Pages.Count, 1L) : series.Pages.Count));

    /// <summary>The count as words: <c>7</c> when it is exact, else <c>4 to 7</c>.</summary>
    public string RequestsText => LeastRequests == MostRequests
        ? FormattableString.Invariant($"{MostRequests}") : FormattableString.Invariant($"{LeastRequests} to {MostRequests}");

    public long Periods => Series.Sum(series => series.Periods);

    private long WithStatus(long pages) => pages + 2 + (StatusEvery > 0 ? pages / StatusEvery : 0);
}

/// <summary>What an ingest would ask of one series.</summary>
/// <param name="Key">The series.</param>
/// <param name="Pair">The instrument.</param>
/// <param name="Missing">Ranges that are asked for, ascending; the revisited tail among them.</param>
/// <param name="Pages">The requests, in the order in which they are sent.</param>
/// <param name="Periods">Periods in <paramref name="Missing"/>.</param>
public sealed record SeriesPlan(
    SeriesKey Key, TradingPair Pair, IReadOnlyList<TimeRange> Missing, IReadOnlyList<TimeRange> Pages, long Periods);
