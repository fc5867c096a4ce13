using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>What the records of a pipeline ask for, kept apart by market, in the order of the markets.</summary>
internal sealed class WantedByMarket
{
    private readonly SortedDictionary<Market, WantedInstruments> _wanted = [];

    public int Count => _wanted.Count;

    public IEnumerable<(Market Market, WantedInstruments Wanted)> All => _wanted.Select(one => (one.Key, one.Value));

    public WantedInstruments In(Market market)
    {
        if (!_wanted.TryGetValue(market, out WantedInstruments? wanted))
        {
            _wanted.Add(market, wanted = new WantedInstruments());
        }

        return wanted;
    }
}
