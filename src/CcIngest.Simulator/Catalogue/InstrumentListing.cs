using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>Which pairs a venue lists, since when, and how they trade.</summary>
internal sealed class InstrumentListing
{
    private const long Day = 86400;
    private const double RetiredShare = 0.08, ExpiredShare = 0.02, IgnoredShare = 0.01, UntradedShare = 0.02;

    /// <summary>Trades a day of the greatest coin against the first quote on a venue of weight 1.</summary>
    private const double BusiestTradesPerDay = 90_000;

    private readonly AssetCatalogue _assets;
    private readonly SimulatedAsset[] _bases;
    private readonly long _start;
    private readonly long _now;

    /// <param name="assets">What can be traded.</param>
    /// <param name="start">The earliest listing, Unix seconds.</param>
    /// <param name="now">Listings and ends lie before it, Unix seconds; at least two days after <paramref name="start"/>.</param>
    public InstrumentListing(AssetCatalogue assets, long start, long now)
    {
        _assets = assets;
        _bases = [.. assets.All.Where(asset => asset.CanBeBase)];
        _start = start;
        _now = now;
    }

    /// <summary>How many pairs the venue could list.</summary>
    public int Capacity(SimulatedVenue venue) => venue.Description.Quotes.Sum(quote => _bases.Count(asset => asset.Symbol != quote));

    /// <summary>Lists so many pairs: mostly those of the great assets against the venue's first quotes.</summary>
    public void List(SimulatedVenue venue, int count)
    {
        foreach ((int popularity, string quote) in Choose(venue, count))
        {
            venue.Put(Create(venue, _bases[popularity], popularity, _assets.Find(quote) ?? throw new InvalidOperationException(quote)));
        }
    }

    /// <summary>An instrument that replays a recording; its assets are made when nobody knows them.</summary>
    public SimulatedInstrument Replay(SimulatedVenue venue, string mapped, CandleSeries series)
    {
        int dash = mapped.LastIndexOf('-');
        string baseSymbol = mapped[..dash];
        string quoteSymbol = mapped[(dash + 1)..];
        return new SimulatedInstrument
        {
            Market = venue.Market,
            Base = _assets.FindOrAdd(baseSymbol),
            Quote = _assets.FindOrAdd(quoteSymbol),
            Mapped = mapped,
            Raw = venue.Description.Style.Name(baseSymbol, quoteSymbol),
            Series = series,
            MappedOn = series.FirstTrade,
            HistoShard = Shard(venue),
        };
    }

    private IEnumerable<(int Popularity, string Quote)> Choose(SimulatedVenue venue, int count)
    {
        // A venue with few pairs lists no obscure assets; the pool is three times what it needs.
        int pool = Math.Min(_bases.Length, Math.Max(12, 3 * count));
        string[] quotes = venue.Description.Quotes;
        return
        [
            .. (from popularity in Enumerable.Range(0, pool)
                from quote in quotes.Index()
                where _bases[popularity].Symbol != quote.Item
                let chance = CounterHash.Unit(venue.Seed, (popularity * 8) + quote.Index)
                let isSure = quote.Index == 0 && popularity < 3
                orderby isSure ? -1 : popularity + (12 * quote.Index) + (70 * chance), popularity, quote.Index
                select (popularity, quote.Item)).Take(count),
        ];
    }

    private SimulatedInstrument Create(SimulatedVenue venue, SimulatedAsset coin, int popularity, SimulatedAsset quote)
    {
        string mapped = $"{coin.Symbol}-{quote.Symbol}";
        ulong seed = CounterHash.Seed(venue.Seed, mapped);

        // Not before the coin itself. Squared, so that half of the pairs come in the first quarter; the greatest ones right at the start.
        long earliest = Math.Max(_start, Math.Min(coin.Launched ?? _start, _now - (30 * Day)));
        double age = CounterHash.Unit(seed, 1);
        long listed = earliest + (long)((_now - earliest - Day) * (popularity < 3 ? 0.02 * age : age * age));
        (string whileTrading, string afterwards, bool ends, bool trades) = Fate(venue, popularity, CounterHash.Unit(seed, 2));
        long? ended = ends ? listed + (Day / 2) + (long)((_now - listed - Day) * (0.2 + (0.75 * CounterHash.Unit(seed, 3)))) : null;
        return new SimulatedInstrument
        {
            Market = venue.Market,
            Base = coin,
            Quote = quote,
            Mapped = mapped,
            Raw = venue.Description.Style.Name(coin.Symbol, quote.Symbol),
            StatusWhileTrading = whileTrading,
            StatusAfterwards = afterwards,
            Series = trades ? Candles(venue, coin, popularity, quote, seed, listed, ended) : null,
            MappedOn = Math.Max(1_646_923_899, listed - 3600),
            HistoShard = Shard(venue),
        };
    }

    private static (string WhileTrading, string Afterwards, bool Ends, bool Trades) Fate(SimulatedVenue venue, int popularity, double chance)
    {
        if (venue.Description.IsRetired)
        {
            return (InstrumentStatus.Active, InstrumentStatus.Retired, true, true);
        }

        if (popularity < 3)
        {
            return (InstrumentStatus.Active, InstrumentStatus.Retired, false, true);
        }

        return chance switch
        {
            < RetiredShare => (InstrumentStatus.Active, InstrumentStatus.Retired, true, true),
            < RetiredShare + ExpiredShare => (InstrumentStatus.Active, InstrumentStatus.Expired, true, true),
            < RetiredShare + ExpiredShare + IgnoredShare => (InstrumentStatus.Ignored, InstrumentStatus.Retired, false, true),
            < RetiredShare + ExpiredShare + IgnoredShare + UntradedShare => (InstrumentStatus.Active, InstrumentStatus.Retired, false, false),
            _ => (InstrumentStatus.Active, InstrumentStatus.Retired, false, true),
        };
    }

    private static GeneratedSeries Candles(
        SimulatedVenue venue, SimulatedAsset coin, int popularity, SimulatedAsset quote, ulong seed, long listed, long? ended)
    {
        double demand = Array.IndexOf(venue.Description.Quotes, quote.Symbol) switch { 0 => 1, 1 => 0.5, 2 => 0.15, _ => 0.08 };
        double interest = popularity + 1;
        double share = demand / (interest * Math.Sqrt(interest)) * (0.5 + CounterHash.Unit(seed, 4));
        double tradesPerDay = BusiestTradesPerDay * venue.Description.Weight * share;

        // A venue that nobody watches has pairs without a trade for days.
        double least = venue.Description.Weight < 0.05 ? 0.7 : 20;
        double unknownShare = venue.Place % 6 == 5 ? 0.03 : 0;
        // Bases are chosen for having a price, and what venues quote in has one.
        PairPrice price = new(coin.Price!, quote.Price!, seed, Math.Min(0.001, coin.Price!.Swing / 100));
        Liveliness liveliness = new(Math.Max(least, tradesPerDay), TradeSize: 400 + (2_000 / interest), unknownShare);
        return new GeneratedSeries(seed, price, liveliness, listed, ended);
    }

    private static string Shard(SimulatedVenue venue) => string.Create(CultureInfo.InvariantCulture, $"PG_COLLECT_{1 + (venue.Place % 9):00}");
}
