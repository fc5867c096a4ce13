namespace CcIngest.Simulator;

/// <summary>An asset with a real name. Ids of BTC, ETH, USD, USDT, EUR, DOGE and XTZ are the API's own, the others are made up.</summary>
/// <param name="Price">USD, where the simulated price wanders around; null for none.</param>
/// <param name="Supply">Units in circulation; 0 for money, which has no market capitalisation here.</param>
/// <param name="Launched">yyyymmdd, UTC; null when unknown.</param>
internal sealed record KnownAsset(int Id, string Symbol, string Name, string Type, double? Price, double Supply, int? Decimals, int? Launched, double Swing = 0.8);

/// <summary>The assets at the head of the list, by volume. The first ten are those that every simulation has.</summary>
internal static class KnownAssets
{
    private const string Chain = "BLOCKCHAIN", Token = "TOKEN", Fiat = "FIAT";
    private const double Stable = 0.001, Calm = 0.5;

    public static readonly IReadOnlyList<KnownAsset> All =
    [
        new(7, "USDT", "Tether", Token, 1, 1.55e11, 6, 2014_10_06, Stable),
        new(1, "BTC", "Bitcoin", Chain, 95_000, 1.987e7, 8, 2009_01_03, Calm),
        new(2, "ETH", "Ethereum", Chain, 3_300, 1.207e8, 18, 2015_07_30),
        new(5, "USD", "US Dollar", Fiat, 1, 0, 2, 1792_04_02, 0),
        new(8, "EUR", "Euro", Fiat, 1.09, 0, 2, 1999_01_01, 0.05),
        new(14, "XRP", "XRP", Chain, 2.2, 5.8e10, 6, 2012_06_02),
        new(3001, "SOL", "Solana", Chain, 160, 5.2e8, 9, 2020_03_16),
        new(26, "DOGE", "Dogecoin", Chain, 0.19, 1.49e11, 8, 2013_12_06),
        new(3002, "USDC", "USD Coin", Token, 1, 6.1e10, 6, 2018_09_26, Stable),
        new(3003, "BNB", "BNB", Chain, 640, 1.4e8, 18, 2017_07_25),
        new(12, "ADA", "Cardano", Chain, 0.7, 3.5e10, 6, 2017_09_29),
        new(3004, "TRX", "TRON", Chain, 0.27, 9.5e10, 6, 2018_06_25),
        new(3, "LTC", "Litecoin", Chain, 88, 7.6e7, 8, 2011_10_13),
        new(3005, "LINK", "Chainlink", Token, 14, 6.6e8, 18, 2017_09_19),
        new(3006, "SUI", "Sui", Chain, 3.3, 3.3e9, 9, 2023_05_03),
        new(3007, "AVAX", "Avalanche", Chain, 21, 4.2e8, 18, 2020_09_21),
        new(3008, "PEPE", "Pepe", Token, 0.000012, 4.2069e14, 18, 2023_04_14),
        new(3009, "BCH", "Bitcoin Cash", Chain, 400, 1.99e7, 8, 2017_08_01),
        new(3010, "SHIB", "Shiba Inu", Token, 0.000013, 5.89e14, 18, 2020_08_01),
        new(3011, "DOT", "Polkadot", Chain, 4.1, 1.5e9, 10, 2020_05_26),
        new(3012, "XLM", "Stellar", Chain, 0.26, 3.1e10, 7, 2014_07_31),
        new(3013, "HBAR", "Hedera", Chain, 0.17, 4.2e10, 8, 2019_09_16),
        new(3014, "UNI", "Uniswap", Token, 6.3, 6.0e8, 18, 2020_09_14),
        new(3015, "NEAR", "NEAR Protocol", Chain, 2.4, 1.2e9, 24, 2020_04_22),
        new(3016, "APT", "Aptos", Chain, 4.8, 6.3e8, 8, 2022_10_12),
        new(3017, "ICP", "Internet Computer", Chain, 5.1, 5.3e8, 8, 2021_05_10),
        new(3018, "ETC", "Ethereum Classic", Chain, 17, 1.5e8, 18, 2016_07_20),
        new(3019, "AAVE", "Aave", Token, 250, 1.5e7, 18, 2020_10_02),
        new(3020, "XMR", "Monero", Chain, 330, 1.8e7, 12, 2014_04_18, Calm),
        new(3021, "FIL", "Filecoin", Chain, 2.6, 6.7e8, 18, 2020_10_15),
        new(3022, "ARB", "Arbitrum", Token, 0.36, 4.9e9, 18, 2023_03_23),
        new(3023, "OP", "Optimism", Token, 0.64, 1.7e9, 18, 2022_05_31),
        new(3024, "ATOM", "Cosmos", Chain, 4.3, 3.9e8, 6, 2019_03_14),
        new(3025, "INJ", "Injective", Chain, 12, 9.8e7, 18, 2020_10_21),
        new(3026, "ALGO", "Algorand", Chain, 0.19, 8.6e9, 6, 2019_06_19),
        new(3027, "VET", "VeChain", Chain, 0.024, 8.6e10, 18, 2018_06_30),
        new(3028, "WIF", "dogwifhat", Token, 0.85, 1.0e9, 6, 2023_11_20),
        new(3029, "BONK", "Bonk", Token, 0.000015, 7.9e13, 5, 2022_12_25),
        new(3030, "RENDER", "Render", Token, 3.8, 5.2e8, 8, 2020_06_10),
        new(3031, "SEI", "Sei", Chain, 0.19, 5.5e9, 6, 2023_08_15),
        new(3032, "GRT", "The Graph", Token, 0.095, 9.8e9, 18, 2020_12_17),
        new(3033, "LDO", "Lido DAO", Token, 0.82, 9.0e8, 18, 2020_12_17),
        new(3034, "MKR", "Maker", Token, 1_700, 8.5e5, 18, 2017_12_18),
        new(3035, "CRV", "Curve DAO Token", Token, 0.65, 1.4e9, 18, 2020_08_13),
        new(3036, "FTM", "Fantom", Chain, 0.55, 2.8e9, 18, 2019_12_27),
        new(3037, "SAND", "The Sandbox", Token, 0.27, 2.5e9, 18, 2020_08_14),
        new(3038, "MANA", "Decentraland", Token, 0.28, 1.9e9, 18, 2017_09_17),
        new(3039, "AXS", "Axie Infinity", Token, 2.4, 1.6e8, 18, 2020_11_04),
        new(68, "XTZ", "Tezos", Chain, 0.58, 1.0e9, 6, 2018_06_30),
        new(3040, "EOS", "EOS", Chain, 0.72, 1.5e9, 4, 2018_06_01),
        new(3041, "THETA", "Theta Network", Chain, 0.73, 1.0e9, 18, 2019_03_15),
        new(3042, "FLOW", "Flow", Chain, 0.37, 1.6e9, 8, 2020_10_14),
        new(3043, "CHZ", "Chiliz", Token, 0.038, 9.4e9, 18, 2019_07_01),
        new(3044, "ZEC", "Zcash", Chain, 52, 1.6e7, 8, 2016_10_28),
        new(3045, "DASH", "Dash", Chain, 21, 1.2e7, 8, 2014_01_18),
        new(3046, "NEO", "NEO", Chain, 5.7, 7.1e7, 0, 2016_10_17),
        new(3047, "COMP", "Compound", Token, 47, 9.0e6, 18, 2020_06_15),
        new(3048, "SNX", "Synthetix", Token, 0.68, 3.4e8, 18, 2018_02_28),
        new(3049, "BAT", "Basic Attention Token", Token, 0.13, 1.5e9, 18, 2017_05_31),
        new(3050, "ENJ", "Enjin Coin", Chain, 0.073, 1.8e9, 18, 2017_11_01),
        new(3051, "KSM", "Kusama", Chain, 15, 1.7e7, 12, 2019_11_28),
        new(3052, "1INCH", "1inch", Token, 0.19, 1.4e9, 18, 2020_12_25),
        new(3053, "YFI", "yearn.finance", Token, 5_100, 3.4e4, 18, 2020_07_17),
        new(3054, "ZRX", "0x Protocol", Token, 0.24, 8.5e8, 18, 2017_08_11),

        // Odd ones, seen at the API in their kind: a symbol of digits, symbols beyond ASCII and beyond 16 bits, no launch date, no price.
        new(19347, "1", "ONE", Token, 0.0031, 1.0e9, null, 2024_02_11),
        new(20811, "币安人生", "币安人生", Token, 0.11, 1.0e9, 18, 2025_10_04),
        new(20812, "🐸", "Frog Emoji", Token, 0.00000021, 4.0e14, 9, null),
        new(20813, "NOPRICE", "Unpriced Ledger", Token, null, 1.0e8, 8, 2023_03_01),
        new(20814, "GOLDOZ", "Gold Ounce (old record)", "COMMODITY", null, 0, null, 1944_07_22),
    ];
}
