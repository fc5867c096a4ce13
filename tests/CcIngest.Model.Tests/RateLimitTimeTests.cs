namespace CcIngest.Model.Tests;

public sealed class RateLimitTimeTests
{
    private static readonly DateTime Now = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Requests_that_fit_wait_for_nothing() => Assert.Equal(TimeSpan.Zero, RateLimitTime.For(7, [Window("minute", 300, 7)], Now));

    [Fact]
    public void One_more_than_fits_waits_for_the_end_of_the_window() =>
        Assert.Equal(TimeSpan.FromSeconds(20), RateLimitTime.For(8, [Window("minute", 300, 7, Now.AddSeconds(20))], Now));

    [Fact]
    public void An_end_that_was_not_told_is_a_whole_window_away() =>
        Assert.Equal(TimeSpan.FromMinutes(1), RateLimitTime.For(8, [Window("minute", 300, 7)], Now));

    [Theory]
    [InlineData(307, 20)]
    [InlineData(308, 80)]
    [InlineData(607, 80)]
    [InlineData(608, 140)]
    public void Each_further_window_gives_its_limit(long requests, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimitTime.For(requests, [Window("minute", 300, 7, Now.AddSeconds(20))], Now));

    [Fact]
    public void The_window_that_holds_back_the_longest_decides() => Assert.Equal(
        TimeSpan.FromMinutes(30),
        RateLimitTime.For(100, [Window("second", 20, 20), Window("minute", 300, 50, Now.AddSeconds(5)), Window("hour", 3_000, 99, Now.AddMinutes(30))], Now));

    [Fact]
    public void A_pause_is_waited_out_whatever_is_left() => Assert.Equal(
        TimeSpan.FromMinutes(2), RateLimitTime.For(1, [Window("hour", 3_000, 99) with { PausedUntil = Now.AddMinutes(2) }], Now));

    [Fact]
    public void A_pause_counts_also_before_any_window_is_known() => Assert.Equal(
        TimeSpan.FromMinutes(10), RateLimitTime.For(1, [new RateLimitRecord { Window = "all", PausedUntil = Now.AddMinutes(10) }], Now));

    [Fact]
    public void Windows_of_which_no_limit_is_known_count_for_nothing() => Assert.Equal(
        TimeSpan.Zero, RateLimitTime.For(1_000, [new RateLimitRecord { Window = "day" }, new RateLimitRecord { Window = "all", Limit = 1 }], Now));

    private static RateLimitRecord Window(string name, long limit, long remaining, DateTime? resetsAt = null) =>
        new() { Window = name, Limit = limit, Remaining = remaining, ResetsAt = resetsAt };
}
