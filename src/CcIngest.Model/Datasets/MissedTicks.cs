namespace CcIngest.Model;

/// <summary>Ticks of captures that were due and have no snapshot, each with its cause: <c>cc_missed_ticks</c>.</summary>
public static class MissedTicks
{
    /// <summary>The tick before was not done when this one was due, no place was free among the requests, or the program itself was held up.</summary>
    public const string Late = "late";

    /// <summary>The exchange gave no valid answer within the tick's time.</summary>
    public const string Failed = "failed";

    /// <summary>The book that came is wrong in itself; it is among the dead letters.</summary>
    public const string Rejected = "rejected";

    /// <summary>The exchange gave the book of an earlier tick again, which is stored once.</summary>
    public const string Same = "same";

    /// <summary>The run was ended before the answer had come, or the book was given up before.</summary>
    public const string Stopped = "stopped";

    public static readonly Dataset Dataset = new("missed-ticks", "cc_missed_ticks",
    [
        Column.Text("exchange", 64).Required().Exactly().In("venue, lower case"),
        Column.Text("native_symbol", 128).Required().Exactly().In("name on the exchange"),
        Column.DateTimeMicroseconds("tick_at").Required().In("UTC, when the snapshot was due"),
        Column.Text("run_id", 64).Required().Exactly(),
        Column.Int64("every_ms").Required().In("milliseconds between ticks"),
        Column.Text("cause", 16).Required().Exactly().In($"{Late}, {Failed}, {Rejected}, {Same}, {Stopped}"),
        Column.LongText("reason").Required().Exactly().In("for people"),
        Column.DateTimeMicroseconds("known_at").Required(),
    ], "exchange", "native_symbol", "tick_at", "run_id")
    {
        Description = "One row per tick of a capture of order books that was due and has no snapshot, with its cause.",
        Origin = "written with each batch of snapshots",
        IsBookkeeping = true,
        Since = 3,
    };

    static MissedTicks() => Dataset.Shard("exchange", "native_symbol").Index("run_id");
}
