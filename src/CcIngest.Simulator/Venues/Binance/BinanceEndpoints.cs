using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>The public endpoints of one Binance market: time, exchangeInfo, klines, depth.</summary>
internal sealed class BinanceEndpoints(BinanceMarket market)
{
    private const int DefaultKlines = 500;

    private static readonly string[] Intervals =
        ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "1w", "1M"];

    public IEnumerable<ApiRoute> Routes =>
    [
        Route("/time", request => request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("serverTime", request.Now * 1_000);
            writer.WriteEndObject();
        }), _ => 1),
        Route("/exchangeInfo", request => request.AnswerAsync(writer => BinanceExchangeInfo.Write(writer, market, request.Now)), _ => market.IsFutures ? 1 : 20),
        Route("/klines", AnswerKlinesAsync, query => market.KlinesWeight(query.Integer("limit", 1, market.MostKlines) ?? DefaultKlines)) with
        {
            Series = query => $"binance{(market.IsFutures ? "-usdm" : "")} {query.Text("symbol")} {query.Text("interval")}",
        },
        Route("/depth", AnswerDepthAsync, query => market.DepthWeight(Depth(query))),
    ];

    private ApiRoute Route(string path, Func<ApiRequest, Task> answer, Func<RequestQuery, int> weight) =>
        new(market.Root + path, ApiFamily.Venue, answer) { Venue = new VenueRoute(market.Api, weight) };

    private long Depth(RequestQuery query) => query.Integer("limit", 1, market.IsFutures ? 1_000 : 5_000) ?? (market.IsFutures ? 500 : 100);

    private BinanceSymbol Symbol(RequestQuery query) => market.Symbols.GetValueOrDefault(query.RequiredText("symbol")) ?? throw BinanceApi.Symbol();

    private async Task AnswerKlinesAsync(ApiRequest request)
    {
        RequestQuery query = request.Query;
        BinanceSymbol symbol = Symbol(query);
        Interval interval = Array.IndexOf(Intervals, query.RequiredText("interval")) is >= 0 and int place ? Interval.Parse(Intervals[place]) : throw BinanceApi.Interval();
        long limit = query.Integer("limit", 1, market.MostKlines) ?? DefaultKlines;
        long? start = query.Integer("startTime", 0, long.MaxValue);
        long? end = query.Integer("endTime", 0, long.MaxValue);
        Utf8JsonWriter writer = request.OpenWriter();
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartArray();
            if (symbol.Series is { } series)
            {
                DateTime newest = VenueSeries.Newest(series, interval, request.Now);
                DateTime last = end is { } bound && Time(bound) < newest ? interval.Floor(Time(bound)) : newest;
                DateTime first = start is { } from ? Time(from) : interval.Add(last, 1 - limit);
                foreach (Candle candle in VenueSeries.Read(series, interval, first, last, request.Now).Take((int)limit))
                {
                    Write(writer, series, interval, candle);
                    await request.FlushIfLargeAsync(writer).ConfigureAwait(false);
                }
            }

            writer.WriteEndArray();
        }

        await request.Response.BodyWriter.FlushAsync(request.Aborted).ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter writer, CandleSeries series, Interval interval, in Candle candle)
    {
        int decimals = series.Precision.PriceDecimals;
        int written = market.PriceDecimals(series);
        DateTime open = DateTime.UnixEpoch.AddSeconds(candle.Start);
        writer.WriteStartArray();
        writer.WriteNumberValue(candle.Start * 1_000);
        foreach (long price in (ReadOnlySpan<long>)[candle.Open, candle.High, candle.Low, candle.Close])
        {
            writer.WriteStringValue(VenueSeries.Text(price, decimals, written));
        }

        writer.WriteStringValue(Amount(series, candle.Volume));
        writer.WriteNumberValue(((interval.Next(open).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond) - 1);
        writer.WriteStringValue(VenueSeries.Text(candle.QuoteVolume, 8));
        writer.WriteNumberValue(candle.Trades);
        writer.WriteStringValue(Amount(series, candle.VolumeBuy));
        writer.WriteStringValue(VenueSeries.Text(candle.QuoteVolumeBuy, 8));
        writer.WriteStringValue("0");
        writer.WriteEndArray();
    }

    private Task AnswerDepthAsync(ApiRequest request)
    {
        BinanceSymbol symbol = Symbol(request.Query);
        int levels = (int)Depth(request.Query);
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("lastUpdateId", 1 + request.Now);
            if (market.IsFutures)
            {
                writer.WriteNumber("E", (request.Now * 1_000) + 12);
                writer.WriteNumber("T", request.Now * 1_000);
            }

            foreach ((string name, int direction) in (ReadOnlySpan<(string, int)>)[("bids", -1), ("asks", 1)])
            {
                writer.WriteStartArray(name);
                foreach ((long price, long amount) in symbol.Series is { } series ? VenueSeries.Side(series, request.Now, direction, levels) : [])
                {
                    writer.WriteStartArray();
                    writer.WriteStringValue(VenueSeries.Text(price, symbol.Series!.Precision.PriceDecimals, market.PriceDecimals(symbol.Series)));
                    writer.WriteStringValue(Amount(symbol.Series, amount));
                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    private static string Amount(CandleSeries series, long steps) => VenueSeries.Text(steps, series.Precision.VolumeDecimals, Math.Max(8, series.Precision.VolumeDecimals));

    private static DateTime Time(long milliseconds) => milliseconds < 253_402_300_799_000 ? DateTime.UnixEpoch.AddMilliseconds(milliseconds) : new DateTime(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
