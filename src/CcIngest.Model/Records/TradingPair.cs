namespace CcIngest.Model;

/// <summary>An instrument chosen for ingest: its exchange and base asset among those asked for; ACTIVE, or no longer trading with an end that is not yet had. Chosen in the store by <c>trading_pairs.sql</c>.</summary>
public sealed record TradingPair
{
    public required string Exchange { get; init; }

    /// <summary>The mapped name: what a request uses.</summary>
    public required string Symbol { get; init; }

    /// <summary>The name on the exchange: what the series is known by.</summary>
    public required string RawSymbol { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    public DateTime? FirstTrade { get; init; }

    public DateTime? LastTrade { get; init; }

    public string? Status { get; init; }

    public override string ToString() => $"{Exchange} {Symbol}";
}
