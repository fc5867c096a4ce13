using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/spot/v1/markets and /spot/v1/markets/instruments.</summary>
internal sealed class SpotMarketsEndpoint(SimulatedMarkets markets) : MarketsEndpoint<SimulatedVenue, SimulatedInstrument>(MarketFamily.Spot)
{
    protected override IReadOnlyList<SimulatedVenue> Markets => markets.Venues;

    protected override SimulatedVenue? Find(string market) => markets.FindVenue(market);

    protected override string NameOf(SimulatedVenue market) => market.Market;

    protected override IEnumerable<SimulatedInstrument> InstrumentsOf(SimulatedVenue market) => market.Instruments;

    protected override SimulatedInstrument? FindMapped(SimulatedVenue market, string name) => market.FindMapped(name);

    protected override string MappedOf(SimulatedInstrument instrument) => instrument.Mapped;

    protected override string StatusOf(SimulatedInstrument instrument, long now) => instrument.StatusAt(now);

    protected override void Summary(Utf8JsonWriter writer, SimulatedVenue market, long now, IReadOnlyList<string> groups)
    {
        ILookup<string, SimulatedInstrument> byStatus = market.Instruments.ToLookup(instrument => instrument.StatusAt(now), StringComparer.Ordinal);
        bool isRetired = market.Description.IsRetired;
        long unmapped = isRetired ? 0 : CounterHash.Below(market.Seed, 11, 100);
        writer.WriteString("TYPE", "602");
        writer.WriteString("EXCHANGE_STATUS", isRetired ? "RETIRED" : "ACTIVE");
        writer.WriteNumber("MAPPED_INSTRUMENTS_TOTAL", market.Instruments.Count);
        writer.WriteNumber("UNMAPPED_INSTRUMENTS_TOTAL", unmapped);
        writer.WriteStartObject("INSTRUMENT_STATUS");
        foreach (string status in Statuses.Take(4))
        {
            writer.WriteNumber(status, byStatus[status].Count());
        }

        // Which counts are there varies between venues at the API too.
        if (!isRetired)
        {
            writer.WriteNumber("RETIRED_UNMAPPED", unmapped / 2);
        }

        writer.WriteEndObject();
        writer.WriteNumber("TOTAL_TRADES_SPOT", market.Instruments.Sum(instrument => instrument.Series?.TotalTrades(now) ?? 0));
        writer.WriteBoolean("HAS_ORDERBOOK_L2_MINUTE_SNAPSHOTS_ENABLED", !isRetired && market.Place % 4 != 3);
    }

    protected override void Instrument(Utf8JsonWriter writer, SimulatedInstrument instrument, string status, long now)
    {
        writer.WriteString("TYPE", "612");
        writer.WriteString("INSTRUMENT_STATUS", status);
        writer.WriteString("INSTRUMENT", instrument.Raw);
        writer.WriteString("HISTO_SHARD", instrument.HistoShard);
        writer.WriteString("MAPPED_INSTRUMENT", instrument.Mapped);
        writer.WriteStartObject("INSTRUMENT_MAPPING");
        writer.WriteString("MAPPED_INSTRUMENT", instrument.Mapped);
        writer.WriteString("BASE", instrument.Base.Symbol);
        writer.WriteNumber("BASE_ID", instrument.Base.Id);
        writer.WriteString("QUOTE", instrument.Quote.Symbol);
        writer.WriteNumber("QUOTE_ID", instrument.Quote.Id);
        writer.WriteString("TRANSFORM_FUNCTION", "");
        writer.WriteNumber("CREATED_ON", instrument.MappedOn);
        writer.WriteEndObject();

        // A recording that lies in the simulated future has not begun to trade.
        CandleSeries? series = instrument.Series is CandleSeries known && known.FirstTrade < now ? known : null;
        writer.WriteBoolean("HAS_TRADES_SPOT", series is not null);
        if (series is not null)
        {
            writer.WriteNumber("FIRST_TRADE_SPOT_TIMESTAMP", series.FirstTrade);
            writer.WriteNumber("LAST_TRADE_SPOT_TIMESTAMP", series.LastTrade(now));
        }

        writer.WriteNumber("TOTAL_TRADES_SPOT", series?.TotalTrades(now) ?? 0);
    }
}
