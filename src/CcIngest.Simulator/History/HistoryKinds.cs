namespace CcIngest.Simulator;

/// <summary>The kinds of history that are served. One more kind is one more entry here.</summary>
internal static class HistoryKinds
{
    private const RowGroups Names = RowGroups.Id | RowGroups.Mapping;

    private const RowGroups Candles = Names | RowGroups.Ohlc | RowGroups.OhlcTrade | RowGroups.Trade | RowGroups.Volume;

    private const RowGroups Funding = Names | RowGroups.Value | RowGroups.Ohlc | RowGroups.Message;

    private const RowGroups OpenInterest = Names | RowGroups.Ohlc | RowGroups.Message;

    private const RowGroups Index = RowGroups.Id | RowGroups.Ohlc | RowGroups.OhlcMessage | RowGroups.Message | RowGroups.Volume;

    public static IEnumerable<HistoryKind> Of(SimulatedMarkets markets) =>
    [
        new HistoryKind(MarketFamily.Spot, "/spot/v1/historical", Candles | RowGroups.MappingAdvanced, Candles | RowGroups.MappingAdvanced, (market, name) => Spot(markets, market, name)),

        // Without groups the ids do not come, as in the examples of the API's documentation.
        new HistoryKind(MarketFamily.Futures, "/futures/v1/historical", Candles | RowGroups.MappingAdvanced, Candles, (market, name) => Contract(markets, market, name).Candles),
        new HistoryKind(
            MarketFamily.Futures, "/futures/v1/historical/funding-rate", Funding | RowGroups.MappingAdvanced | RowGroups.OhlcMessage, Funding,
            (market, name) => OrNothing(Contract(markets, market, name), contract => contract.Funding)),
        new HistoryKind(
            MarketFamily.Futures, "/futures/v1/historical/open-interest", OpenInterest | RowGroups.MappingAdvanced | RowGroups.OhlcMessage, OpenInterest,
            (market, name) => OrNothing(Contract(markets, market, name), contract => contract.OpenInterest)),
        new HistoryKind(MarketFamily.Index, "/index/cc/v1/historical", Index, Index, (market, name) => IndexOf(markets, market, name).Candles),
    ];

    private static CandleHistory Spot(SimulatedMarkets markets, string market, string name)
    {
        SimulatedVenue venue = markets.FindVenue(market) ?? throw DataApiErrors.Market(MarketFamily.Spot, market);
        SimulatedInstrument instrument = venue.Find(name) ?? throw DataApiErrors.Instruments(MarketFamily.Spot, venue.Market, [name]);
        return new CandleHistory(instrument.Series, instrument.StatusAt, (period, groups) => new CandleRowText(
            new RowNames(period.Unit, "954", instrument.Market, instrument.Raw, groups)
                .Mapping(("MAPPED_INSTRUMENT", instrument.Mapped), ("BASE", instrument.Base.Symbol), ("QUOTE", instrument.Quote.Symbol))
                .Advanced(("BASE_ID", instrument.Base.Id), ("QUOTE_ID", instrument.Quote.Id)),
            instrument.Series!.Precision, groups));
    }

    private static SimulatedContract Contract(SimulatedMarkets markets, string market, string name)
    {
        FuturesVenue venue = markets.Futures.Find(market) ?? throw DataApiErrors.Market(MarketFamily.Futures, market);
        return venue.Find(name) ?? throw DataApiErrors.Instruments(MarketFamily.Futures, venue.Market, [name]);
    }

    private static SimulatedIndex IndexOf(SimulatedMarkets markets, string market, string name)
    {
        IndexFamily family = markets.Indices.Find(market) ?? throw DataApiErrors.Market(MarketFamily.Index, market);
        return family.Indices.GetValueOrDefault(name) ?? throw DataApiErrors.Instruments(MarketFamily.Index, family.Name, [name]);
    }

    /// <summary>A contract without records of a kind answers as one that never traded.</summary>
    private static IHistory OrNothing(SimulatedContract contract, Func<SimulatedContract, IHistory?> records) =>
        records(contract) ?? new CandleHistory(series: null, contract.StatusAt, (_, _) => throw new InvalidOperationException("It has no rows."));
}
