using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/futures/v1/markets and /futures/v1/markets/instruments.</summary>
internal sealed class FuturesMarketsEndpoint(SimulatedMarkets markets) : MarketsEndpoint<FuturesVenue, SimulatedContract>(MarketFamily.Futures)
{
    /// <summary>What is told of a venue, in the words and the order of the API; which field is in which group is partly a guess.</summary>
    private static readonly (string Group, Action<Utf8JsonWriter, FuturesVenue, long> Write)[] Sections =
    [
        ("ID", FuturesVenueSections.Id),
        ("INSTRUMENT_SUMMARY", FuturesVenueSections.Instruments),
        ("BASIC", FuturesVenueSections.Basic),
        ("DESCRIPTION", FuturesVenueSections.Description),
        ("DESCRIPTION_SUMMARY", FuturesVenueSections.DescriptionSummary),
        ("RESOURCE_LINKS", FuturesVenueSections.Links),
        ("INTEGRATION_FUTURES", FuturesVenueSections.Integration),
    ];

    protected override IReadOnlyList<FuturesVenue> Markets => markets.Futures.Venues;

    protected override IReadOnlyList<string> Groups { get; } = [.. Sections.Select(section => section.Group), "INTERNAL"];

    protected override FuturesVenue? Find(string market) => markets.Futures.Find(market);

    protected override string NameOf(FuturesVenue market) => market.Market;

    protected override IEnumerable<SimulatedContract> InstrumentsOf(FuturesVenue market) => market.Contracts;

    protected override SimulatedContract? FindMapped(FuturesVenue market, string name) => market.FindMapped(name);

    protected override string MappedOf(SimulatedContract instrument) => instrument.Mapped;

    protected override string StatusOf(SimulatedContract instrument, long now) => instrument.StatusAt(now);

    protected override void Summary(Utf8JsonWriter writer, FuturesVenue market, long now, IReadOnlyList<string> groups)
    {
        foreach ((string group, Action<Utf8JsonWriter, FuturesVenue, long> write) in Sections)
        {
            if (groups.Count == 0 || groups.Contains(group, StringComparer.Ordinal))
            {
                write(writer, market, now);
            }
        }
    }

    protected override void Instrument(Utf8JsonWriter writer, SimulatedContract instrument, string status, long now)
    {
        writer.WriteString("TYPE", "614");
        writer.WriteString("INSTRUMENT_STATUS", status);
        writer.WriteString("INSTRUMENT", instrument.Raw);
        writer.WriteString("HISTO_SHARD", instrument.HistoShard);
        writer.WriteString("MAPPED_INSTRUMENT", instrument.Mapped);
        writer.WriteStartObject("INSTRUMENT_MAPPING");
        writer.WriteString("MAPPED_INSTRUMENT", instrument.Mapped);
        Asset(writer, "INDEX_UNDERLYING", instrument.Underlying);
        Asset(writer, "QUOTE_CURRENCY", instrument.Quote);
        Asset(writer, "SETTLEMENT_CURRENCY", instrument.Settlement);
        Asset(writer, "CONTRACT_CURRENCY", instrument.ContractCurrency);
        writer.WriteString("DENOMINATION_TYPE", instrument.Form.Word());
        writer.WriteString("TRANSFORM_FUNCTION", "");
        writer.WriteNumber("CREATED_ON", instrument.MappedOn);
        writer.WriteEndObject();

        // The plural and the singular are the API's.
        Records(writer, "TRADES_FUTURES", "TRADE_FUTURES", instrument.Candles, instrument.Trades?.TotalTrades(now) ?? 0, now);
        Records(writer, "FUNDING_RATE_UPDATES", "FUNDING_RATE_UPDATE", instrument.Funding, instrument.Funding?.Total(now) ?? 0, now);
        Records(writer, "OPEN_INTEREST_UPDATES", "OPEN_INTEREST_UPDATE", instrument.OpenInterest, instrument.OpenInterest?.Total(now) ?? 0, now);
        if (instrument.Expiry is long expiry)
        {
            writer.WriteNumber("CONTRACT_EXPIRATION_TS", expiry);
        }
        else
        {
            writer.WriteNull("CONTRACT_EXPIRATION_TS");
        }
    }

    private static void Asset(Utf8JsonWriter writer, string name, SimulatedAsset asset)
    {
        writer.WriteString(name, asset.Symbol);
        writer.WriteNumber($"{name}_ID", asset.Id);
    }

    private static void Records(Utf8JsonWriter writer, string plural, string singular, IHistory? history, long total, long now)
    {
        HistorySpan? known = history?.SpanAt(now);
        writer.WriteBoolean($"HAS_{plural}", known is not null);
        if (known is HistorySpan span)
        {
            writer.WriteNumber($"FIRST_{singular}_TIMESTAMP", span.First);
            writer.WriteNumber($"LAST_{singular}_TIMESTAMP", span.Last);
        }

        writer.WriteNumber($"TOTAL_{plural}", total);
    }
}
