namespace CcIngest.Sources;

/// <summary>What is known of one fixed window of the server.</summary>
internal abstract class ServerWindow(TimeSpan length)
{
    /// <summary>The API tells ends in whole seconds. Of a window not much longer than that, the end cannot be known.</summary>
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(2);

    public TimeSpan Length { get; } = length;

    /// <summary>Calls allowed in a whole window: as stated, else the most that was ever seen to be left.</summary>
    public long Limit { get; protected set; }

    public static ServerWindow Of(RateWindow told, DateTimeOffset now)
    {
        ServerWindow window = told.Length <= Coarse ? new BriefWindow(told.Length) : new LongWindow(told, now);
        window.Observe(told, sentAt: null, underWay: 0, now);
        return window;
    }

    public static ServerWindow Of(WindowRecord record) =>
        record.Length <= Coarse ? new BriefWindow(record) : new LongWindow(record);

    /// <summary>Whether a request fits beside those under way; if not, how long until it may: null while only answers can tell.</summary>
    public abstract bool HasRoom(int weight, long underWay, DateTimeOffset now, out TimeSpan? wait);

    /// <summary>A request was sent.</summary>
    public virtual void Sent()
    {
    }

    /// <summary>A request has ended.</summary>
    /// <param name="report">What its answer said; null when there was none.</param>
    /// <param name="underWay">The weight that is still under way.</param>
    public abstract void Ended(int weight, RateReport? report, long underWay, DateTimeOffset now);

    /// <summary>Takes in what the server said of this window.</summary>
    /// <param name="sentAt">When the request was sent whose answer said it; null when that does not matter.</param>
    public abstract void Observe(RateWindow told, DateTimeOffset? sentAt, long underWay, DateTimeOffset now);

    public abstract WindowRecord ToRecord(DateTimeOffset now);

    protected RateWindow? ToldBy(RateReport? report) => report?.Windows.FirstOrDefault(told => told.Length == Length);

    protected void Learn(RateWindow told) => Limit = told.Limit ?? Math.Max(Limit, told.Remaining);
}
