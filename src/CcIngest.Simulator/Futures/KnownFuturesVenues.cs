namespace CcIngest.Simulator;

/// <summary>How a futures venue names its contracts.</summary>
internal enum ContractStyle
{
    /// <summary>BTCUSDT, BTCUSD_PERP, BTCUSDT_250328</summary>
    Joined,

    /// <summary>BTC-USDT-SWAP, BTC-USD-250328</summary>
    Dashed,

    /// <summary>PF_BTCUSD, PI_BTCUSD, FI_BTCUSD_250328</summary>
    Prefixed,

    /// <summary>BTC</summary>
    Bare,
}

/// <summary>A futures venue with a real name. Ids of binance, bit and bybit are the API's own; numbers are made up.</summary>
/// <param name="Name">For people.</param>
/// <param name="Weight">Its share of trading; binance has 1.</param>
/// <param name="Launched">yyyymmdd, UTC: its first contract.</param>
/// <param name="Forms">What it lists.</param>
/// <param name="HasDated">Whether contracts that expire are among it.</param>
/// <param name="IsDescribed">Whether the API tells of its mechanisms, its settlement and the stages of its integration.</param>
/// <param name="OrderBookStage">How far the API is with its order books; null when it does not say.</param>
/// <param name="IsRetired">Dead: nothing trades any more.</param>
internal sealed record KnownFuturesVenue(
    int Id, string Market, string Name, double Weight, int Launched, ContractStyle Style, ContractForm[] Forms, bool HasDated,
    bool IsDescribed = true, string? OrderBookStage = "IN_PRODUCTION", bool IsRetired = false)
{
    /// <summary>Whether the API's counts of it are implausible, near the largest of 64 bits.</summary>
    public bool HasWildCounts => Market == "bybit";

    /// <summary>Whether the API comments on the integration.</summary>
    public bool HasComments => Market == "binance";
}

internal static class KnownFuturesVenues
{
    private static readonly ContractForm[] Both = [ContractForm.Vanilla, ContractForm.Inverse];

    public static readonly IReadOnlyList<KnownFuturesVenue> All =
    [
        new(8, "binance", "Binance", 1, 2019_09_08, ContractStyle.Joined, Both, HasDated: true, OrderBookStage: null),
        new(5, "bybit", "Bybit", 0.6, 2019_11_01, ContractStyle.Joined, Both, HasDated: true),
        new(9, "okex", "OKX", 0.6, 2018_12_10, ContractStyle.Dashed, Both, HasDated: true),
        new(7, "kraken", "Kraken", 0.2, 2018_08_01, ContractStyle.Prefixed, Both, HasDated: true),
        new(3, "deribit", "Deribit", 0.3, 2018_08_14, ContractStyle.Dashed, [ContractForm.Inverse], HasDated: true),
        new(41, "hyperliquid", "Hyperliquid", 0.4, 2023_06_20, ContractStyle.Bare, [ContractForm.Quanto], HasDated: false),
        new(6, "bitmex", "BitMEX", 0.1, 2018_03_01, ContractStyle.Joined, Both, HasDated: false),
        new(44, "coinbaseinternational", "Coinbase International Exchange", 0.15, 2023_05_02, ContractStyle.Dashed, [ContractForm.Vanilla], HasDated: false),
        new(37, "bit", "BIT", 0.02, 2020_08_01, ContractStyle.Joined, Both, HasDated: false, IsDescribed: false, OrderBookStage: "RESEARCH"),
        new(2, "ftx", "FTX", 0.3, 2019_05_01, ContractStyle.Dashed, [ContractForm.Vanilla], HasDated: false, IsRetired: true),

        // The API's own market for tests: hardly anything happens, so most periods are empty.
        new(99, "mock", "Mock", 0.0002, 2021_01_01, ContractStyle.Joined, Both, HasDated: false, IsDescribed: false, OrderBookStage: "RESEARCH"),
    ];
}
