namespace CcIngest.Simulator;

/// <summary>The paths of the simulated exchanges, beside those of the data API on the same port.</summary>
internal static class VenueRoutes
{
    public static IEnumerable<ApiRoute> For(SimulatedMarkets markets, SimulatorOptions options)
    {
        BinanceMarket spot = BinanceMarket.Spot(markets, options);
        BinanceMarket usdm = BinanceMarket.Usdm(markets, options);
        IEnumerable<ApiRoute> generated =
        [
            .. new BinanceEndpoints(spot).Routes,
            .. new BinanceEndpoints(usdm).Routes,
            .. new KrakenEndpoints(markets, options).Routes,
        ];
        return options.Recordings is { } folder ? RecordedAnswer.Over(generated, folder) : generated;
    }
}
