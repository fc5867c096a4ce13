namespace CcIngest.Model;

/// <summary>Order books as exchanges gave them at a tick of a capture, digit for digit: <c>order_book_snapshots</c>.</summary>
public static class OrderBookSnapshots
{
    /// <summary>The word in jobs, leases and completions.</summary>
    public const string Name = "order-book";

    public static readonly Dataset Dataset = new(Name, "order_book_snapshots",
    [
        Column.Text("exchange", 64).Required().Exactly().In("venue, lower case"),
        Column.Text("native_symbol", 128).Required().Exactly().In("name on the exchange"),
        Column.DateTimeMicroseconds("retrieved_at").Required().In("UTC: exchange_ts, else the time of receipt"),
        Column.Int64("last_update_id").Required().In("the venue's number of the book's last change; 0 where it has none"),
        Column.DateTimeMicroseconds("exchange_ts").In("UTC, by the venue; null where it does not say"),
        Column.DateTimeMicroseconds("received_at").Required().In("UTC, by this machine"),
        Column.DateTimeMicroseconds("tick_at").Required().In("UTC, when the snapshot was due"),
        Column.Int32("depth").Required().In("levels asked for on each side"),
        Column.LongText("bids").Required().Exactly().In("JSON array of [price, size, …], best first, as the venue wrote it"),
        Column.LongText("asks").Required().Exactly().In("JSON array of [price, size, …], best first, as the venue wrote it"),
    ], "exchange", "native_symbol", "retrieved_at", "last_update_id")
    {
        Description = "One row per snapshot of an order book: bids and asks as the exchange wrote them, never a double. Ticks without a snapshot are in cc_missed_ticks.",
        Origin = "Binance depth, Kraken Depth",
        Since = 3,
        Rules =
        [
            Rule(BookFault.Shape, "bids and asks are arrays of levels with price and size"),
            Rule(BookFault.NotPositive, "prices and sizes are positive"),
            Rule(BookFault.NotSorted, "bids fall and asks rise from level to level"),
            Rule(BookFault.Crossed, "the best bid is below the best ask"),
        ],
    };

    static OrderBookSnapshots() => Dataset.Shard("exchange", "native_symbol").Sort("retrieved_at").Index("retrieved_at").Chunk("exchange", "native_symbol", "retrieved_at");

    /// <summary>The first fault of the book of a row.</summary>
    public static BookFault? FaultOf(RowBatch rows, int row) =>
        BookFault.Of(rows.Text(row, rows.Dataset.Ordinal("bids")) ?? "", rows.Text(row, rows.Dataset.Ordinal("asks")) ?? "");

    private static ValidationRule Rule(string id, string statement) => new(id, statement, (rows, row) => FaultOf(rows, row)?.Rule != id);
}
