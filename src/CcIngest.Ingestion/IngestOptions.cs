namespace CcIngest.Ingestion;

/// <summary>How an <see cref="IngestRunner"/> works; the defaults fit every store and source.</summary>
public sealed record IngestOptions
{
    /// <summary>Rows that one transaction aims at; 100 to 1,000,000. Loaders are at their best near 10,000.</summary>
    public int BatchRows { get; init; } = 10_000;

    /// <summary>A period counts as closed when its end is this long past by the server's clock: trades arrive late.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A source may answer from a cache (CCData: 300 s). Where an answer is empty after the series' last known trade, periods that
    /// ended less than this long ago stay pending; older ones had no trades.
    /// </summary>
    public TimeSpan LateAnswer { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Series whose coverage is read and accepted together; bounds memory, not results.</summary>
    public int SeriesChunk { get; init; } = 500;

    /// <summary>How long a run may be silent before other runs take it for dead; 1 s to a day.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a run renews its lease; well below <see cref="LeaseTime"/>.</summary>
    public TimeSpan LeaseRenewal { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a run under way writes into its row how far it is, when something has changed.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a run that waits for series looks whether they are free.</summary>
    public TimeSpan BusyPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rejected rows, not known as such before, that a run may have; one more ends it as Failed. 0: none.</summary>
    public int MaxRejectedRows { get; init; } = 1_000;

    /// <summary>
    /// So many legs in a row that fail because the source is unreachable or busy, without one answer in between, end the run: the source is down,
    /// and each further leg would use up its retries for nothing.
    /// </summary>
    public int MaxFailuresInARow { get; init; } = 20;

    /// <summary>After how many answers the state of the rate limits is asked for and noted while a run goes on; 0 for never.</summary>
    public int RateStatusEvery { get; init; } = 1_000;

    /// <summary>How long a snapshot of an order book is held for others to be written with it.</summary>
    public TimeSpan SnapshotHold { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a run may take to write its last row and end its lease.</summary>
    public TimeSpan ClosingTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>As <see cref="ClosingTime"/>, for a run that was cancelled: somebody waits for the prompt.</summary>
    public TimeSpan StoppingTime { get; init; } = TimeSpan.FromSeconds(2);
}
