using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>The pairs of one pipeline, each once.</summary>
internal sealed class PairCollection
{
    // The mapped name belongs to it: two of one raw name are two pairs, and the plan refuses the second one aloud.
    private readonly HashSet<(string Exchange, string RawSymbol, string Symbol)> _seen = [];
    private readonly List<TradingPair> _pairs = [];

    public int Count => _pairs.Count;

    /// <summary>How many were not taken because of their status.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The market of all pairs.</summary>
    /// <exception cref="IngestException">They are of several.</exception>
    public Market Market => _pairs.Select(pair => pair.Market).Distinct().ToArray() is [var only] ? only : throw new IngestException(
        IngestErrorId.SelectionEmpty, "Instruments of several markets came down one pipeline.",
        "Pipe those of one market at a time, for example from Get-CcInstrument -Market Futures.");

    /// <param name="instruments">As the store gives them.</param>
    /// <param name="statuses">Instruments of others are left out.</param>
    public void Add(IEnumerable<Instrument> instruments, IReadOnlyCollection<string> statuses)
    {
        foreach (Instrument instrument in instruments)
        {
            Take(statuses, new TradingPair
            {
                Exchange = instrument.Exchange,
                Symbol = instrument.Symbol,
                RawSymbol = instrument.RawSymbol,
                Market = instrument.Market,
                Base = instrument.Base ?? "",
                Quote = instrument.Quote ?? "",
                FirstTrade = instrument.FirstTrade,
                LastTrade = instrument.LastTrade,
                ExpiresAt = instrument.ExpiresAt,
                Status = instrument.Status,
            });
        }
    }

    public void Add(IEnumerable<TradingPair> pairs, IReadOnlyCollection<string> statuses)
    {
        foreach (TradingPair pair in pairs)
        {
            Take(statuses, pair);
        }
    }

    public IReadOnlyList<TradingPair> ToList() => _pairs;

    private void Take(IReadOnlyCollection<string> statuses, TradingPair pair)
    {
        if (pair.Status is { } status && !statuses.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            LeftOut++;
        }
        else if (_seen.Add((pair.Exchange, pair.RawSymbol, pair.Symbol)))
        {
            _pairs.Add(pair);
        }
    }
}
