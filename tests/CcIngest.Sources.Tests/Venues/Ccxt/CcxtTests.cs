using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>A public client of exchanges reads the simulated ones as it reads the real ones, and sees what our own adapters see.</summary>
public sealed class CcxtTests(CcxtReading ccxt) : IClassFixture<CcxtReading>
{
    public static TheoryData<string> Exchanges => [.. VenueCatalog.Exchanges];

    [SkippableTheory]
    [MemberData(nameof(Exchanges))]
    public async Task Its_markets_are_our_symbols(string exchange)
    {
        JsonElement read = await ccxt.OfAsync(exchange);
        await using IMarketDataSource source = VenueConformance.Market.Open(ccxt.Address);
        RowBatch rows = await SymbolsAsync(source, exchange);

        string[] ours = [.. Enumerable.Range(0, rows.Count).Select(row => Describe(
            (string)Expect.Cell(rows, row, "native_symbol")!, (string)Expect.Cell(rows, row, "base")!, (string)Expect.Cell(rows, row, "quote")!,
            (string?)Expect.Cell(rows, row, "status") == Symbols.Active, (DateTime?)Expect.Cell(rows, row, "delivery_time"), Number(Expect.Cell(rows, row, "tick_size"))))
            .Order(StringComparer.Ordinal)];
        string[] theirs = [.. read.GetProperty("markets").EnumerateArray().Select(market => Describe(
            market.GetProperty("id").GetString()!, market.GetProperty("base").GetString()!, market.GetProperty("quote").GetString()!,
            market.GetProperty("active").GetBoolean(),
            market.TryGetProperty("expiry", out JsonElement expiry) && expiry.ValueKind == JsonValueKind.Number ? DateTime.UnixEpoch.AddMilliseconds(expiry.GetInt64()) : null,
            market.GetProperty("tick").GetDouble()))
            .Order(StringComparer.Ordinal)];

        Assert.NotEmpty(ours);
        Assert.Equal(ours, theirs);
    }

    [SkippableTheory]
    [InlineData("binance", "BTCUSDT")]
    [InlineData("binance-usdm", "BTCUSDT")]
    [InlineData("coinbase", "BTC-USD")]
    [InlineData("kraken", "XXBTZUSD")]
    public async Task Its_candles_of_several_pages_are_our_klines(string exchange, string symbol)
    {
        JsonElement[] pages = [.. (await ccxt.OfAsync(exchange)).GetProperty("pages").EnumerateArray()];
        double[][] theirs = [.. pages.SelectMany(page => page.EnumerateArray())
            .Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())
            .Where(row => row[0] < new DateTimeOffset(CcxtReading.To).ToUnixTimeMilliseconds())];
        await using IMarketDataSource source = VenueConformance.Market.Open(ccxt.Address);
        double[][] ours = await KlinesAsync(source, exchange, symbol);

        Assert.Equal([200, 200], pages.Take(2).Select(page => page.GetArrayLength()));
        Assert.InRange(ours.Length, CcxtReading.Hours - 5, CcxtReading.Hours);
        Assert.Equal(ours.Length, theirs.Length);
        Assert.Equal(ours[0], theirs[0]);
        Assert.Equal(ours[^1], theirs[^1]);
        Assert.Equal(ours, theirs);
    }

    [SkippableTheory]
    [InlineData("binance", 100, "/api/v3/depth?symbol=BTCUSDT&limit=100")]
    [InlineData("binance-usdm", 100, "/fapi/v1/depth?symbol=BTCUSDT&limit=100")]
    [InlineData("coinbase", 500, "/products/BTC-USD/book?level=2")]
    [InlineData("kraken", 100, "/0/public/Depth?pair=XXBTZUSD&count=100")]
    public async Task Its_order_book_is_the_answer_s(string exchange, int levels, string path)
    {
        JsonElement book = (await ccxt.OfAsync(exchange)).GetProperty("book");
        using HttpClient client = new() { BaseAddress = ccxt.Address, DefaultRequestHeaders = { { "User-Agent", "tests" } } };
        using JsonDocument document = JsonDocument.Parse(await client.GetStringAsync(path));
        JsonElement answer = exchange == "kraken" ? document.RootElement.GetProperty("result").EnumerateObject().First().Value : document.RootElement;

        foreach (string side in (string[])["bids", "asks"])
        {
            Assert.Equal(levels, book.GetProperty(side).GetArrayLength());
            Assert.Equal(
                answer.GetProperty(side).EnumerateArray().Select(level => (Number(level[0].GetString()), Number(level[1].GetString()))),
                book.GetProperty(side).EnumerateArray().Select(level => (level[0].GetDouble(), level[1].GetDouble())));
        }

        Assert.True(book.GetProperty("bids")[0][0].GetDouble() < book.GetProperty("asks")[0][0].GetDouble());
    }

    /// <summary>The types are ccxt's own: what it makes of each exchange's words.</summary>
    [SkippableTheory]
    [InlineData("binance", "BadSymbol", "DDoSProtection")]
    [InlineData("binance-usdm", "BadSymbol", "DDoSProtection")]
    [InlineData("coinbase", "OrderNotFound", "RateLimitExceeded")]
    [InlineData("kraken", "ExchangeError", "DDoSProtection")]
    public async Task It_understands_clock_and_refusals(string exchange, string unknown, string limit)
    {
        JsonElement read = await ccxt.OfAsync(exchange);

        Assert.Equal(new DateTimeOffset(CcxtReading.To).ToUnixTimeMilliseconds(), read.GetProperty("time").GetInt64());
        Assert.Equal(unknown, read.GetProperty("unknown")[0].GetString());
        Assert.Equal(limit, read.GetProperty("limit")[0].GetString());
    }

    private static string Describe(string id, string @base, string quote, bool isActive, DateTime? delivery, double tick) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {@base}/{quote} {(isActive ? "active" : "-")} {delivery:u} {tick:R}");

    private static double Number(object? text) => double.Parse((string)text!, CultureInfo.InvariantCulture);

    private static async Task<RowBatch> SymbolsAsync(IMarketDataSource source, string exchange)
    {
        await foreach (ReferencePart part in source.ListAsync(new ReferenceRequest(ReferenceList.Symbols, [exchange]), CancellationToken.None))
        {
            return part.Rows[0];
        }

        throw new InvalidOperationException("There is no list.");
    }

    /// <summary>Time in Unix milliseconds, open, high, low, close, volume.</summary>
    private static async Task<double[][]> KlinesAsync(IMarketDataSource source, string exchange, string symbol)
    {
        Dataset dataset = Klines.At(Interval.OneHour);
        RowBatch rows = new(dataset);
        int most = source.Describe(dataset, exchange).MaxPeriods;
        for (DateTime from = CcxtReading.To.AddHours(-CcxtReading.Hours); from < CcxtReading.To; from = from.AddHours(most))
        {
            DateTime to = from.AddHours(most) < CcxtReading.To ? from.AddHours(most) : CcxtReading.To;
            await source.FetchAsync(
                new SeriesRequest(dataset, new SeriesKey(dataset.Name, exchange, symbol, Interval.OneHour), symbol, new TimeRange(from, to)), rows, CancellationToken.None);
        }

        return [.. Enumerable.Range(0, rows.Count).Select(row => new[]
        {
            new DateTimeOffset((DateTime)Expect.Cell(rows, row, "open_time")!).ToUnixTimeMilliseconds(),
            Number(Expect.Cell(rows, row, "open")), Number(Expect.Cell(rows, row, "high")), Number(Expect.Cell(rows, row, "low")),
            Number(Expect.Cell(rows, row, "close")), Number(Expect.Cell(rows, row, "volume")),
        })];
    }
}
