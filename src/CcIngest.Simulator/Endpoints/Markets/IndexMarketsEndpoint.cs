using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/index/cc/v1/markets and /index/cc/v1/markets/instruments. The fields are those of the samples, which nobody has confirmed.</summary>
internal sealed class IndexMarketsEndpoint(SimulatedMarkets markets) : MarketsEndpoint<IndexFamily, SimulatedIndex>(MarketFamily.Index)
{
    protected override IReadOnlyList<IndexFamily> Markets => markets.Indices.Families;

    protected override IReadOnlyList<string> StatusesByDefault => Statuses;

    protected override IndexFamily? Find(string market) => markets.Indices.Find(market);

    protected override string NameOf(IndexFamily market) => market.Name;

    protected override IEnumerable<SimulatedIndex> InstrumentsOf(IndexFamily market) => market.Indices.Values;

    protected override SimulatedIndex? FindMapped(IndexFamily market, string name) => market.Indices.GetValueOrDefault(name);

    protected override string MappedOf(SimulatedIndex instrument) => instrument.Name;

    protected override string StatusOf(SimulatedIndex instrument, long now) => instrument.StatusAt(now);

    protected override void Summary(Utf8JsonWriter writer, IndexFamily market, long now, IReadOnlyList<string> groups)
    {
        ILookup<string, SimulatedIndex> byStatus = market.Indices.Values.ToLookup(index => index.StatusAt(now), StringComparer.Ordinal);
        writer.WriteString("TYPE", "267");
        writer.WriteString("EXCHANGE_STATUS", InstrumentStatus.Active);
        writer.WriteNumber("MAPPED_INSTRUMENTS_TOTAL", 0);
        writer.WriteNumber("UNMAPPED_INSTRUMENTS_TOTAL", market.Indices.Count);
        writer.WriteStartObject("INSTRUMENT_STATUS");
        foreach (string status in Statuses.Take(4))
        {
            writer.WriteNumber(status, byStatus[status].Count());
        }

        writer.WriteEndObject();
        writer.WriteNumber("TOTAL_INDEX_UPDATES", market.Indices.Values.Sum(index => index.Series.TotalTrades(now)));
    }

    protected override void Instrument(Utf8JsonWriter writer, SimulatedIndex instrument, string status, long now)
    {
        writer.WriteString("TYPE", "267");
        writer.WriteString("INSTRUMENT_STATUS", status);
        writer.WriteString("INSTRUMENT", instrument.Name);
        writer.WriteBoolean("HAS_INDEX_UPDATES", true);
        writer.WriteNumber("FIRST_INDEX_UPDATE_TIMESTAMP", instrument.Series.FirstTrade);
        writer.WriteNumber("LAST_INDEX_UPDATE_TIMESTAMP", instrument.Series.LastTrade(now));
        writer.WriteNumber("TOTAL_INDEX_UPDATES", instrument.Series.TotalTrades(now));
    }
}
