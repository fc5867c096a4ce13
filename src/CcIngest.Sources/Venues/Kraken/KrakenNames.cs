using System.Collections.Frozen;

namespace CcIngest.Sources;

/// <summary>
/// Kraken's names of assets as standard ones, by table: the first letter is never stripped, for XTZ, XCN and ZRX would break. Old crypto assets
/// have an X before them, old currencies a Z, and two are called otherwise everywhere else.
/// </summary>
internal static class KrakenNames
{
    private static readonly FrozenDictionary<string, string> Standard = new Dictionary<string, string>
    {
        ["XBT"] = "BTC",
        ["XDG"] = "DOGE",
        ["XXBT"] = "BTC",
        ["XXDG"] = "DOGE",
        ["XDAO"] = "DAO",
        ["XETC"] = "ETC",
        ["XETH"] = "ETH",
        ["XICN"] = "ICN",
        ["XLTC"] = "LTC",
        ["XMLN"] = "MLN",
        ["XNMC"] = "NMC",
        ["XREP"] = "REP",
        ["XXLM"] = "XLM",
        ["XXMR"] = "XMR",
        ["XXRP"] = "XRP",
        ["XXVN"] = "XVN",
        ["XZEC"] = "ZEC",
        ["ZAUD"] = "AUD",
        ["ZCAD"] = "CAD",
        ["ZEUR"] = "EUR",
        ["ZGBP"] = "GBP",
        ["ZJPY"] = "JPY",
        ["ZKRW"] = "KRW",
        ["ZUSD"] = "USD",
    }.ToFrozenDictionary();

    /// <summary>The standard name; a name that the table does not have is one already.</summary>
    public static string? Of(string? name) => name is null ? null : Standard.GetValueOrDefault(name, name);

    /// <summary>Base and quote of a pair: from <c>wsname</c> (XBT/USD) where there is one, else from the internal names. Dark pools (.d) have none.</summary>
    public static (string? Base, string? Quote) OfPair(string? wsname, string? @base, string? quote) =>
        wsname?.Split('/') is [{ Length: > 0 } left, { Length: > 0 } right] ? (Of(left), Of(right)) : (Of(@base), Of(quote));
}
