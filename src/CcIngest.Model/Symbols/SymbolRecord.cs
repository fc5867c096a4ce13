namespace CcIngest.Model;

/// <summary>A symbol of an exchange as the store knows it. Source: <c>symbols</c>.</summary>
public sealed record SymbolRecord
{
    /// <summary>The venue in lower case.</summary>
    public required string Exchange { get; init; }

    /// <summary>The name on the exchange, as it writes it.</summary>
    public required string NativeSymbol { get; init; }

    /// <summary><c>BTC-USDT-SPOT</c>, <c>BTC-USDT-PERP</c>, <c>BTC-USDT-FUTURE_260327</c>.</summary>
    public required string StandardSymbol { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    /// <summary>SPOT, PERP or FUTURE.</summary>
    public required string Type { get; init; }

    /// <summary>ACTIVE, RESTRICTED, HALTED, PENDING, CLOSED, OTHER, or VANISHED when the exchange no longer lists it.</summary>
    public required string Status { get; init; }

    /// <summary>The exchange's own word.</summary>
    public string? NativeStatus { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? ListingTime { get; init; }

    /// <summary>UTC; null for what has no end.</summary>
    public DateTime? DeliveryTime { get; init; }

    /// <summary>Smallest step of a price, exact.</summary>
    public string? TickSize { get; init; }

    /// <summary>Smallest step of a quantity, exact.</summary>
    public string? LotSize { get; init; }

    /// <summary>Base asset in one contract, exact; null for spot.</summary>
    public string? ContractSize { get; init; }

    /// <summary>UTC, the first list that had it.</summary>
    public DateTime FirstSeen { get; init; }

    /// <summary>UTC, the last list that had it.</summary>
    public DateTime LastSeen { get; init; }

    /// <summary>UTC, when what the exchange says of it last changed.</summary>
    public DateTime? UpdatedAt { get; init; }

    /// <summary>The row of a batch of <see cref="Symbols.Dataset"/>.</summary>
    public static SymbolRecord Of(RowBatch rows, int row)
    {
        return new SymbolRecord
        {
            Exchange = Text("exchange") ?? "",
            NativeSymbol = Text("native_symbol") ?? "",
            StandardSymbol = Text("standard_symbol") ?? "",
            Base = Text("base") ?? "",
            Quote = Text("quote") ?? "",
            Type = Text("type") ?? "",
            Status = Text("status") ?? "",
            NativeStatus = Text("native_status"),
            ListingTime = Time("listing_time"),
            DeliveryTime = Time("delivery_time"),
            TickSize = Text("tick_size"),
            LotSize = Text("lot_size"),
            ContractSize = Text("contract_size"),
            FirstSeen = Time("first_seen") ?? default,
            LastSeen = Time("last_seen") ?? default,
            UpdatedAt = Time("updated_at"),
        };

        string? Text(string column) => rows.Text(row, rows.Dataset.Ordinal(column));

        DateTime? Time(string column) => rows.Dataset.Ordinal(column) is var ordinal && rows.IsNull(row, ordinal) ? null : rows.Time(row, ordinal);
    }

    public override string ToString() => $"{Exchange} {NativeSymbol}";
}
