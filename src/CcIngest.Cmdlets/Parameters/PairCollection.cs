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

    public void Add(IEnumerable<Instrument> instruments, IReadOnlyCollection<string> statuses) => Add(
        instruments.Select(instrument => new TradingPair
        {
            Exchange = instrument.Exchange,
            Symbol = instrument.Symbol,
            RawSymbol = instrument.RawSymbol,
            Base = instrument.Base ?? "",
            Quote = instrument.Quote ?? "",
            FirstTrade = instrument.FirstTrade,
            LastTrade = instrument.LastTrade,
            Status = instrument.Status,
        }),
        statuses);

    public void Add(IEnumerable<TradingPair> pairs, IReadOnlyCollection<string> statuses)
    {
        foreach (TradingPair pair in pairs)
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

    public IReadOnlyList<TradingPair> ToList() => _pairs;
}
