namespace CcIngest.Simulator;

/// <summary>How a venue writes the name of a pair.</summary>
internal enum SymbolStyle
{
    /// <summary>BTCUSDT</summary>
    Joined,

    /// <summary>btcusd</summary>
    LowerJoined,

    /// <summary>BTC-USD</summary>
    Dashed,

    /// <summary>BTC_USDT</summary>
    Underscored,

    /// <summary>USDT-BTC: the quote first.</summary>
    QuoteFirst,

    /// <summary>tBTCUSD, tDOGE:USD</summary>
    Bitfinex,

    /// <summary>XXBTZUSD, XDGUSD, SOLUSD: old coins with an X, old money with a Z, own words for BTC and DOGE.</summary>
    Kraken,
}

internal static class SymbolStyles
{
    private static readonly HashSet<string> KrakenOldCoins = ["BTC", "ETH", "XRP", "LTC", "XLM", "XMR", "ZEC", "ETC"];

    public static string Name(this SymbolStyle style, string baseSymbol, string quoteSymbol) => style switch
    {
        SymbolStyle.Joined => baseSymbol + quoteSymbol,
        SymbolStyle.LowerJoined => (baseSymbol + quoteSymbol).ToLowerInvariant(),
        SymbolStyle.Dashed => $"{baseSymbol}-{quoteSymbol}",
        SymbolStyle.Underscored => $"{baseSymbol}_{quoteSymbol}",
        SymbolStyle.QuoteFirst => $"{quoteSymbol}-{baseSymbol}",
        SymbolStyle.Bitfinex => baseSymbol.Length > 3 ? $"t{baseSymbol}:{quoteSymbol}" : $"t{baseSymbol}{quoteSymbol}",
        _ => Kraken(baseSymbol, quoteSymbol),
    };

    private static string Kraken(string baseSymbol, string quoteSymbol)
    {
        string Word(string symbol) => symbol switch { "BTC" => "XBT", "DOGE" => "XDG", _ => symbol };
        if (!KrakenOldCoins.Contains(baseSymbol) || quoteSymbol == "USDT")
        {
            return Word(baseSymbol) + Word(quoteSymbol);
        }

        return $"X{Word(baseSymbol)}{(quoteSymbol == "BTC" ? "X" : "Z")}{Word(quoteSymbol)}";
    }
}
