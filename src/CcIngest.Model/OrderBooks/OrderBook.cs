using System.Globalization;
using System.Text;

namespace CcIngest.Model;

/// <summary>An order book as an exchange gave it at one moment. Source: <c>order_book_snapshots</c>.</summary>
public sealed record OrderBook
{
    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string NativeSymbol { get; init; }

    /// <summary>UTC: the exchange's time, else the time of receipt.</summary>
    public required DateTime RetrievedAt { get; init; }

    /// <summary>The exchange's number of the book's last change; 0 where it has none.</summary>
    public long LastUpdateId { get; init; }

    /// <summary>UTC, by the exchange; null where it does not say.</summary>
    public DateTime? ExchangeTime { get; init; }

    /// <summary>UTC, by the machine that asked.</summary>
    public DateTime ReceivedAt { get; init; }

    /// <summary>UTC, when the snapshot was due.</summary>
    public DateTime TickAt { get; init; }

    /// <summary>Levels asked for on each side.</summary>
    public int Depth { get; init; }

    /// <summary>Best one first: falling.</summary>
    public required IReadOnlyList<BookLevel> Bids { get; init; }

    /// <summary>Best one first: rising.</summary>
    public required IReadOnlyList<BookLevel> Asks { get; init; }

    /// <summary>Null where nobody buys.</summary>
    public decimal? BestBid => Bids is [var best, ..] ? best.Price : null;

    /// <summary>Null where nobody sells.</summary>
    public decimal? BestAsk => Asks is [var best, ..] ? best.Price : null;

    /// <summary>Best ask less best bid, in the quote asset; null where a side is empty.</summary>
    public decimal? Spread => BestAsk - BestBid;

    /// <summary>Halfway between best bid and best ask; null where a side is empty.</summary>
    public decimal? Middle => (BestAsk + BestBid) / 2;

    /// <summary>The row of a batch of <see cref="OrderBookSnapshots.Dataset"/>.</summary>
    /// <exception cref="IngestException">A number has more digits than a <see cref="decimal"/> keeps: it is not rounded.</exception>
    public static OrderBook Of(RowBatch rows, int row)
    {
        return new OrderBook
        {
            Exchange = Text("exchange"),
            NativeSymbol = Text("native_symbol"),
            RetrievedAt = rows.Time(row, Ordinal("retrieved_at")),
            LastUpdateId = rows.Int64(row, Ordinal("last_update_id")),
            ExchangeTime = rows.IsNull(row, Ordinal("exchange_ts")) ? null : rows.Time(row, Ordinal("exchange_ts")),
            ReceivedAt = rows.Time(row, Ordinal("received_at")),
            TickAt = rows.Time(row, Ordinal("tick_at")),
            Depth = (int)rows.Int64(row, Ordinal("depth")),
            Bids = BookSide.Levels(Text("bids")),
            Asks = BookSide.Levels(Text("asks")),
        };

        int Ordinal(string column) => rows.Dataset.Ordinal(column);

        string Text(string column) => rows.Text(row, Ordinal(column)) ?? "";
    }

    /// <summary>The best levels as text, asks above bids, the spread between them: <c>bid | price | ask</c>.</summary>
    /// <param name="levels">So many on each side at most.</param>
    public string ToLadder(int levels)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        BookLevel[] asks = [.. Asks.Take(levels).Reverse()];
        BookLevel[] bids = [.. Bids.Take(levels)];
        int price = asks.Concat(bids).Select(level => level.Price.ToString(invariant).Length).Append("price".Length).Max();
        int size = asks.Concat(bids).Select(level => level.Size.ToString(invariant).Length).Append("bid".Length).Max();
        StringBuilder text = new();
        Line("bid", "price", "ask");
        foreach (BookLevel ask in asks)
        {
            Line("", ask.Price.ToString(invariant), ask.Size.ToString(invariant));
        }

        text.Append(' ', size).Append(" | ").Append(("spread " + (Spread?.ToString(invariant) ?? "unknown")).PadLeft(price)).Append('\n');
        foreach (BookLevel bid in bids)
        {
            Line(bid.Size.ToString(invariant), bid.Price.ToString(invariant), "");
        }

        return text.ToString().TrimEnd('\n');

        void Line(string left, string middle, string right) =>
            text.Append($"{left.PadLeft(size)} | {middle.PadLeft(price)} | {right}".TrimEnd()).Append('\n');
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Exchange} {NativeSymbol} {RetrievedAt:yyyy-MM-dd HH:mm:ss.fff}Z {BestBid} / {BestAsk}");
}
