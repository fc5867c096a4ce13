using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/spot/v1/markets and /spot/v1/markets/instruments. The second is tens of megabytes for many instruments and goes out as a stream.</summary>
internal sealed class SpotMarketsEndpoint(SimulatedMarkets markets)
{
    private static readonly string[] Statuses =
        [SimulatedInstrument.Active, SimulatedInstrument.Ignored, SimulatedInstrument.Retired, SimulatedInstrument.Expired, "READY_FOR_DECOMMISSIONING", "RETIRED_UNMAPPED"];

    public Task AnswerMarketsAsync(ApiRequest request)
    {
        IReadOnlyList<SimulatedVenue> venues = Venues(request);
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            foreach (SimulatedVenue venue in venues)
            {
                writer.WriteStartObject(venue.Market);
                Summary(writer, venue, request.Now);
                writer.WriteEndObject();
            }

            End(writer);
        });
    }

    public async Task AnswerInstrumentsAsync(ApiRequest request)
    {
        IReadOnlyList<SimulatedVenue> venues = Venues(request);
        HashSet<string> names = new(request.Query.List("instruments"), StringComparer.Ordinal);
        IReadOnlyList<string> asked = request.Query.ListOf("instrument_status", Statuses);
        IReadOnlyList<string> statuses = asked.Count == 0 ? [SimulatedInstrument.Active] : asked;
        string[] unknown = [.. names.Where(name => venues.All(venue => venue.FindMapped(name) is null))];
        if (unknown.Length > 0)
        {
            throw DataApiErrors.Instruments(request.Query.Text("market") ?? "any market", unknown);
        }

        Utf8JsonWriter writer = request.OpenWriter();
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("Data");
            foreach (SimulatedVenue venue in venues)
            {
                writer.WriteStartObject(venue.Market);
                Summary(writer, venue, request.Now);
                writer.WriteStartObject("instruments");
                foreach (SimulatedInstrument instrument in venue.Instruments)
                {
                    string status = instrument.StatusAt(request.Now);
                    if (statuses.Contains(status, StringComparer.Ordinal) && (names.Count == 0 || names.Contains(instrument.Mapped)))
                    {
                        Instrument(writer, instrument, status, request.Now);
                        await request.FlushIfLargeAsync(writer).ConfigureAwait(false);
                    }
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            End(writer);
        }

        await request.Response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private static void Summary(Utf8JsonWriter writer, SimulatedVenue venue, long now)
    {
        ILookup<string, SimulatedInstrument> byStatus = venue.Instruments.ToLookup(instrument => instrument.StatusAt(now), StringComparer.Ordinal);
        bool isRetired = venue.Description.IsRetired;
        long unmapped = isRetired ? 0 : CounterHash.Below(venue.Seed, 11, 100);
        writer.WriteString("TYPE", "602");
        writer.WriteString("EXCHANGE_STATUS", isRetired ? "RETIRED" : "ACTIVE");
        writer.WriteNumber("MAPPED_INSTRUMENTS_TOTAL", venue.Instruments.Count);
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
        writer.WriteNumber("TOTAL_TRADES_SPOT", venue.Instruments.Sum(instrument => instrument.Series?.TotalTrades(now) ?? 0));
        writer.WriteBoolean("HAS_ORDERBOOK_L2_MINUTE_SNAPSHOTS_ENABLED", !isRetired && venue.Place % 4 != 3);
    }

    private static void Instrument(Utf8JsonWriter writer, SimulatedInstrument instrument, string status, long now)
    {
        writer.WriteStartObject(instrument.Mapped);
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
        writer.WriteEndObject();
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteStartObject("Err");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private IReadOnlyList<SimulatedVenue> Venues(ApiRequest request) => request.Query.Text("market") switch
    {
        null => markets.Venues,
        string market => [markets.FindVenue(market) ?? throw DataApiErrors.Market(market)],
    };
}
