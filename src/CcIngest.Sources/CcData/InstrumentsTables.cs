using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>What an answer of venues with their instruments fills, and which instruments it is asked for.</summary>
/// <param name="Venues">The table of the venues.</param>
/// <param name="Instruments">The table of their instruments.</param>
/// <param name="Statuses">All statuses that the endpoint takes: its default is ACTIVE alone, and a delisted instrument would stay ACTIVE for ever.</param>
internal sealed record InstrumentsTables(Dataset Venues, Dataset Instruments, IReadOnlyList<string> Statuses)
{
    public static readonly InstrumentsTables Spot = new(ExchangeSpotDetails.Dataset, InstrumentsSpot.Dataset,
        ["ACTIVE", "IGNORED", "RETIRED", "EXPIRED", "READY_FOR_DECOMMISSIONING", "RETIRED_UNMAPPED"]);

    public static readonly InstrumentsTables Futures = new(ExchangesFuturesDetails.Dataset, InstrumentsFutures.Dataset,
        ["ACTIVE", "IGNORED", "RETIRED", "EXPIRED", "READY_FOR_DECOMMISSIONING"]);
}
