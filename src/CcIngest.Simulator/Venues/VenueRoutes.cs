using System.Collections.Frozen;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>The paths of the simulated exchanges, beside those of the data API on the same port. One more exchange is one more line here.</summary>
internal static class VenueRoutes
{
    private static readonly FrozenDictionary<string, Func<SimulatedMarkets, SimulatorOptions, IEnumerable<ApiRoute>>> Exchanges =
        new Dictionary<string, Func<SimulatedMarkets, SimulatorOptions, IEnumerable<ApiRoute>>>
        {
            ["binance"] = (markets, options) => new BinanceEndpoints(BinanceMarket.Spot(markets, options)).Routes,
            ["binance-usdm"] = (markets, options) => new BinanceEndpoints(BinanceMarket.Usdm(markets, options)).Routes,
            ["coinbase"] = (markets, options) => new CoinbaseEndpoints(markets, options).Routes,
            ["kraken"] = (markets, options) => new KrakenEndpoints(markets, options).Routes,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="IngestException">A limit is for an exchange that is not simulated, or is not positive.</exception>
    public static IEnumerable<ApiRoute> For(SimulatedMarkets markets, SimulatorOptions options)
    {
        foreach ((string exchange, int limit) in options.VenueLimits)
        {
            if (!Exchanges.ContainsKey(exchange) || limit < 1)
            {
                throw new IngestException(IngestErrorId.SettingInvalid, $"The limit {exchange}={limit} is none of a simulated exchange.",
                    $"Give a positive weight or number of calls for {string.Join(", ", Exchanges.Keys.Order(StringComparer.Ordinal))}.");
            }
        }

        IEnumerable<ApiRoute> generated = Exchanges.Values.SelectMany(routes => routes(markets, options));
        return options.Recordings is { } folder ? RecordedAnswer.Over(generated, folder) : generated;
    }
}
