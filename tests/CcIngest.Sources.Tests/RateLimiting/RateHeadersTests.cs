using System.Net;
using System.Net.Http.Headers;

namespace CcIngest.Sources.Tests;

/// <summary>The headers of the limits in the forms that were seen.</summary>
public sealed class RateHeadersTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Windows_come_with_what_is_left_and_when_they_end()
    {
        RateReport report = RateHeaders.Read(Headers(
            ("X-Ratelimit-Remaining-All", "1187411, 19;window=1,288 ; window = 60, 0;window=3600,71204;window=86400, 1187411;window=2592000"),
            ("x-ratelimit-reset-all", "100, 1;window=1, 30;window=60, 2000;window=3600, 80000;window=86400, 1200000;window=2592000")), false, Now);

        Assert.Equal(
            [
                Window(1, 19, 1), Window(60, 288, 30), Window(3600, 0, 2000), Window(86400, 71204, 80000), Window(2592000, 1187411, 1200000),
            ],
            report.Windows);
        Assert.Null(report.Pause);
    }

    [Fact]
    public void A_missing_window_or_reset_is_no_harm()
    {
        RateReport report = RateHeaders.Read(Headers(
            ("X-RateLimit-Remaining-All", "5, 4;window=60, x;window=3600, 3;window=, ;;, 2;window=-1, 7;window=86400"),
            ("X-RateLimit-Reset-All", "9;window=60")), false, Now);

        Assert.Equal([Window(60, 4, 9), Window(86400, 7, null)], report.Windows);
    }

    [Fact]
    public void Without_lists_the_single_headers_speak_of_the_month()
    {
        RateReport report = RateHeaders.Read(Headers(("X-RateLimit-Remaining", "12"), ("X-RateLimit-Reset", "34")), false, Now);

        Assert.Equal([Window(2592000, 12, 34)], report.Windows);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("90000", 3600)]
    [InlineData("Fri, 06 Jun 2025 12:01:40 GMT", 100)]
    public void Retry_after_goes_before_all_else(string retryAfter, int seconds)
    {
        RateReport report = RateHeaders.Read(Headers(("Retry-After", retryAfter), ("X-RateLimit-Remaining-All", "0;window=60"),
            ("X-RateLimit-Reset-All", "30;window=60")), true, Now);

        Assert.Equal(TimeSpan.FromSeconds(seconds), report.Pause);
    }

    [Theory]
    [InlineData("0;window=60, 0;window=3600, 5;window=86400", "30;window=60, 900;window=3600, 80000;window=86400", 900)]
    [InlineData("-1;window=2, 3;window=60", "2;window=2, 50;window=60", 2)]
    [InlineData("0;window=86400", "80000;window=86400", 3600)]
    [InlineData("3;window=60", "30;window=60", 60)]
    [InlineData("0;window=60", "", 60)]
    public void Without_retry_after_the_exhausted_windows_decide(string remaining, string reset, int seconds)
    {
        RateReport report = RateHeaders.Read(Headers(("X-RateLimit-Remaining-All", remaining), ("X-RateLimit-Reset-All", reset)), true, Now);

        Assert.Equal(TimeSpan.FromSeconds(seconds), report.Pause);
    }

    private static RateWindow Window(int seconds, long remaining, int? reset) => new(TimeSpan.FromSeconds(seconds))
    {
        Remaining = remaining,
        Reset = reset is { } left ? TimeSpan.FromSeconds(left) : null,
    };

    private static HttpResponseHeaders Headers(params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = new(HttpStatusCode.OK);
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response.Headers;
    }
}
