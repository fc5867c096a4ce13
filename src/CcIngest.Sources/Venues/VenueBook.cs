using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>The parts of an answer with an order book; the sides are kept as they came.</summary>
/// <param name="Bids">An array of levels, best one first.</param>
/// <param name="Asks">An array of levels, best one first.</param>
internal readonly record struct VenueBook(JsonElement Bids, JsonElement Asks)
{
    /// <summary>The number of the book's last change; 0 where the venue has none.</summary>
    public long LastUpdateId { get; init; }

    /// <summary>UTC; null where the venue does not say.</summary>
    public DateTime? Time { get; init; }
}
