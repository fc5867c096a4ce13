using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>The public endpoints of Coinbase Exchange: time, currencies, products, and a product's candles and book.</summary>
internal sealed class CoinbaseEndpoints
{
    private const string Exchange = "coinbase";

    /// <summary>Candles that one request may span, and that one without a range gets.</summary>
    private const int MostCandles = 300;

    /// <summary>Prices on each side of the aggregated book.</summary>
    private const int BookLevels = 500;

    private static readonly string[] Granularities = ["60", "300", "900", "3600", "21600", "86400"];

    private readonly CoinbaseApi _api;
    private readonly IReadOnlyList<SimulatedInstrument> _products;
    private readonly Dictionary<string, SimulatedInstrument> _byId;

    public CoinbaseEndpoints(SimulatedMarkets markets, SimulatorOptions options)
    {
        _api = new CoinbaseApi(options.LimitOf(Exchange));
        _products = [.. markets.FindVenue(Exchange)?.Instruments ?? []];
        _byId = _products.ToDictionary(product => product.Raw, StringComparer.Ordinal);
    }

    public IEnumerable<ApiRoute> Routes =>
    [
        Route("/time", request => request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("iso", Iso(request.Now));
            writer.WriteNumber("epoch", request.Now);
            writer.WriteEndObject();
        })),
        Route("/currencies", request => request.AnswerAsync(writer => CoinbaseProducts.WriteCurrencies(writer, _products))),
        Route("/products", request => request.AnswerAsync(writer => CoinbaseProducts.Write(writer, _products, request.Now))),
        Route("/products/{id}/candles", AnswerCandlesAsync) with { Series = query => $"{Exchange} {query.Text("id")} {query.Text("granularity")}" },
        Route("/products/{id}/book", AnswerBookAsync),
    ];

    private ApiRoute Route(string path, Func<ApiRequest, Task> answer) => new(path, ApiFamily.Venue, answer) { Venue = new VenueRoute(_api, _ => 1) };

    private SimulatedInstrument Product(RequestQuery query) => _byId.GetValueOrDefault(query.RequiredText("id")) ?? throw CoinbaseApi.Product();

    /// <summary>Newest first, both bounds inclusive, and no candle for a period without trades.</summary>
    private Task AnswerCandlesAsync(ApiRequest request)
    {
        SimulatedInstrument product = Product(request.Query);
        int seconds = int.Parse(request.Query.OneOf("granularity", Granularities), CultureInfo.InvariantCulture);
        Interval interval = Interval.Parse(string.Create(CultureInfo.InvariantCulture, $"{(seconds % 86_400 == 0 ? seconds / 86_400 : seconds / 60)}{(seconds % 86_400 == 0 ? 'd' : 'm')}"));
        DateTime? start = Time(request.Query, "start");
        DateTime? end = Time(request.Query, "end");
        if (start is { } first && end is { } last && (last - first).TotalSeconds / seconds > MostCandles)
        {
            throw CoinbaseApi.TooMany(MostCandles);
        }

        return request.AnswerAsync(writer =>
        {
            writer.WriteStartArray();
            if (product.Series is { } series)
            {
                // One bound without the other is ignored.
                DateTime newest = VenueSeries.Newest(series, interval, request.Now);
                (DateTime from, DateTime to) = start is { } since && end is { } until ? (since, until) : (interval.Add(newest, 1 - MostCandles), newest);
                foreach (Candle candle in VenueSeries.Read(series, interval, from, to, request.Now).Where(candle => candle.HasTrades).Reverse())
                {
                    Write(writer, series.Precision, candle);
                }
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, Precision precision, in Candle candle)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(candle.Start);
        foreach (long price in (ReadOnlySpan<long>)[candle.Low, candle.High, candle.Open, candle.Close])
        {
            writer.WriteRawValue(Number(price, precision.PriceDecimals));
        }

        writer.WriteRawValue(Number(candle.Volume, precision.VolumeDecimals));
        writer.WriteEndArray();
    }

    private Task AnswerBookAsync(ApiRequest request)
    {
        SimulatedInstrument product = Product(request.Query);
        string level = request.Query.OneOf("level", "1", "2", "3");
        return request.AnswerAsync(writer =>
        {
            writer.WriteStartObject();
            foreach ((string name, int direction) in (ReadOnlySpan<(string, int)>)[("bids", -1), ("asks", 1)])
            {
                writer.WriteStartArray(name);
                foreach ((long price, long amount) in product.Series is { } series ? VenueSeries.Side(series, request.Now, direction, level == "1" ? 1 : BookLevels) : [])
                {
                    writer.WriteStartArray();
                    writer.WriteStringValue(VenueSeries.Text(price, product.Series!.Precision.PriceDecimals, product.Series.Precision.PriceDecimals));
                    writer.WriteStringValue(VenueSeries.Text(amount, product.Series.Precision.VolumeDecimals, product.Series.Precision.VolumeDecimals));
                    if (level == "3")
                    {
                        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{price % 1_000_000_000_000:000000000000}"));
                    }
                    else
                    {
                        writer.WriteNumberValue(1 + (amount % 5));
                    }

                    writer.WriteEndArray();
                }

                writer.WriteEndArray();
            }

            writer.WriteNumber("sequence", 1 + request.Now);
            writer.WriteBoolean("auction_mode", false);
            writer.WriteNull("auction");
            writer.WriteString("time", Iso(request.Now));
            writer.WriteEndObject();
        });
    }

    /// <summary>As the exchange writes numbers: no zeros at the end.</summary>
    private static string Number(long steps, int decimals)
    {
        string text = VenueSeries.Text(steps, decimals, decimals);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private DateTime? Time(RequestQuery query, string name) => query.Text(name) is not { } text ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) ? time
        : throw _api.Parameter(new ParameterFault(name, "is no time", text));

    private static string Iso(long now) => DateTimeOffset.FromUnixTimeSeconds(now).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
