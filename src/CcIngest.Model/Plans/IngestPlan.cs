namespace CcIngest.Model;

/// <summary>What an ingest would do, from what the store knows: nothing of it has been asked yet.</summary>
public sealed record IngestPlan
{
    /// <summary>What would be done, for example <c>ingest ohlcv spot 1d</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The series that ask for something or were chosen and need nothing, in the order of the selection.</summary>
    public required IReadOnlyList<SeriesPlan> Series { get; init; }

    /// <summary>Series that were chosen and cannot be ingested: each would be a failed leg of the run.</summary>
    public IReadOnlyList<RunFailure> Refused { get; init; } = [];

    /// <summary>UTC, by this machine's clock.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>UTC: periods that closed before this are asked for.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Whether the source has told its time and <see cref="AsOf"/> goes by it; this machine's clock otherwise.</summary>
    public bool IsServerClock { get; init; }

    /// <summary>After how many answers the state of the rate limits is asked for; 0 for never. Before and after the run it is asked for anyway.</summary>
    public int StatusEvery { get; init; }

    /// <summary>Series that are worked on at once.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Bytes of an answer for each row, decompressed, about; 0 where that is not known.</summary>
    public int BytesPerRow { get; init; }

    /// <summary>The windows of the rate limits as far as they are known; empty before the first answer of all.</summary>
    public IReadOnlyList<RateLimitRecord> Limits { get; init; } = [];

    /// <summary>Requests of one look at the rate limits: one for each exchange that is asked directly.</summary>
    public int RequestsPerStatus { get; init; } = 1;

    /// <summary>Requests at the most, retries not counted: every page, what asks where series begin, and the calls for the state of the rate limits.</summary>
    public long MostRequests => WithStatus(Series.Sum(series => (long)series.Pages.Count), Series.Sum(series => series.MostRequests));

    /// <summary>
    /// Requests at the least: a series whose first trade is unknown may turn out to begin on its newest page. Equal to <see cref="MostRequests"/>
    /// when every begin is known; then the count is exact.
    /// </summary>
    public long LeastRequests => WithStatus(Series.Sum(series => series.IsExact ? series.Pages.Count : 1L), Series.Sum(series => series.LeastRequests));

    public bool IsExact => LeastRequests == MostRequests;

    /// <summary>The count as words: <c>7</c> when it is exact, else <c>4 to 7</c>.</summary>
    public string RequestsText => IsExact
        ? FormattableString.Invariant($"{MostRequests}") : FormattableString.Invariant($"{LeastRequests} to {MostRequests}");

    /// <summary>Periods that are asked for.</summary>
    public long Periods => Series.Sum(series => series.Periods);

    /// <summary>Rows at the most: periods without trades give none, and of the revisited ones only those that were corrected are written.</summary>
    public long MostRows => Periods;

    /// <summary>Bytes that the answers have at the most, decompressed, about; null where the source does not say how long a row is.</summary>
    public long? MostBytes => BytesPerRow > 0 ? Periods * BytesPerRow : null;

    /// <summary>The window of which <see cref="MostRequests"/> takes the most, seconds and minutes left aside: those only make it wait. Null where no such window is known.</summary>
    public RateLimitRecord? TightestLimit => Limits
        .Where(limit => limit.Length >= TimeSpan.FromHours(1) && limit.Remaining is not null)
        .MinBy(limit => limit.Remaining);

    /// <summary>The part of <see cref="TightestLimit"/>'s remaining calls that <see cref="MostRequests"/> takes: over 1 when the run must wait for the next window. Null where it is not known.</summary>
    public double? BudgetShare => TightestLimit is { Remaining: { } remaining } ? MostRequests / (double)Math.Max(remaining, 1) : null;

    /// <summary>About how long the run would take: as long as the rate limits or the answers' way take, whichever is more.</summary>
    public TimeSpan EstimatedTime
    {
        get
        {
            // The pages of a series come one after the other, those of several series side by side.
            long pages = Series.Sum(series => (long)series.Pages.Count);
            long inTurn = Math.Max(
                (long)Math.Ceiling(pages / (double)Math.Max(Concurrency, 1)), Series.Select(series => (long)series.Pages.Count).DefaultIfEmpty(0).Max());
            TimeSpan answers = RateLimitTime.AnswerTime * (inTurn + MostRequests - pages);
            TimeSpan limits = RateLimitTime.For(MostRequests, Limits, MadeAt);
            return limits > answers ? limits : answers;
        }
    }

    /// <summary>The limits are looked at before, after, and meanwhile after so many pages.</summary>
    private long WithStatus(long pages, long requests) => requests + (RequestsPerStatus * (2 + (StatusEvery > 0 ? pages / StatusEvery : 0)));
}
