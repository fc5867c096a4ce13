using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>The pairs of one pipeline, each once.</summary>
internal sealed class PairCollection
{
    // The mapped name belongs to it: two of one raw name are two pairs, and the plan refuses the second one aloud.
    private readonly HashSet<(string Exchange, string RawSymbol, string Symbol)> _seen = [];
    private readonly List<TradingPair> _pairs = [];

    public int Count => _pairs.Count;

    /// <summary>How many were not taken because of their status, or because they have no such series.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The market of all pairs.</summary>
    /// <exception cref="IngestException">They are of several.</exception>
    public Market Market => _pairs.Select(pair => pair.Market).Distinct().ToArray() is [var only] ? only : throw new IngestException(
        IngestErrorId.SelectionEmpty, "Instruments of several markets came down one pipeline.",
        "Pipe those of one market at a time, for example from Get-CcInstrument -Market Futures.");

    /// <param name="instruments">As the store gives them.</param>
    /// <param name="kind">What is ingested: each kind has a life of its own.</param>
    /// <param name="statuses">Instruments of others are left out.</param>
    public void Add(IEnumerable<Instrument> instruments, string kind, IReadOnlyCollection<string> statuses)
    {
        foreach (Instrument instrument in instruments)
        {
            (bool? has, DateTime? first, DateTime? last) = Life(instrument, kind);
            Take(has == false && instrument.Market == Market.Futures, statuses, new TradingPair
            {
                Exchange = instrument.Exchange,
                Symbol = instrument.Symbol,
                RawSymbol = instrument.RawSymbol,
                Market = instrument.Market,
                Base = instrument.Base ?? "",
                Quote = instrument.Quote ?? "",
                FirstTrade = first,
                LastTrade = last,
                ExpiresAt = instrument.ExpiresAt,
                Status = instrument.Status,
            });
        }
    }

    /// <inheritdoc cref="Add(IEnumerable{Instrument}, string, IReadOnlyCollection{string})"/>
    /// <param name="pairs">Their first and last trade say nothing of other kinds than candles.</param>
    public void Add(IEnumerable<TradingPair> pairs, string kind, IReadOnlyCollection<string> statuses)
    {
        foreach (TradingPair pair in pairs)
        {
            Take(false, statuses, kind == "ohlcv" ? pair : pair with { FirstTrade = null, LastTrade = null });
        }
    }

    public IReadOnlyList<TradingPair> ToList() => _pairs;

    private static (bool? Has, DateTime? First, DateTime? Last) Life(Instrument instrument, string kind) => kind switch
    {
        "funding-rate" => (instrument.HasFundingRate, instrument.FirstFundingRate, instrument.LastFundingRate),
        "open-interest" => (instrument.HasOpenInterest, instrument.FirstOpenInterest, instrument.LastOpenInterest),
        _ => (instrument.HasTrades, instrument.FirstTrade, instrument.LastTrade),
    };

    private void Take(bool hasNothing, IReadOnlyCollection<string> statuses, TradingPair pair)
    {
        if (hasNothing || (pair.Status is { } status && !statuses.Contains(status, StringComparer.OrdinalIgnoreCase)))
        {
            LeftOut++;
        }
        else if (_seen.Add((pair.Exchange, pair.RawSymbol, pair.Symbol)))
        {
            _pairs.Add(pair);
        }
    }
}
