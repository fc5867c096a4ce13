namespace CcIngest.Model;

/// <summary>
/// An asset with its newest market data, its ids elsewhere and what it has several of. Sources: <c>cc_assets</c>, <c>cc_asset_market_data</c>,
/// <c>cc_asset_alternative_ids</c> and the maps of <see cref="AssetMaps"/>.
/// </summary>
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

    /// <summary>Quote volume of the last 24 hours on all spot markets, in USD.</summary>
    public double? SpotVolume24HourUsd { get; init; }

    /// <summary>Quote volume of the last 7 days on all spot markets, in USD.</summary>
    public double? SpotVolume7DayUsd { get; init; }

    /// <summary>Quote volume of the last 30 days on all spot markets, in USD.</summary>
    public double? SpotVolume30DayUsd { get; init; }

    /// <summary>The time of the price, UTC.</summary>
    public DateTime? SnapshotAt { get; init; }

    /// <summary>PAYMENT, STABLECOIN and the like, in the order of the alphabet, as all lists here.</summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    public IReadOnlyList<string> ConsensusMechanisms { get; init; } = [];

    public IReadOnlyList<string> ConsensusAlgorithmTypes { get; init; } = [];

    public IReadOnlyList<string> HashingAlgorithmTypes { get; init; } = [];

    /// <summary>Symbols that the asset had before.</summary>
    public IReadOnlyList<string> PreviousSymbols { get; init; } = [];

    public string? CoinMarketCapId { get; init; }

    public string? CoinGeckoId { get; init; }

    public string? Isin { get; init; }

    public string? Valor { get; init; }

    /// <summary>Digital token identifier, ISO 24165.</summary>
    public string? Dti { get; init; }

    public string? ChainId { get; init; }

    public override string ToString() => Symbol;
}
