using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>What only Coinbase does: numbers on the wire, newest first, periods left out, no request that tells where a series begins.</summary>
public sealed class CoinbaseSpotTests(VenueFixture fixture) : IClassFixture<VenueFixture>
{
    private const string Candles = "/products/LINK-BTC/candles";

    /// <summary>2020-06-07 07:14, 07:15 and 07:17.</summary>
    private const string NewestFirst = """
        [[1591514220,2.507E-2,0.02510,0.02508,0.025090,0.02816506],
         [1591514100,0.02507,0.02507,0.02507,0.02507,1e-8],
         [1591514040,0.02505,0.02507,0.02505,0.02507,0.19918178]]
        """;

    [Fact]
    public async Task Numbers_keep_their_digits_and_rows_are_put_in_order()
    {
        fixture.Server.On(Candles, FakeAnswer.Json(NewestFirst));

        (SeriesPage page, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("coinbase", "LINK-BTC", "1m", "2020-06-07 07:14", "2020-06-07 07:18"));

        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("exchange", "coinbase"), ("native_symbol", "LINK-BTC"), ("interval", "1m"), ("open_time", Expect.Utc("2020-06-07 07:14")),
            ("open", "0.02505"), ("high", "0.02507"), ("low", "0.02505"), ("close", "0.02507"), ("volume", "0.19918178"));
        Assert.Equal("0.00000001", Expect.Cell(rows, 1, "volume"));
        Assert.Equal(("0.02508", "0.0251", "0.02507", "0.02509"),
            (Expect.Cell(rows, 2, "open"), Expect.Cell(rows, 2, "high"), Expect.Cell(rows, 2, "low"), Expect.Cell(rows, 2, "close")));
        Assert.Equal([Expect.Range("2020-06-07 07:16", "2020-06-07 07:17")], page.NoTrades);
        Assert.Equal("?granularity=60&start=2020-06-07T07%3A14%3A00Z&end=2020-06-07T07%3A17%3A59Z", fixture.Server.Requests.Last(request => request.Path == Candles).QueryText);
    }

    [Fact]
    public async Task A_candle_without_a_time_may_be_any_of_those_that_are_missing()
    {
        fixture.Server.On(Candles, FakeAnswer.Json(NewestFirst.Replace("1591514100", "\"?\"", StringComparison.Ordinal)));

        (SeriesPage page, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("coinbase", "LINK-BTC", "1m", "2020-06-07 07:14", "2020-06-07 07:18"));

        Assert.Equal(2, rows.Count);
        Assert.Null(Assert.Single(page.Rejected).Time);
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task Where_a_series_begins_is_searched_for_once()
    {
        const string path = "/products/NEW-USD/candles";
        fixture.Server.On(path, request => FakeAnswer.Json(
            request.QueryText.Contains("granularity=86400&start=2017-06", StringComparison.Ordinal) ? "[[1500076800,1,2,1,2,5],[1499990400,1,2,1,2,5]]"
            : request.QueryText.Contains("granularity=3600&start=2017-07-14", StringComparison.Ordinal) ? "[[1500033600,1,2,1,2,5],[1500030000,1,2,1,2,5]]"
            : "[]"));
        IMarketDataSource source = fixture.Open();
        SeriesRequest early = VenueFixture.KlinesOf("coinbase", "NEW-USD", "1h", "2017-01-01", "2017-01-05");

        (SeriesPage page, _) = await fixture.KlinesAsync(early, source);
        int asked = fixture.Server.Requests.Count(request => request.Path == path);
        (SeriesPage again, _) = await fixture.KlinesAsync(early, source);

        Assert.Equal(Expect.Utc("2017-07-14 11:00"), page.ListedFrom);
        Assert.Equal(Expect.Utc("2017-07-14 11:00"), again.ListedFrom);
        Assert.Empty(page.NoTrades);
        // The page, four of 300 days from 2015 on, the hours of the first day, and the page again.
        Assert.Equal((6, 7), (asked, fixture.Server.Requests.Count(request => request.Path == path)));
    }

    [Theory]
    [InlineData("""{"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"online"}""", "ACTIVE")]
    [InlineData("""{"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"online","trading_disabled":true}""", "HALTED")]
    [InlineData("""{"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"online","cancel_only":true}""", "RESTRICTED")]
    [InlineData("""{"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"delisted","trading_disabled":true}""", "CLOSED")]
    [InlineData("""{"id":"A-USD","base_currency":"A","quote_currency":"USD","status":"internal"}""", "OTHER")]
    public async Task A_product_s_status_is_what_may_be_done(string product, string status)
    {
        fixture.Server.On("/products", FakeAnswer.Json($"[{product}]"));

        RowBatch rows = (await fixture.SymbolsAsync("coinbase")).Rows[0];

        Assert.Equal(status, Expect.Cell(rows, 0, "status"));
    }

    [Fact]
    public async Task Two_products_of_one_pair_are_both_kept_and_an_old_name_becomes_the_standard_one()
    {
        fixture.Server.On("/products", FakeAnswer.Json(
            """
            [{"id":"BTCAUCTION-USD","base_currency":"BTC","quote_currency":"USD","status":"online","cancel_only":true},
             {"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","status":"online"},
             {"id":"CGLD-USD","base_currency":"CGLD","quote_currency":"USD","status":"online"}]
            """));

        RowBatch rows = (await fixture.SymbolsAsync("coinbase")).Rows[0];

        Assert.Equal(["BTC-USD-SPOT", "BTC-USD-SPOT", "CELO-USD-SPOT"], Enumerable.Range(0, 3).Select(row => Expect.Cell(rows, row, "standard_symbol")));
    }

    [Fact]
    public async Task Ten_calls_go_out_in_a_second_and_the_eleventh_waits()
    {
        fixture.Server.On("/products", FakeAnswer.Json("""[{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","status":"online"}]"""));
        IMarketDataSource source = fixture.Open();
        DateTimeOffset start = fixture.Time.GetUtcNow();

        for (int call = 0; call < 10; call++)
        {
            await fixture.SymbolsAsync("coinbase", source);
        }

        TimeSpan ten = fixture.Time.GetUtcNow() - start;
        await fixture.SymbolsAsync("coinbase", source);

        Assert.Equal(TimeSpan.Zero, ten);
        Assert.True(fixture.Time.GetUtcNow() - start >= TimeSpan.FromMilliseconds(900), "the eleventh call did not wait");
    }
}
