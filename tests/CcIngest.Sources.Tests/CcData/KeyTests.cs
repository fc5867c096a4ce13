using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The key goes into one header and nowhere else.</summary>
public sealed class KeyTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [Fact]
    public async Task The_key_is_sent_as_a_header_and_never_in_the_address()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-05"))));

        await fixture.FetchAsync(SourceFixture.DaysOf());

        ReceivedRequest request = fixture.Server.Requests[^1];
        Assert.Equal("Apikey " + SourceFixture.Key, request.Headers["Authorization"]);
        Assert.DoesNotContain(SourceFixture.Key, request.Path + request.QueryText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_no_such_header_is_sent()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-05"))));

        await fixture.FetchAsync(SourceFixture.DaysOf(), fixture.Open(options => options with { ApiKey = null }));

        Assert.False(fixture.Server.Requests[^1].Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(401, IngestErrorId.SourceKeyRefused)]
    [InlineData(500, IngestErrorId.SourceBusy)]
    [InlineData(400, IngestErrorId.SourceRequestRefused)]
    public async Task A_server_that_repeats_the_key_does_not_get_it_into_logs_or_exceptions(int status, IngestErrorId id)
    {
        string body = """{"Data":{},"Err":{"type":1,"message":"The key KEY is bad","other_info":{"param":"api_key"}}}"""
            .Replace("KEY", SourceFixture.Key, StringComparison.Ordinal);
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body, status));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(
            () => fixture.FetchAsync(SourceFixture.DaysOf(), fixture.Open(options => options with { MaxRetries = 2 })));

        Assert.Equal(id, failure.Id);
        Assert.Contains("The key *** is bad", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SourceFixture.Key, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Contains(SourceFixture.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_text_is_cut_after_the_key_has_been_taken_out()
    {
        string text = new string('x', 295) + SourceFixture.Key;
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json($$$"""{"Err":{"message":"{{{text}}}"}}""", 400));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => fixture.FetchAsync(SourceFixture.DaysOf()));

        Assert.DoesNotContain(SourceFixture.Key[..5], failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("xxx***", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k3y with-blank")]
    [InlineData("k3y\r\nX-Evil: 1")]
    public void A_key_that_no_header_can_carry_is_refused_without_being_shown(string key)
    {
        IngestException failure = Assert.Throws<IngestException>(() => fixture.Open(options => options with { ApiKey = new Secret(key) }));

        Assert.Equal(IngestErrorId.SettingInvalid, failure.Id);
        Assert.DoesNotContain("k3y", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("https://user:pass@example.org")]
    [InlineData("https://example.org/?api_key=secret")]
    public void An_address_that_is_more_than_an_address_is_refused(string address)
    {
        IngestException failure = Assert.Throws<IngestException>(() => fixture.Open(options => options with { MinApi = new Uri(address) }));

        Assert.Equal(IngestErrorId.SettingInvalid, failure.Id);
        Assert.Contains("MIN_API_BASE_URL", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pass", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_in_the_address_and_paths_in_the_options_are_kept()
    {
        fixture.Server.On("/proxy/candles/days", FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-05"))));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(SourceFixture.DaysOf(), fixture.Open(options => options with
        {
            DataApi = new Uri(fixture.Server.Address, "/proxy/"),
            Paths = new CcDataPaths { SpotHistory = "/candles" },
        }));

        Assert.Equal(1, rows.Count);
        Assert.StartsWith("/candles/days?market=kraken", page.Request, StringComparison.Ordinal);
    }
}
