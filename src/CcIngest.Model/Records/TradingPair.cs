namespace CcIngest.Model;

/// <summary>An instrument, contract or index chosen for ingest: its exchange and base asset among those asked for; ACTIVE, or no longer trading with an end that is not yet had. Chosen in the store by <c>trading_pairs.sql</c> and <c>contracts.sql</c>.</summary>
public sealed record TradingPair
{
    public required string Exchange { get; init; }

    /// <summary>The mapped name: what a request uses.</summary>
    public required string Symbol { get; init; }

    /// <summary>The name on the exchange: what the series is known by.</summary>
    public required string RawSymbol { get; init; }

    /// <summary>The base asset; of a contract the underlying.</summary>
    public required string Base { get; init; }

    public required string Quote { get; init; }

    public Market Market { get; init; }

    /// <summary>UTC; for funding rates and open interest the first update of these.</summary>
    public DateTime? FirstTrade { get; init; }

    /// <summary>UTC; for funding rates and open interest the last update of these.</summary>
    public DateTime? LastTrade { get; init; }

    /// <summary>UTC, the end of a dated contract; null for all others.</summary>
    public DateTime? ExpiresAt { get; init; }

    public string? Status { get; init; }

    /// <summary>UTC, since when the store has this <see cref="Status"/> for certain; null where it does not say.</summary>
    public DateTime? StatusSince { get; init; }

    public override string ToString() => $"{Exchange} {Symbol}";
}
