using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Each error sample of both API families becomes the failure that it is.</summary>
public sealed class ErrorSampleTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [SkippableTheory]
    [InlineData("error_400_limit.json", 400, IngestErrorId.SourceRequestRefused, FailureScope.Leg, "(parameter limit): limit is larger than max value")]
    [InlineData("error_401.json", 401, IngestErrorId.SourceKeyRefused, FailureScope.Run, "You need a valid auth key or api key to access this endpoint")]
    [InlineData("error_403.json", 403, IngestErrorId.SourceKeyRefused, FailureScope.Run, "You do not have permission to access this endpoint")]
    [InlineData("error_404_instrument.json", 404, IngestErrorId.InstrumentUnknown, FailureScope.Leg, "Not found: instruments parameter.")]
    [InlineData("error_404_market.json", 404, IngestErrorId.MarketUnknown, FailureScope.Leg, "Value test_market_does_not_exist not integrated yet")]
    [InlineData("error_404_path.json", 404, IngestErrorId.SourceRequestRefused, FailureScope.Run, "does not have this path: Path does not exist")]
    [InlineData("error_429.json", 429, IngestErrorId.SourceRateLimited, FailureScope.Run, "You are over your rate limit")]
    [InlineData("error_503.json", 503, IngestErrorId.SourceBusy, FailureScope.Leg, "Service temporarily unavailable")]
    [InlineData("min_error_auth.json", 200, IngestErrorId.SourceKeyRefused, FailureScope.Run, "You need a valid auth key or api key to access this endpoint")]
    [InlineData("min_error_limit_too_large.json", 200, IngestErrorId.SourceRequestRefused, FailureScope.Leg, "(parameter limit): limit is larger than max value")]
    [InlineData("min_error_missing_param.json", 200, IngestErrorId.SourceRequestRefused, FailureScope.Leg, "(parameter fsym): fsym is a required param")]
    [InlineData("min_error_path.json", 200, IngestErrorId.SourceRequestRefused, FailureScope.Run, "does not have this path: Path does not exist")]
    [InlineData("min_error_rate_limit.json", 200, IngestErrorId.SourceRateLimited, FailureScope.Run, "You are over your rate limit")]
    [InlineData("min_error_unknown_pair.json", 200, IngestErrorId.InstrumentUnknown, FailureScope.Leg, "CCCAGG market does not exist for this coin pair (XXX-USD)")]
    public async Task An_error_answer_becomes_its_failure(string sample, int status, IngestErrorId id, FailureScope scope, string says)
    {
        string body = SharedData.Sample(sample);
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body, status));
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json(body, status));
        IMarketDataSource source = fixture.Open(options => options with { MaxRetries = 1 });
        RowBatch rows = new(SpotOhlcv.Days);

        IngestException series = await Assert.ThrowsAsync<IngestException>(() => source.FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None));
        IngestException list = await Assert.ThrowsAsync<IngestException>(() => fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, []), source));

        Assert.Equal((id, scope), (series.Id, series.Scope));
        Assert.Contains(says, series.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{fixture.Server.Address.Port}/spot/v1/historical/days?market=kraken", series.Message, StringComparison.Ordinal);
        Assert.NotEmpty(series.Advice);
        Assert.Equal((id, scope), (list.Id, list.Scope));
        Assert.Equal(0, rows.Count);
    }

    [SkippableFact]
    public async Task Nothing_on_or_before_is_the_end_of_the_walk_and_no_failure()
    {
        fixture.Server.On(SourceFixture.Hours, FakeAnswer.Json(SharedData.Sample("error_404_before_first_entry.json"), 404));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(
            SourceFixture.Request(SpotOhlcv.Hours, "coinbase", "XTZ-USD", "XTZ-USD", "2017-08-17 00:00", "2017-08-17 05:00"));

        Assert.Equal(0, rows.Count);
        Assert.Equal(Expect.Utc("2019-09-30 23:00"), page.ListedFrom);
        Assert.Empty(page.Rejected);
        Assert.Equal(1, fixture.Server.Requests.Count(request => request.Path == SourceFixture.Hours));
    }

    [Theory]
    [InlineData("""{"Data":{},"Err":{"type":1,"message":"No DAY entries available on or before 1749081600","other_info":null}}""")]
    [InlineData("""{"Data":{},"Err":{"type":1,"message":"No DAY entries available on or before 1749081600"}}""")]
    public async Task Without_a_first_bucket_nothing_is_listed_before_the_range_ends(string body)
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body, 404));

        (SeriesPage page, _) = await fixture.FetchAsync(SourceFixture.DaysOf());

        Assert.Equal(Expect.Utc("2025-06-06"), page.ListedFrom);
    }

    [Theory]
    [InlineData("""{"Data":[],"Err":{"type":1,"message":"limit is larger than max value.","other_info":{"param":"limit","values":["9000"]}}}""")]
    [InlineData("""{"Err":{"other_info":{"values":[9000],"param":"limit"},"message":"limit is larger than max value."},"Data":{}}""")]
    public async Task A_message_in_Err_is_a_failure_with_HTTP_200_too(string body)
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.FetchAsync(SourceFixture.DaysOf()));

        Assert.Equal(IngestErrorId.SourceRequestRefused, failure.Id);
        Assert.Contains("limit is larger than max value", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Data":{},"Err":{"type":1,"message":"An internal error occurred, please try again later.","other_info":null}}""")]
    [InlineData("""{"Response":"Error","Message":"An internal error occurred, please try again later.","Type":2,"Data":{}}""")]
    public async Task An_error_that_comes_as_a_success_and_names_no_parameter_is_the_servers_and_is_retried(string body)
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body), FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"))));
        IMarketDataSource source = fixture.Open();

        (_, RowBatch rows) = await fixture.FetchAsync(SourceFixture.DaysOf(), source);

        Assert.Equal((1, 1L), (rows.Count, source.Statistics.Retries));
    }

    [Fact]
    public async Task A_wrong_parameter_of_min_api_is_refused_even_if_it_is_not_named()
    {
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json(
            """{"Response":"Error","Message":"limit is smaller than min value.","HasWarning":false,"Type":2,"RateLimit":{},"Data":{}}"""));
        IMarketDataSource source = fixture.Open();

        IngestException failure = await Assert.ThrowsAsync<IngestException>(
            () => fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, []), source));

        Assert.Equal((IngestErrorId.SourceRequestRefused, 0L), (failure.Id, source.Statistics.Retries));
    }

    [Fact]
    public async Task Rows_before_a_message_in_Err_are_taken_back()
    {
        fixture.Server.On(SourceFixture.Days,
            FakeAnswer.Json("""{"Data":[""" + Candle.Day("2025-06-03") + """],"Err":{"type":1,"message":"limit is larger than max value."}}"""));
        RowBatch rows = new(SpotOhlcv.Days);

        await Assert.ThrowsAsync<IngestException>(() => fixture.Open().FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None));

        Assert.Equal(0, rows.Count);
    }

    [Theory]
    [InlineData("""{"Data":{},"Err":{}}""")]
    [InlineData("""{"Data":null,"Err":{}}""")]
    [InlineData("""{"Err":{}}""")]
    public async Task Success_without_a_list_of_periods_is_an_empty_answer(string body)
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.FetchAsync(SourceFixture.DaysOf()));

        Assert.Equal((IngestErrorId.SourceAnswerEmpty, FailureScope.Leg), (failure.Id, failure.Scope));
    }

    [Theory]
    [InlineData(ReferenceList.Exchanges, SourceFixture.Exchanges, """{"Response":"Success","Data":{}}""")]
    [InlineData(ReferenceList.Exchanges, SourceFixture.Exchanges, """{"Response":"Success","Data":[]}""")]
    [InlineData(ReferenceList.Assets, SourceFixture.TopList, """{"Data":{"STATS":{},"LIST":[]},"Err":{}}""")]
    [InlineData(ReferenceList.Assets, SourceFixture.TopList, """{"Data":{},"Err":{}}""")]
    [InlineData(ReferenceList.SpotInstruments, SourceFixture.Instruments, """{"Data":{},"Err":{}}""")]
    public async Task An_empty_list_is_a_failure_that_says_so(string list, string path, string body)
    {
        fixture.Server.On(path, FakeAnswer.Json(body));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.ListAsync(new ReferenceRequest(list, [])));

        Assert.Equal((IngestErrorId.SourceAnswerEmpty, FailureScope.Leg), (failure.Id, failure.Scope));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Html(301).With("Location", "/elsewhere"));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.FetchAsync(SourceFixture.DaysOf()));

        Assert.Equal(IngestErrorId.SourceRequestRefused, failure.Id);
        Assert.DoesNotContain(fixture.Server.Requests, request => request.Path == "/elsewhere");
    }

    [Fact]
    public async Task Periods_later_than_the_range_say_nothing_about_its_beginning()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-07"))));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.FetchAsync(SourceFixture.DaysOf()));

        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, failure.Id);
    }
}
