using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary><c>/spot/v1/markets/instruments</c>, one venue at a time and as one stream.</summary>
public sealed class SpotInstrumentsTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [SkippableFact]
    public async Task The_sample_becomes_a_venue_and_its_instruments()
    {
        _fixture.Server.On(SourceFixture.Instruments,
            FakeAnswer.Json(SharedData.Sample("spot_v1_markets_instruments.json")).With("Date", "Fri, 06 Jun 2025 03:00:00 GMT"));

        ReferencePart part = Assert.Single(await ListAsync("Kraken"));

        Assert.Equal("/spot/v1/markets/instruments?market=kraken"
            + "&instrument_status=ACTIVE,IGNORED,RETIRED,EXPIRED,READY_FOR_DECOMMISSIONING,RETIRED_UNMAPPED", part.Request);
        Assert.Equal("kraken", part.CompleteExchange);
        Assert.Empty(part.Rejected);
        Assert.Equal([ExchangeSpotDetails.Dataset, InstrumentsSpot.Dataset], part.Rows.Select(rows => rows.Dataset));
        Expect.Row(part.Rows[0], 0,
            ("exchange_internal_name", "kraken"), ("api_exchange_type", "602"), ("exchange_status", "ACTIVE"), ("mapped_instruments_total", 1154),
            ("unmapped_instruments_total", 96), ("instruments_active_count", 1042), ("instruments_ignored_count", 0),
            ("instruments_retired_count", 132), ("instruments_expired_count", 0), ("instruments_retired_unmapped_count", 76),
            ("total_trades_exchange_level", 1379183049L), ("has_orderbook_l2_snapshots", true),
            ("api_data_retrieved_datetime", Expect.Utc("2025-06-06 03:00")));
        Assert.Equal(5, part.Rows[1].Count);
        Expect.Row(part.Rows[1], 0,
            ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", "BTC-USD"), ("api_instrument_type", "612"),
            ("instrument_status_on_exchange", "ACTIVE"), ("exchange_instrument_symbol_raw", "XXBTZUSD"), ("base_asset_symbol", "BTC"),
            ("base_asset_id", 1), ("quote_asset_symbol", "USD"), ("quote_asset_id", 5), ("transform_function", ""),
            ("instrument_mapping_created_datetime", Expect.Utc("2022-03-10 14:51:39")), ("has_trades", true),
            ("first_trade_datetime", Expect.Utc("2013-10-06 21:34:15")), ("last_trade_datetime", Expect.Utc("2025-06-06 02:30:39")),
            ("total_trades_instrument_level", 83708262));
        Assert.Equal("RETIRED", Expect.Cell(part.Rows[1], 3, "instrument_status_on_exchange"));
        Assert.Equal(Expect.Utc("2022-07-19 11:15:00"), Expect.Cell(part.Rows[1], 3, "last_trade_datetime"));
        Expect.Row(part.Rows[1], 4,
            ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", "NEWCOIN-EUR"), ("api_instrument_type", "612"),
            ("instrument_status_on_exchange", "ACTIVE"), ("exchange_instrument_symbol_raw", "NEWCOINEUR"), ("base_asset_symbol", "NEWCOIN"),
            ("base_asset_id", 20488), ("quote_asset_symbol", "EUR"), ("quote_asset_id", 8), ("transform_function", ""),
            ("instrument_mapping_created_datetime", Expect.Utc("2025-06-06 01:56:40")), ("has_trades", false), ("total_trades_instrument_level", 0));
    }

    [SkippableFact]
    public async Task Venues_without_instruments_say_nothing_of_what_has_vanished()
    {
        _fixture.Server.On(SourceFixture.Instruments, FakeAnswer.Json(SharedData.Sample("spot_v1_markets.json")));

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal(["kraken", "coinbase", "mtgox"], parts.Select(part => Expect.Cell(part.Rows[0], 0, "exchange_internal_name")));
        Assert.All(parts, part => Assert.Null(part.CompleteExchange));
        Assert.Equal("RETIRED", Expect.Cell(parts[2].Rows[0], 0, "exchange_status"));
        Assert.Equal(28034211L, Expect.Cell(parts[2].Rows[0], 0, "total_trades_exchange_level"));
        Assert.Null(Expect.Cell(parts[2].Rows[0], 0, "instruments_retired_unmapped_count"));
        Assert.Equal(12880412907L, Expect.Cell(parts[1].Rows[0], 0, "total_trades_exchange_level"));
        Assert.DoesNotContain("market=", parts[0].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_a_venue_are_read_in_any_order_and_times_of_zero_are_none()
    {
        _fixture.Server.On(SourceFixture.Instruments, FakeAnswer.Json("""
            {"Err":{},"Data":{"Kraken":{"instruments":{"A-B":{"LAST_TRADE_SPOT_TIMESTAMP":0,"FIRST_TRADE_SPOT_TIMESTAMP":0,"HAS_TRADES_SPOT":false}},
             "INSTRUMENT_STATUS":{"ACTIVE":1,"undefined":4},"odd \"key\"":[1,2],"TYPE":"602"}}}
            """));

        ReferencePart part = Assert.Single(await ListAsync("kraken"));

        Expect.Row(part.Rows[1], 0, ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", "A-B"), ("has_trades", false));
        Assert.Equal(1L, Expect.Cell(part.Rows[0], 0, "instruments_active_count"));
        Assert.Equal("kraken", part.CompleteExchange);
    }

    [Fact]
    public async Task A_rejected_instrument_has_not_vanished()
    {
        _fixture.Server.On(SourceFixture.Instruments,
            FakeAnswer.Json("""{"Data":{"kraken":{"instruments":{"A-B":{"TOTAL_TRADES_SPOT":"many"},"C-D":{}}}},"Err":{}}"""));

        ReferencePart part = Assert.Single(await ListAsync("kraken"));

        RejectedRow rejected = Assert.Single(part.Rejected);
        Assert.Equal(("unreadable", "\"A-B\":{\"TOTAL_TRADES_SPOT\":\"many\"}"), (rejected.Rule, rejected.RawText));
        Assert.Equal("C-D", Expect.Cell(part.Rows[1], 0, "mapped_instrument_symbol"));
        Assert.Equal("kraken", part.CompleteExchange);
    }

    [Fact]
    public async Task A_venue_that_the_API_does_not_know_is_a_failure_of_that_venue()
    {
        _fixture.Server.On(SourceFixture.Instruments, FakeAnswer.Json(
            """{"Data":{},"Err":{"type":1,"message":"Not found: market parameter. Value x not integrated yet.","other_info":{"param":"market"}}}""", 404));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => ListAsync("nowhere"));

        Assert.Equal((IngestErrorId.MarketUnknown, FailureScope.Leg), (failure.Id, failure.Scope));
    }

    [Fact]
    public async Task Several_venues_are_several_requests() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync("kraken", "coinbase"));

    [Fact]
    public async Task A_stream_that_breaks_is_read_again_and_no_venue_comes_twice()
    {
        FakeAnswer whole = Venues(("alpha", 300), ("beta", 300), ("gamma", 300));
        _fixture.Server.On(SourceFixture.Instruments, whole with { BreaksAfter = whole.Body.Length / 2 }, whole);

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal(["alpha", "beta", "gamma"], parts.Select(part => part.CompleteExchange));
        Assert.All(parts, part => Assert.Equal(300, part.Rows[1].Count));
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_read_again_as_often_as_one_that_breaks()
    {
        FakeAnswer whole = Venues(("alpha", 300), ("beta", 300));
        FakeAnswer half = whole with { Body = whole.Body[..(whole.Body.Length / 2)] };
        _fixture.Server.On(SourceFixture.Instruments, half, half, half, whole);

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal(["alpha", "beta"], parts.Select(part => part.CompleteExchange));
        Assert.Equal(4, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_says_nothing_any_more_runs_into_the_deadline()
    {
        TaskCompletionSource half = new();
        _fixture.Server.On(SourceFixture.Instruments, new FakeAnswer
        {
            Write = async (body, token) =>
            {
                await body.WriteAsync("{\"Data\":{\"alpha\":{"u8.ToArray(), token);
                await body.FlushAsync(token);
                half.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
        });
        IMarketDataSource source = _fixture.Open(options => options with { MaxRetries = 0 });

        Task<List<ReferencePart>> listing = _fixture.ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, []), source);
        await half.Task;
        while (!listing.IsCompleted)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => listing);
        Assert.Equal(IngestErrorId.SourceUnreachable, failure.Id);
    }

    [Fact]
    public async Task An_error_in_a_streamed_answer_is_that_error()
    {
        _fixture.Server.On(SourceFixture.Instruments,
            FakeAnswer.Json("""{"Data":{},"Err":{"type":1,"message":"You need a valid auth key or api key to access this endpoint"}}"""));

        Assert.Equal(IngestErrorId.SourceKeyRefused, (await Assert.ThrowsAsync<IngestException>(() => ListAsync())).Id);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("")]
    [InlineData("""{"Data":{"kraken":{"instruments":{"A-B":{]""")]
    public async Task A_streamed_answer_that_is_no_JSON_cannot_be_read(string body)
    {
        _fixture.Server.On(SourceFixture.Instruments, FakeAnswer.Json(body));

        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, (await Assert.ThrowsAsync<IngestException>(() => ListAsync())).Id);
    }

    [Fact]
    public async Task Reading_ends_when_there_are_enough_instruments_or_the_reader_stops()
    {
        _fixture.Server.On(SourceFixture.Instruments, Venues(("alpha", 5), ("beta", 5), ("gamma", 5)));

        List<ReferencePart> parts = await _fixture.ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, [], MaxRows: 6));
        await foreach (ReferencePart part in _fixture.Open().ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, []), CancellationToken.None))
        {
            Assert.Equal("alpha", part.CompleteExchange);
            break;
        }

        Assert.Equal(["alpha", "beta"], parts.Select(part => part.CompleteExchange));
    }

    private Task<List<ReferencePart>> ListAsync(params string[] exchanges) => _fixture.ListAsync(new ReferenceRequest(ReferenceList.SpotInstruments, exchanges));

    private static FakeAnswer Venues(params (string Name, int Instruments)[] venues) => FakeAnswer.Json(
        "{\"Data\":{" + string.Join(",", venues.Select(venue => $"\"{venue.Name}\":{VenueText.Of(venue.Instruments)}")) + "},\"Err\":{}}");
}
