using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>Kraken's public endpoints: Time, Assets, AssetPairs, OHLC, Depth. The first pair has a dark pool too.</summary>
internal sealed class KrakenEndpoints
{
    /// <summary>The newest rows there are of any interval, the running one included; older ones cannot be asked for.</summary>
    private const int NewestRows = 720;

    private const string Root = "/0/public";
    private const string DarkPool = ".d";

    private static readonly string[] Minutes = ["1", "5", "15", "30", "60", "240", "1440", "10080", "21600"];

    private readonly KrakenApi _api;
    private readonly IReadOnlyList<SimulatedInstrument> _pairs;
    private readonly Dictionary<string, SimulatedInstrument> _byName;

    public KrakenEndpoints(SimulatedMarkets markets, SimulatorOptions options)
    {
        _api = new KrakenApi(options.LimitOf("kraken"));
        _pairs = [.. markets.FindVenue("kraken")?.Instruments ?? []];
        _byName = _pairs.ToDictionary(pair => pair.Raw, StringComparer.Ordinal);
        foreach (SimulatedInstrument pair in _pairs)
        {
            _byName.TryAdd(Altname(pair), pair);
        }
    }

    public IEnumerable<ApiRoute> Routes =>
    [
        Route("/Time", request => AnswerAsync(request, writer =>
        {
            writer.WriteNumber("unixtime", request.Now);
            writer.WriteString("rfc1123", DateTimeOffset.FromUnixTimeSeconds(request.Now).ToString("r", CultureInfo.InvariantCulture));
        })),
        Route("/Assets", request => AnswerAsync(request, writer => KrakenAssets.Write(writer, _pairs))),
        Route("/AssetPairs", request => AnswerAsync(request, writer => WritePairs(writer, request.Now))),
        Route("/OHLC", AnswerOhlcAsync) with { Series = query => $"kraken {query.Text("pair")} {query.Text("interval")}" },
        Route("/Depth", AnswerDepthAsync),
    ];

    private ApiRoute Route(string path, Func<ApiRequest, Task> answer) => new(Root + path, ApiFamily.Venue, answer) { Venue = new VenueRoute(_api, _ => 1) };

    private static Task AnswerAsync(ApiRequest request, Action<Utf8JsonWriter> result) => request.AnswerAsync(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("error");
        writer.WriteEndArray();
        writer.WriteStartObject("result");
        result(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private SimulatedInstrument Pair(RequestQuery query) => _byName.GetValueOrDefault(query.RequiredText("pair")) ?? throw KrakenApi.Pair();

    private Task AnswerOhlcAsync(ApiRequest request)
    {
        SimulatedInstrument pair = Pair(request.Query);
        string minutes = request.Query.OneOf("interval", Minutes);
        int count = int.Parse(minutes, CultureInfo.InvariantCulture);
        Interval interval = Interval.Parse(FormattableString.Invariant($"{(count >= 60 ? count / 60 : count)}{(count >= 60 ? 'h' : 'm')}"));
        long since = request.Query.Integer("since", long.MinValue, long.MaxValue) ?? 0;
        return AnswerAsync(request, writer =>
        {
            Candle[] rows = [];
            if (pair.Series is { } series)
            {
                DateTime newest = VenueSeries.Newest(series, interval, request.Now);
                rows = [.. VenueSeries.Read(series, interval, interval.Add(newest, 1 - NewestRows), newest, request.Now).Where(candle => candle.Start > since)];
            }

            writer.WriteStartArray(pair.Raw);
            foreach (Candle candle in rows)
            {
                WriteRow(writer, pair.Series!.Precision, candle);
            }

            writer.WriteEndArray();
            writer.WriteNumber("last", rows.Length > 1 ? rows[^2].Start : since);
        });
    }

    private static void WriteRow(Utf8JsonWriter writer, Precision precision, in Candle candle)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(candle.Start);
        foreach (long price in (ReadOnlySpan<long>)[candle.Open, candle.High, candle.Low, candle.Close])
        {
            writer.WriteStringValue(Price(precision, price));
        }

        writer.WriteStringValue(candle.HasTrades ? Price(precision, (candle.High + candle.Low) / 2) : "0.0");
        writer.WriteStringValue(VenueSeries.Text(candle.Volume, precision.VolumeDecimals, Math.Max(8, precision.VolumeDecimals)));
        writer.WriteNumberValue(candle.Trades);
        writer.WriteEndArray();
    }

    private Task AnswerDepthAsync(ApiRequest request)
    {
        SimulatedInstrument pair = Pair(request.Query);
        int count = (int)(request.Query.Integer("count", 1, 500) ?? 100);
        return AnswerAsync(request, writer =>
        {
            writer.WriteStartObject(pair.Raw);
            foreach ((string name, int direction) in (ReadOnlySpan<(string, int)>)[("asks", 1), ("bids", -1)])
            {
                writer.WriteStartArray(name);
                foreach ((long price, long amount) in pair.Series is { } series ? VenueSeries.Side(series, request.Now, direction, count) : [])
                {
                    writer.WriteStartArray();
                    writer.WriteStringValue(Price(pair.Series!.Precision, price));
                    writer.WriteStringValue(VenueSeries.Text(amount, pair.Series.Precision.VolumeDecimals, Math.Max(3, pair.Series.Precision.VolumeDecimals)));
                    writer.WriteNumberValue(request.Now);
                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    private void WritePairs(Utf8JsonWriter writer, long now)
    {
        foreach ((int place, SimulatedInstrument pair) in _pairs.Index())
        {
            WritePair(writer, pair, isDarkPool: false, now);
            if (place == 0)
            {
                WritePair(writer, pair, isDarkPool: true, now);
            }
        }
    }

    private static void WritePair(Utf8JsonWriter writer, SimulatedInstrument pair, bool isDarkPool, long now)
    {
        string end = isDarkPool ? DarkPool : "";
        Precision precision = pair.Series?.Precision ?? new Precision(8, 8);
        writer.WriteStartObject(pair.Raw + end);
        writer.WriteString("altname", Altname(pair) + end);
        if (!isDarkPool)
        {
            writer.WriteString("wsname", $"{KrakenAssets.Word(pair.Base.Symbol)}/{KrakenAssets.Word(pair.Quote.Symbol)}");
        }

        writer.WriteString("aclass_base", "currency");
        writer.WriteString("base", KrakenAssets.BaseOf(pair));
        writer.WriteString("aclass_quote", "currency");
        writer.WriteString("quote", KrakenAssets.QuoteOf(pair));
        writer.WriteString("lot", "unit");
        writer.WriteNumber("cost_decimals", 5);
        writer.WriteNumber("pair_decimals", precision.PriceDecimals);
        writer.WriteNumber("lot_decimals", precision.VolumeDecimals);
        writer.WriteNumber("lot_multiplier", 1);
        foreach (string name in (ReadOnlySpan<string>)["leverage_buy", "leverage_sell", "fees", "fees_maker"])
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }

        writer.WriteString("fee_volume_currency", "ZUSD");
        writer.WriteNumber("margin_call", 80);
        writer.WriteNumber("margin_stop", 40);
        writer.WriteString("ordermin", "0.0001");
        writer.WriteString("costmin", "0.5");
        writer.WriteString("tick_size", VenueSeries.Text(1, precision.PriceDecimals, precision.PriceDecimals));
        writer.WriteString("status", pair.StatusAt(now) == InstrumentStatus.Active ? "online" : "delisted");
        writer.WriteEndObject();
    }

    private static string Altname(SimulatedInstrument pair) => KrakenAssets.Word(pair.Base.Symbol) + KrakenAssets.Word(pair.Quote.Symbol);

    private static string Price(Precision precision, long steps) => VenueSeries.Text(steps, precision.PriceDecimals, precision.PriceDecimals);
}
