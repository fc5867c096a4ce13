namespace CcIngest.Simulator;

/// <summary>A venue with a real name. Grades and numbers are made up, apart from the ids of Bitstamp, Binance and Uniswap.</summary>
/// <param name="InternalName">As the min-api writes it; the data-api has it in lower case.</param>
/// <param name="Grade">AA to F; empty or null where the API has none.</param>
/// <param name="Weight">Its share of trading; Binance has 1.</param>
/// <param name="Quotes">What it trades against, the most important first.</param>
internal sealed record KnownVenue(
    int Id, string InternalName, string Name, string? Grade, double Weight, SymbolStyle Style, string[] Quotes, string? Country, bool IsRetired = false);

internal static class KnownVenues
{
    private static readonly string[] DollarFirst = ["USD", "USDT", "EUR", "BTC"];
    private static readonly string[] EuroFirst = ["EUR", "USD", "BTC"];
    private static readonly string[] TetherFirst = ["USDT", "BTC", "EUR"];
    private static readonly string[] TetherOnly = ["USDT", "BTC"];

    public static readonly IReadOnlyList<KnownVenue> All =
    [
        new(2437, "Kraken", "Kraken", "AA", 0.5, SymbolStyle.Kraken, DollarFirst, "United States"),
        new(2435, "Coinbase", "Coinbase", "AA", 0.7, SymbolStyle.Dashed, DollarFirst, "United States"),
        new(278868, "Binance", "Binance", "A", 1, SymbolStyle.Joined, TetherFirst, "Malta"),
        new(2431, "Bitstamp", "Bitstamp", "AA", 0.3, SymbolStyle.LowerJoined, EuroFirst, "United Kingdom"),
        new(2434, "Bitfinex", "Bitfinex", "A", 0.3, SymbolStyle.Bitfinex, DollarFirst, "British Virgin Islands"),
        new(2447, "Gemini", "Gemini", "AA", 0.15, SymbolStyle.Joined, DollarFirst, "United States"),
        new(2445, "OKEX", "OKX", "BBB", 0.6, SymbolStyle.Dashed, TetherFirst, "Seychelles"),
        new(2450, "Bybit", "Bybit", "B", 0.6, SymbolStyle.Joined, TetherOnly, "United Arab Emirates"),
        new(2451, "Kucoin", "KuCoin", "BB", 0.4, SymbolStyle.Dashed, TetherOnly, "Seychelles"),
        new(2452, "itBit", "itBit", "BB", 0.05, SymbolStyle.Dashed, EuroFirst, "United States"),
        new(2453, "HuobiPro", "HTX", "B", 0.4, SymbolStyle.LowerJoined, TetherOnly, "Seychelles"),
        new(2454, "Gateio", "Gate.io", "B", 0.5, SymbolStyle.Underscored, TetherOnly, "Cayman Islands"),
        new(2455, "CryptoDotCom", "Crypto.com Exchange", "B", 0.4, SymbolStyle.Underscored, DollarFirst, "Singapore"),
        new(2456, "Bitget", "Bitget", "B", 0.4, SymbolStyle.Joined, TetherOnly, "Seychelles"),
        new(2457, "Poloniex", "Poloniex", "C", 0.1, SymbolStyle.Underscored, TetherOnly, "Seychelles"),
        new(2458, "MEXC", "MEXC", "C", 0.4, SymbolStyle.Joined, TetherOnly, "Seychelles"),
        new(2459, "Upbit", "Upbit", "C", 0.4, SymbolStyle.QuoteFirst, TetherOnly, "South Korea"),
        new(2460, "HitBTC", "HitBTC", "D", 0.1, SymbolStyle.Joined, DollarFirst, "Hong Kong"),
        new(2461, "Exmo", "EXMO", "D", 0.03, SymbolStyle.Underscored, DollarFirst, "United Kingdom"),
        new(2462, "Yobit", "YoBit", "E", 0.02, SymbolStyle.LowerJoined, DollarFirst, "Panama"),
        new(2463, "Latoken", "LATOKEN", "E", 0.02, SymbolStyle.Underscored, TetherOnly, "Cayman Islands"),
        new(2464, "Coinsbit", "Coinsbit", "F", 0.004, SymbolStyle.Underscored, DollarFirst, "Estonia"),
        new(951254, "uniswapv2", "Uniswap v2", "", 0.2, SymbolStyle.Dashed, TetherOnly, null),
        new(2430, "MtGox", "Mt. Gox", null, 0.1, SymbolStyle.Joined, DollarFirst, "Japan", IsRetired: true),
        new(2465, "Bullish", "Bullish", "BB", 0.3, SymbolStyle.Joined, DollarFirst, "Gibraltar"),
    ];

    /// <summary>The 26th and later ones, numbered.</summary>
    public static KnownVenue MadeUp(int place, ulong seed)
    {
        string[] grades = ["BB", "B", "C", "D", "E", "F", ""];
        SymbolStyle[] styles = [SymbolStyle.Joined, SymbolStyle.Dashed, SymbolStyle.Underscored, SymbolStyle.LowerJoined];
        string[][] quotes = [TetherOnly, DollarFirst, TetherFirst];
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Venue{place + 1:000}");
        return new KnownVenue(
            10_000 + place, name, name, grades[CounterHash.Below(seed, place, grades.Length)], 0.01 + (0.1 * CounterHash.Unit(seed, -place)),
            styles[place % styles.Length], quotes[place % quotes.Length], "Seychelles");
    }
}
