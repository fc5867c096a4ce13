namespace CcIngest.Model;

/// <summary>A spot instrument as the store knows it. Source: <c>cc_instruments_spot</c>.</summary>
public sealed record Instrument
{
    /// <summary>The venue in lower case.</summary>
    public required string Exchange { get; init; }

    /// <summary>The mapped name, for example <c>BTC-USD</c>: what a request uses.</summary>
    public required string Symbol { get; init; }

    /// <summary>The name on the exchange, for example <c>XXBTZUSD</c>: what a series is known by.</summary>
    public required string RawSymbol { get; init; }

    public Market Market { get; init; }

    /// <summary>ACTIVE, IGNORED, RETIRED, EXPIRED, READY_FOR_DECOMMISSIONING, RETIRED_UNMAPPED, or VANISHED when the API no longer lists it.</summary>
    public string? Status { get; init; }

    public string? Base { get; init; }

    public long? BaseId { get; init; }

    public string? Quote { get; init; }

    public long? QuoteId { get; init; }

    public bool? HasTrades { get; init; }

    /// <summary>UTC; null when it never traded.</summary>
    public DateTime? FirstTrade { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? LastTrade { get; init; }

    public long? TotalTrades { get; init; }

    public DateTime UpdatedAt { get; init; }

    public override string ToString() => $"{Exchange} {Symbol}";
}
