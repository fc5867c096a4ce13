namespace CcIngest.Model;

/// <summary>A tick of a capture that was due and has no snapshot. Source: <c>cc_missed_ticks</c>.</summary>
public sealed record MissedTick
{
    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string NativeSymbol { get; init; }

    /// <summary>UTC, when the snapshot was due.</summary>
    public required DateTime TickAt { get; init; }

    /// <summary>Between ticks.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>late, failed, rejected, same or stopped.</summary>
    public required string Cause { get; init; }

    public required string Reason { get; init; }

    public required string RunId { get; init; }

    /// <summary>The row of a batch of <see cref="MissedTicks.Dataset"/>.</summary>
    public static MissedTick Of(RowBatch rows, int row)
    {
        return new MissedTick
        {
            Exchange = Text("exchange"),
            NativeSymbol = Text("native_symbol"),
            TickAt = rows.Time(row, rows.Dataset.Ordinal("tick_at")),
            Every = TimeSpan.FromMilliseconds(rows.Int64(row, rows.Dataset.Ordinal("every_ms"))),
            Cause = Text("cause"),
            Reason = Text("reason"),
            RunId = Text("run_id"),
        };

        string Text(string column) => rows.Text(row, rows.Dataset.Ordinal(column)) ?? "";
    }
}
