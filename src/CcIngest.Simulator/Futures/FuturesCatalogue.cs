namespace CcIngest.Simulator;

/// <summary>All futures venues and their contracts.</summary>
internal sealed class FuturesCatalogue
{
    private readonly Dictionary<string, FuturesVenue> _venues;

    /// <param name="seed">For prices and numbers.</param>
    /// <param name="assets">What contracts are about.</param>
    /// <param name="count">The most contracts over all venues; few assets or a short history make fewer.</param>
    /// <param name="start">The earliest listing, Unix seconds.</param>
    /// <param name="now">The present, Unix seconds.</param>
    public FuturesCatalogue(ulong seed, AssetCatalogue assets, int count, long start, long now)
    {
        Venues = [.. KnownFuturesVenues.All.Select((known, place) => new FuturesVenue(known, place, seed))];
        _venues = Venues.ToDictionary(venue => venue.Market, StringComparer.Ordinal);
        ContractListing listing = new(assets, start, now);
        Queue<SimulatedContract>[] candidates = [.. Venues.Select(venue => new Queue<SimulatedContract>(listing.Of(venue)))];
        int left = Math.Min(count, candidates.Sum(waiting => waiting.Count));
        for (int place = 0; left > 0; place = (place + 1) % Venues.Count)
        {
            if (candidates[place].TryDequeue(out SimulatedContract? contract))
            {
                Venues[place].Add(contract);
                left--;
            }
        }
    }

    public IReadOnlyList<FuturesVenue> Venues { get; }

    /// <summary>By name; the API lower-cases what it gets.</summary>
    public FuturesVenue? Find(string market) => _venues.GetValueOrDefault(market.ToLowerInvariant());
}
