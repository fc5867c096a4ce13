using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>The exchanges that are asked directly. One more is one more line here.</summary>
public static class VenueCatalog
{
    private static readonly VenueAdapter[] Known = [new BinanceSpot(), new BinanceUsdm(), new CoinbaseSpot(), new KrakenSpot()];

    /// <summary>What each can do, by name.</summary>
    public static IReadOnlyList<VenueSheet> All { get; } = [.. Known.Select(adapter => adapter.Sheet)];

    public static IReadOnlyList<string> Exchanges { get; } = [.. All.Select(venue => venue.Exchange)];

    internal static IReadOnlyList<VenueAdapter> Adapters => Known;

    /// <exception cref="IngestException">There is no adapter for that exchange.</exception>
    internal static IngestException Unknown(string exchange) => new(
        IngestErrorId.MarketUnknown, $"There is no adapter for the exchange '{exchange}'.", $"Use one of {string.Join(", ", Exchanges)}.", scope: FailureScope.Leg);
}
