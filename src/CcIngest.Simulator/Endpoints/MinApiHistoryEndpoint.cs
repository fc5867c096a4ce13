using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>/data/v2/histoday, histohour, histominute: limit + 1 rows, zeros before the listing. Without a venue, the average of all markets.</summary>
internal sealed class MinApiHistoryEndpoint(SimulatedMarkets markets, Period period)
{
    /// <summary>The name of the average over all venues.</summary>
    public const string AllMarkets = "CCCAGG";

    private const int MaxLimit = 2_000;

    public async Task AnswerAsync(ApiRequest request)
    {
        RequestQuery query = request.Query;
        string fsym = query.RequiredText("fsym");
        string tsym = query.RequiredText("tsym");
        string market = query.Text("e") ?? AllMarkets;
        long limit = query.Integer("limit", 1, MaxLimit) ?? period.MinApiDefault;
        long toTs = query.Integer("toTs", 0, long.MaxValue) ?? request.Now;
        query.OneOf("aggregate", "1");
        query.OneOf("allData", "false");
        CandleSeries series = Find(market, fsym, tsym, request.Now) ?? throw MinApiErrors.Pair(market, fsym, tsym);

        long last = period.Floor(Math.Min(toTs, request.Now));
        long first = last - (limit * period.Seconds);
        Utf8JsonWriter writer = request.OpenWriter();
        await using (writer.ConfigureAwait(false))
        {
            MinApiAnswer.Begin(writer);
            writer.WriteStartObject("Data");
            writer.WriteBoolean("Aggregated", false);
            writer.WriteNumber("TimeFrom", first);
            writer.WriteNumber("TimeTo", last);
            writer.WriteStartArray("Data");
            long bucket = period.Floor(series.FirstTrade);
            long close = series.PriceBefore(Math.Max(first, bucket));
            for (long start = first; start <= last; start += period.Seconds)
            {
                Candle candle = start < bucket ? new Candle { Start = start } : series.Read(start, period.Seconds, request.Now, close);
                close = start < bucket ? close : candle.Close;
                Row(writer, candle, series.Precision);
                await request.FlushIfLargeAsync(writer).ConfigureAwait(false);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        await request.Response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private static void Row(Utf8JsonWriter writer, in Candle candle, Precision precision)
    {
        writer.WriteStartObject();
        writer.WriteNumber("time", candle.Start);
        writer.WriteNumber("high", precision.Price(candle.High));
        writer.WriteNumber("low", precision.Price(candle.Low));
        writer.WriteNumber("open", precision.Price(candle.Open));
        writer.WriteNumber("volumefrom", precision.Volume(candle.Volume));
        writer.WriteNumber("volumeto", candle.QuoteVolume);
        writer.WriteNumber("close", precision.Price(candle.Close));
        writer.WriteString("conversionType", "direct");
        writer.WriteString("conversionSymbol", "");
        writer.WriteEndObject();
    }

    private CandleSeries? Find(string market, string fsym, string tsym, long now)
    {
        string mapped = $"{fsym}-{tsym}";
        IEnumerable<SimulatedVenue> venues = market == AllMarkets ? markets.Venues : markets.FindVenue(market) is SimulatedVenue venue ? [venue] : [];

        // The average of all markets is that of the venue which has traded the pair longest and still does: the venues' prices hardly differ.
        return venues.Select(known => known.FindMapped(mapped)?.Series)
            .OfType<CandleSeries>()
            .Where(series => series.FinestPeriod <= period.Seconds)
            .MinBy(series => (series.HasEnded(now), series.FirstTrade));
    }
}
