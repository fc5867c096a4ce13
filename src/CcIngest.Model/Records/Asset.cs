namespace CcIngest.Model;

/// <summary>An asset with its newest market data. Sources: <c>cc_assets</c>, <c>cc_asset_market_data</c>.</summary>
public sealed record Asset
{
    public required long AssetId { get; init; }

    /// <summary>Not unique over time: symbols are used again. The id is the key.</summary>
    public required string Symbol { get; init; }

    public required string Name { get; init; }

    /// <summary>BLOCKCHAIN, FIAT, TOKEN, STOCK, INDEX, COMMODITY, ETF.</summary>
    public required string AssetType { get; init; }

    /// <summary>UTC; before 1970 for gold and its like.</summary>
    public DateTime? LaunchDate { get; init; }

    public double? PriceUsd { get; init; }

    /// <summary>The index family that the price is of, for example <c>cadli</c>.</summary>
    public string? PriceUsdSource { get; init; }

    public double? CirculatingMarketCapUsd { get; init; }

    /// <summary>Quote volume of the last 30 days on all spot markets, in USD.</summary>
    public double? SpotVolume30DayUsd { get; init; }

    /// <summary>The time of the price, UTC.</summary>
    public DateTime? SnapshotAt { get; init; }

    public override string ToString() => Symbol;
}
