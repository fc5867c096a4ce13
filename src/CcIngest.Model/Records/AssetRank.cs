namespace CcIngest.Model;

/// <summary>What assets are ranked by: a number of their newest snapshot in USD, the largest first.</summary>
public enum AssetRank
{
    /// <summary>Quote volume of the last 30 days on all spot markets.</summary>
    SpotVolume30Day,

    /// <summary>Quote volume of the last 7 days.</summary>
    SpotVolume7Day,

    /// <summary>Quote volume of the last 24 hours.</summary>
    SpotVolume24Hour,

    /// <summary>Market capitalisation of what circulates.</summary>
    MarketCap,

    Price,
}
