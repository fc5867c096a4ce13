using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>What an answer of venues with their instruments fills, and which instruments it is asked for.</summary>
/// <param name="Venues">The table of the venues.</param>
/// <param name="Instruments">The table of their instruments.</param>
internal sealed record InstrumentsTables(Dataset Venues, Dataset Instruments)
{
    public static readonly InstrumentsTables Spot = new(ExchangeSpotDetails.Dataset, InstrumentsSpot.Dataset);

    public static readonly InstrumentsTables Futures = new(ExchangesFuturesDetails.Dataset, InstrumentsFutures.Dataset);

    /// <summary>All statuses that both endpoints take: their default is ACTIVE alone, and a delisted instrument would stay ACTIVE for ever.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["ACTIVE", "IGNORED", "RETIRED", "EXPIRED", "READY_FOR_DECOMMISSIONING", "RETIRED_UNMAPPED"];
}
