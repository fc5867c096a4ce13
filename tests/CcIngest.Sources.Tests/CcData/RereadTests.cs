using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Records that were rejected, read again from their text.</summary>
public sealed class RereadTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    private const string Request = "/spot/v1/historical/days?market=kraken";
    private static readonly DateTime Retrieved = new DateTime(2025, 6, 7, 8, 9, 10, DateTimeKind.Utc).AddTicks(5);
    private static readonly SeriesKey Series = SourceFixture.DaysOf().Series;

    [Fact]
    public void A_candle_that_keeps_the_rules_becomes_the_row_that_a_page_would_give()
    {
        RowBatch rows = new(SpotOhlcv.Days);

        IMarketDataSource source = fixture.Open();
        Assert.Null(source.Reread(Letter(Candle.Day("2025-06-04", ("MARKET", "\"Kraken\""))), Retrieved, rows));

        Has(rows, ("datetime", Expect.Utc("2025-06-04")), ("exchange", "kraken"), ("symbol_unmapped", "XXBTZUSD"), ("close", 11d), ("total_trades", 3L));
        Assert.Equal(1, rows.Count);
        Assert.Equal(0, source.Statistics.Requests);
    }

    [Theory]
    [InlineData("HIGH", "8", "ohlc-order")]
    [InlineData("CLOSE", "null", "price-missing")]
    [InlineData("CLOSE", "\"NaN\"", "unreadable")]
    [InlineData("INSTRUMENT", "\"XETHZUSD\"", "wrong-series")]
    [InlineData("MARKET", "null", "required")]
    [InlineData("TIMESTAMP", "\"soon\"", "unreadable")]
    [InlineData("TIMESTAMP", "1749081600", "other-period")]
    [InlineData("MAPPED_INSTRUMENT", "\"BTC\\u0000USD\"", "bad-text")]
    public void What_is_still_wrong_is_said_by_the_rule_of_now_and_nothing_is_added(string name, string json, string rule)
    {
        RowBatch rows = new(SpotOhlcv.Days);
        RejectedRow letter = Letter(Candle.Day("2025-06-04", (name, json)));

        RejectedRow? wrong = fixture.Open().Reread(letter, Retrieved, rows);

        Assert.Equal((rule, letter.RawText, letter.Series, letter.Time), (wrong?.Rule, wrong?.RawText, wrong?.Series, wrong?.Time));
        Assert.NotEqual(letter.Reason, wrong?.Reason);
        Assert.Equal(0, rows.Count);
    }

    [Theory]
    [InlineData("{\"UNIT\":")]
    [InlineData("\"only a text\"")]
    [InlineData("17")]
    [InlineData("")]
    public void A_text_that_is_no_record_stays_unreadable(string text)
    {
        RowBatch rows = new(SpotOhlcv.Days);

        Assert.Equal("unreadable", fixture.Open().Reread(Letter(text), Retrieved, rows)?.Rule);
        Assert.Equal(0, rows.Count);
    }

    [Fact]
    public void A_candle_without_trades_is_nothing_to_store() =>
        Assert.Equal("no-trades", fixture.Open().Reread(Letter(Candle.QuietDay("2025-06-04")), Retrieved, new RowBatch(SpotOhlcv.Days))?.Rule);

    [Fact]
    public void An_instrument_is_read_with_the_name_and_the_venue_that_stood_around_it()
    {
        RowBatch rows = new(InstrumentsSpot.Dataset);
        RejectedRow letter = new(InstrumentsSpot.Dataset, "\"A-B\":{\"TOTAL_TRADES_SPOT\":5,\"HAS_TRADES_SPOT\":false}", "unreadable", "", "/list") { Exchange = "kraken" };

        Assert.Null(fixture.Open().Reread(letter, Retrieved, rows));
        Has(rows, ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", "A-B"), ("has_trades", false));
    }

    [Fact]
    public async Task What_a_list_rejects_keeps_its_venue_and_is_rejected_the_same_way_again()
    {
        fixture.Server.On(SourceFixture.Instruments, FakeAnswer.Json("""{"Data":{"Kraken":{"instruments":{"A-B":{"TOTAL_TRADES_SPOT":"many"}}}},"Err":{}}"""));
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json("""{"Data":{"7":{"Name":"A","InternalName":"a","GradePoints":"high"},"8":{"Name":"B","InternalName":"b"}},"Response":"Success"}"""));

        RejectedRow instrument = Assert.Single((await fixture.ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, ["kraken"]))).Single().Rejected);
        RejectedRow venue = Assert.Single((await fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, []))).Single().Rejected);

        Assert.Equal("kraken", instrument.Exchange);
        foreach (RejectedRow rejected in new[] { instrument, venue })
        {
            Assert.Equal(rejected, fixture.Open().Reread(rejected, Retrieved, new RowBatch(rejected.Dataset)));
        }

        RowBatch rows = new(ExchangesGeneral.Dataset);
        Assert.Null(fixture.Open().Reread(venue with { RawText = venue.RawText.Replace("\"high\"", "70", StringComparison.Ordinal) }, Retrieved, rows));
        Has(rows, ("exchange_api_id", "7"), ("internal_name", "a"), ("grade_points", 70d));
    }

    private static RejectedRow Letter(string text) =>
        new(SpotOhlcv.Days, text, "old-rule", "The old reason.", Request, Series, Expect.Utc("2025-06-04"));

    private static void Has(RowBatch rows, params (string Column, object Value)[] cells) =>
        Assert.All(cells, cell => Assert.Equal(cell.Value, Expect.Cell(rows, 0, cell.Column)));
}
