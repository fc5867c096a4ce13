namespace CcIngest.Simulator;

/// <summary>Spot, futures or indices: where their markets are listed, and the API's word for them in its errors.</summary>
internal sealed record MarketFamily(string MarketsPath, string Word)
{
    public static readonly MarketFamily Spot = new("/spot/v1/markets", "TRADE_SPOT");
    public static readonly MarketFamily Futures = new("/futures/v1/markets", "TRADE_FUTURES");
    public static readonly MarketFamily Index = new("/index/cc/v1/markets", "INDEX");

    public string InstrumentsPath => $"{MarketsPath}/instruments";
}
