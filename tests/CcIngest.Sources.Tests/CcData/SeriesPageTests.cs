using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>What a page of a series says of its range, and what becomes of rows that are not as they should be.</summary>
public sealed class SeriesPageTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [Fact]
    public async Task The_request_asks_for_the_range_counted_back_from_its_last_period()
    {
        (SeriesPage page, _) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03")));

        Assert.Equal("/spot/v1/historical/days?market=kraken&instrument=BTC-USD&groups=ID,MAPPING,MAPPING_ADVANCED,OHLC,OHLC_TRADE,TRADE,VOLUME"
            + "&limit=3&to_ts=1749081600&fill=true", page.Request);
        ReceivedRequest sent = fixture.Server.Requests[^1];
        Assert.Equal(page.Request, sent.Path + sent.QueryText);
    }

    [Fact]
    public async Task A_short_page_says_where_the_series_begins()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-05")));

        Assert.Equal(1, rows.Count);
        Assert.Equal(Expect.Utc("2025-06-05"), page.ListedFrom);
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task An_empty_page_says_that_the_series_begins_after_it()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer());

        Assert.Equal(0, rows.Count);
        Assert.Equal(Expect.Utc("2025-06-06"), page.ListedFrom);
    }

    [Fact]
    public async Task A_hole_in_the_middle_is_time_without_trades()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-05")));

        Assert.Equal(2, rows.Count);
        Assert.Equal([Expect.Range("2025-06-04", "2025-06-05")], page.NoTrades);
        Assert.Null(page.ListedFrom);
    }

    [Fact]
    public async Task Fillers_and_holes_side_by_side_become_one_range()
    {
        (SeriesPage page, _) = await AnswerAsync(
            Candle.Answer(Candle.Day("2025-06-01"), Candle.QuietDay("2025-06-02"), Candle.Day("2025-06-04"), Candle.QuietDay("2025-06-05")),
            "2025-06-01");

        Assert.Equal([Expect.Range("2025-06-02", "2025-06-04"), Expect.Range("2025-06-05", "2025-06-06")], page.NoTrades);
    }

    [Fact]
    public async Task A_filler_first_page_is_listed_all_the_same()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(
            Candle.Answer(Candle.QuietDay("2025-06-03"), Candle.QuietDay("2025-06-04"), Candle.QuietDay("2025-06-05")));

        Assert.Equal(0, rows.Count);
        Assert.Equal([Expect.Range("2025-06-03", "2025-06-06")], page.NoTrades);
        Assert.Null(page.ListedFrom);
    }

    [Fact]
    public async Task Periods_missing_after_the_last_record_may_still_come_however_old_they_are()
    {
        (SeriesPage page, _) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-01"), Candle.Day("2025-06-03")), "2025-06-01");

        Assert.Equal([Expect.Range("2025-06-02", "2025-06-03")], page.NoTrades);
    }

    [Theory]
    [InlineData("INSTRUMENT", "\"XETHZUSD\"")]
    [InlineData("MARKET", null)]
    [InlineData("TIMESTAMP", null)]
    public async Task An_answer_of_nothing_but_foreign_records_is_unreadable_and_settles_nothing(string name, string? json)
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03", (name, json)), Candle.Day("2025-06-04", (name, json)))));
        IMarketDataSource source = fixture.Open();
        RowBatch rows = new(SpotOhlcv.Days);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => source.FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None));

        Assert.Equal((IngestErrorId.SourceAnswerUnreadable, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Equal((2, 1, 0), (source.Statistics.Requests, source.Statistics.Retries, rows.Count));
    }

    [Fact]
    public async Task Rows_come_out_ascending_once_and_inside_the_range()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(
            Candle.Day("2025-06-05"), Candle.Day("2025-06-03"), Candle.Day("2025-06-04"), Candle.Day("2025-06-03"),
            Candle.Day("2025-06-02"), Candle.Day("2025-06-06")));

        Assert.Equal([Expect.Utc("2025-06-03"), Expect.Utc("2025-06-04"), Expect.Utc("2025-06-05")],
            Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, 0)));
        Assert.Empty(page.Rejected);
        Assert.Null(page.ListedFrom);
    }

    [Theory]
    [InlineData("2025-06-05", "2025-06-06", "2025-06-07")]
    [InlineData("2025-06-04", "2025-06-05", "2025-06-06")]
    [InlineData("2025-06-06", "2025-06-04", "2025-06-05")]
    [InlineData("2025-06-06", "2025-06-07", "2025-06-08")]
    public async Task A_page_of_later_periods_settles_nothing_and_is_asked_for_again(params string[] days)
    {
        IMarketDataSource source = fixture.Open();
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer([.. days.Select(day => Candle.Day(day))])),
            FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-05"))));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(SourceFixture.DaysOf(), source);

        Assert.Equal((2, 2), ((int)source.Statistics.Requests, rows.Count));
        Assert.Null(page.ListedFrom);
        Assert.Equal([Expect.Range("2025-06-04", "2025-06-05")], page.NoTrades);
    }

    [Fact]
    public async Task A_running_period_behind_a_series_that_has_just_begun_is_no_other_page()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-05"), Candle.Day("2025-06-06")));

        Assert.Equal((1, Expect.Utc("2025-06-05")), (rows.Count, page.ListedFrom));
    }

    [Fact]
    public async Task Rows_that_were_in_the_batch_before_stay_as_they_are()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-04"), Candle.Day("2025-06-03"))));
        RowBatch rows = new(SpotOhlcv.Days);
        rows.Set(rows.AddRow(), 0, Expect.Utc("2030-01-01"));

        await fixture.Open().FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None);

        Assert.Equal([Expect.Utc("2030-01-01"), Expect.Utc("2025-06-03"), Expect.Utc("2025-06-04")],
            Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, 0)));
    }

    [Fact]
    public async Task A_candle_whose_high_is_below_its_low_is_rejected_and_the_others_are_kept()
    {
        string bad = Candle.Day("2025-06-04", ("HIGH", "8"), ("LOW", "9"));

        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03"), bad, Candle.Day("2025-06-05")));

        Assert.Equal(2, rows.Count);
        RejectedRow rejected = Assert.Single(page.Rejected);
        Assert.Equal("ohlc-order", rejected.Rule);
        Assert.Equal(bad, rejected.RawText);
        Assert.Equal(Expect.Utc("2025-06-04"), rejected.Time);
        Assert.Equal("Must hold: low ≤ open, close ≤ high. Here: open = 10, high = 8, low = 9, close = 11.", rejected.Reason);
        Assert.Equal(page.Request, rejected.Request);
        Assert.Equal("XXBTZUSD", rejected.Series?.Symbol);
        Assert.Empty(page.NoTrades);
    }

    [Theory]
    [InlineData("OPEN", "null", "price-missing")]
    [InlineData("CLOSE", "\"NaN\"", "unreadable")]
    [InlineData("CLOSE", "\"Infinity\"", "unreadable")]
    [InlineData("HIGH", "1e400", "unreadable")]
    [InlineData("LOW", "1e-400", "unreadable")]
    [InlineData("LOW", "\"0.1e-500\"", "unreadable")]
    [InlineData("HIGH", "true", "unreadable")]
    [InlineData("TOTAL_TRADES", "2.5", "unreadable")]
    [InlineData("TOTAL_TRADES", "99999999999999999999", "unreadable")]
    [InlineData("TOTAL_TRADES", "{}", "unreadable")]
    [InlineData("FIRST_TRADE_TIMESTAMP", "\"soon\"", "unreadable")]
    [InlineData("FIRST_TRADE_TIMESTAMP", "99999999999999", "unreadable")]
    [InlineData("MAPPED_INSTRUMENT", "[1]", "unreadable")]
    [InlineData("MAPPED_INSTRUMENT", "\"\\ud800\"", "unreadable")]
    [InlineData("MAPPED_INSTRUMENT", "\"BTC\\u0000USD\"", "bad-text")]
    [InlineData("FIRST_TRADE_TIMESTAMP", "-40000000000", "out-of-range")]
    [InlineData("VOLUME", "-1", "negative")]
    [InlineData("INSTRUMENT", "\"XETHZUSD\"", "wrong-series")]
    [InlineData("MARKET", "\"coinbase\"", "wrong-series")]
    [InlineData("MARKET", "null", "required")]
    public async Task A_value_that_cannot_be_taken_rejects_its_row_with_the_text_as_it_came(string name, string json, string rule)
    {
        string bad = Candle.Day("2025-06-04", (name, json));

        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03"), bad, Candle.Day("2025-06-05")));

        Assert.Equal(2, rows.Count);
        RejectedRow rejected = Assert.Single(page.Rejected);
        Assert.Equal((rule, bad, Expect.Utc("2025-06-04")), (rejected.Rule, rejected.RawText, rejected.Time));
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task A_text_that_is_too_long_rejects_its_row()
    {
        (SeriesPage page, _) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03", ("BASE", $"\"{new string('B', 129)}\""))));

        RejectedRow rejected = Assert.Single(page.Rejected);
        Assert.Equal(("too-long", "BASE has 129 characters, base takes 128."), (rejected.Rule, rejected.Reason));
    }

    [Theory]
    [InlineData("OPEN", "\"10\"", "open", 10.0)]
    [InlineData("OPEN", "1.0E+1", "open", 10.0)]
    [InlineData("VOLUME", "1.7976931348623157e308", "volume", double.MaxValue)]
    [InlineData("VOLUME", "5e-324", "volume", double.Epsilon)]
    [InlineData("VOLUME", "0.00e5", "volume", 0.0)]
    [InlineData("TOTAL_TRADES", "71.0", "total_trades", 71L)]
    [InlineData("TOTAL_TRADES", "\"71\"", "total_trades", 71L)]
    [InlineData("TOTAL_TRADES", "7.1e1", "total_trades", 71L)]
    [InlineData("TOTAL_TRADES", "9223372036854775807", "total_trades", long.MaxValue)]
    [InlineData("MAPPED_INSTRUMENT", "\"\\u0042TC-USD\"", "symbol", "BTC-USD")]
    [InlineData("MAPPED_INSTRUMENT", "\"₿-USD\"", "symbol", "₿-USD")]
    public async Task Numbers_and_texts_are_taken_in_every_form(string name, string json, string column, object expected)
    {
        (_, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03", (name, json))));

        Assert.Equal(expected, Expect.Cell(rows, 0, column));
    }

    [Fact]
    public async Task The_venue_is_stored_in_lower_case_however_the_answer_writes_it()
    {
        (_, RowBatch rows) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03", ("MARKET", "\"Kraken\""))));

        Assert.Equal("kraken", Expect.Cell(rows, 0, "exchange"));
    }

    [Fact]
    public async Task A_row_whose_time_cannot_be_read_takes_the_hole_that_it_leaves()
    {
        string bad = Candle.Day("2025-06-04", ("TIMESTAMP", "\"x\""));

        (SeriesPage page, _) = await AnswerAsync(Candle.Answer(Candle.Day("2025-06-03"), bad, Candle.Day("2025-06-05")));

        RejectedRow rejected = Assert.Single(page.Rejected);
        Assert.Equal(("unreadable", bad, Expect.Utc("2025-06-04")), (rejected.Rule, rejected.RawText, rejected.Time));
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task A_row_that_fits_into_no_hole_makes_the_page_say_less()
    {
        (SeriesPage page, RowBatch rows) = await AnswerAsync(Candle.Answer("17", Candle.Day("2025-06-03"), Candle.Day("2025-06-05")));

        Assert.Equal(2, rows.Count);
        Assert.Equal(("unreadable", "17", null), Assert.Single(page.Rejected.Select(row => (row.Rule, row.RawText, row.Time))));
        Assert.Empty(page.NoTrades);
        Assert.Null(page.ListedFrom);
    }

    [Fact]
    public async Task A_row_off_the_grid_rejects_its_period()
    {
        (SeriesPage page, _) = await AnswerAsync(
            Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-04 00:00:01"), Candle.Day("2025-06-05")));

        RejectedRow rejected = Assert.Single(page.Rejected);
        Assert.Equal(("off-grid", Expect.Utc("2025-06-04")), (rejected.Rule, rejected.Time));
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task Unknown_keys_are_passed_over_and_any_order_of_keys_is_read()
    {
        const string Mixed = """
            {"NEW":{"a":[1,{"b":2}]},"VOLUME":1.5,"CLOSE":11,"TOTAL_TRADES":3,"LOW":9,"HIGH":12,"OPEN":10,"LATER":null,
             "INSTRUMENT":"XXBTZUSD","MARKET":"kraken","TIMESTAMP":1748908800}
            """;

        (_, RowBatch rows) = await AnswerAsync(Candle.Answer(Mixed, Candle.Day("2025-06-04")));

        Expect.Row(rows, 0, ("datetime", Expect.Utc("2025-06-03")), ("exchange", "kraken"), ("symbol_unmapped", "XXBTZUSD"),
            ("open", 10.0), ("high", 12.0), ("low", 9.0), ("close", 11.0), ("total_trades", 3), ("volume", 1.5));
        Assert.Equal("BTC-USD", Expect.Cell(rows, 1, "symbol"));
    }

    [Fact]
    public async Task A_range_that_is_no_page_is_refused_before_anything_is_asked()
    {
        IMarketDataSource source = fixture.Open(options => options with { MaxFetchLimit = 2 });

        Assert.Equal(2, source.Describe(SpotOhlcv.Days).MaxPeriods);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.FetchAsync(SourceFixture.DaysOf(), source));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.FetchAsync(SourceFixture.DaysOf("2025-06-03", "2025-06-04 12:00"), source));
        Assert.Equal(0, source.Statistics.Requests);
    }

    [Fact]
    public void Pages_span_as_much_as_the_API_allows()
    {
        IMarketDataSource source = fixture.Open();

        Assert.Equal(5000, source.Describe(SpotOhlcv.Days).MaxPeriods);
        Assert.Equal(2000, source.Describe(SpotOhlcv.Hours).MaxPeriods);
        Assert.Equal(2000, source.Describe(SpotOhlcv.Minutes).MaxPeriods);
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => source.Describe(Assets.Dataset)).Id);
    }

    private async Task<(SeriesPage Page, RowBatch Rows)> AnswerAsync(string body, string from = "2025-06-03")
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body).With("Date", "Fri, 06 Jun 2025 12:00:00 GMT"));
        return await fixture.FetchAsync(SourceFixture.DaysOf(from));
    }
}
