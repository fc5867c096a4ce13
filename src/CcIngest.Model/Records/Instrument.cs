namespace CcIngest.Model;

/// <summary>A spot instrument or a futures contract as the store knows it. Sources: <c>cc_instruments_spot</c>, <c>cc_instruments_futures</c>.</summary>
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

    /// <summary>The base asset; of a contract the underlying.</summary>
    public string? Base { get; init; }

    public long? BaseId { get; init; }

    public string? Quote { get; init; }

    public long? QuoteId { get; init; }

    /// <summary>The currency a contract is settled in; null for spot.</summary>
    public string? Settlement { get; init; }

    /// <summary>The currency a contract is counted in; null for spot.</summary>
    public string? ContractCurrency { get; init; }

    /// <summary>VANILLA, INVERSE or QUANTO; null for spot.</summary>
    public string? Denomination { get; init; }

    /// <summary>UTC, the end of a dated contract; null for perpetual ones and for spot.</summary>
    public DateTime? ExpiresAt { get; init; }

    public bool? HasTrades { get; init; }

    /// <summary>UTC; null when it never traded.</summary>
    public DateTime? FirstTrade { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? LastTrade { get; init; }

    public long? TotalTrades { get; init; }

    /// <summary>Whether a contract has funding rates; null for spot.</summary>
    public bool? HasFundingRate { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? FirstFundingRate { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? LastFundingRate { get; init; }

    /// <summary>Whether a contract has open interest; null for spot.</summary>
    public bool? HasOpenInterest { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? FirstOpenInterest { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? LastOpenInterest { get; init; }

    public DateTime UpdatedAt { get; init; }

    public override string ToString() => $"{Exchange} {Symbol}";
}
