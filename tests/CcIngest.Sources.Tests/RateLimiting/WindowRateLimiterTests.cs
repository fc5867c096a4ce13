using System.Threading.RateLimiting;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Waiting for the windows.</summary>
public sealed class WindowRateLimiterTests
{
    [Fact]
    public async Task Who_does_not_fit_waits_for_the_window_and_in_line()
    {
        FakeTime time = new();
        await using WindowRateLimiter limiter = new(time);
        await limiter.AcquireAsync();
        limiter.Complete(1, Left(60, 0, 30));

        Task<RateLimitLease> first = limiter.AcquireAsync().AsTask();
        Task<RateLimitLease> second = limiter.AcquireAsync().AsTask();
        Assert.False(limiter.AttemptAcquire().IsAcquired);
        Assert.Equal(2, limiter.GetStatistics().CurrentQueuedCount);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.True((await first.WaitAsync(TimeSpan.FromSeconds(10))).IsAcquired);
        Assert.False(second.IsCompleted);
        limiter.Complete(1, Left(60, 59, 60));
        Assert.True((await second.WaitAsync(TimeSpan.FromSeconds(10))).IsAcquired);
    }

    [Fact]
    public async Task An_answer_wakes_who_waits_for_it()
    {
        await using WindowRateLimiter limiter = new(new FakeTime());
        await limiter.AcquireAsync();
        Task<RateLimitLease> next = limiter.AcquireAsync().AsTask();
        Assert.False(next.IsCompleted);

        limiter.Complete(1, new RateReport([]));

        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(10))).IsAcquired);
    }

    [Fact]
    public async Task After_an_hour_one_looks_again_whatever_the_month_says()
    {
        FakeTime time = new();
        await using WindowRateLimiter limiter = new(time);
        await limiter.AcquireAsync();
        limiter.Complete(1, Left(2592000, 0, 1200000));

        Task<RateLimitLease> next = limiter.AcquireAsync().AsTask();
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(next.IsCompleted);
        time.Advance(RateWindows.LookAgainAfter - TimeSpan.FromMinutes(59));

        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(10))).IsAcquired);
    }

    [Fact]
    public async Task Who_looks_again_waits_for_what_is_under_way()
    {
        FakeTime time = new();
        await using WindowRateLimiter limiter = new(time);
        await limiter.AcquireAsync();
        limiter.Complete(1, Left(2592000, 2, 1200000));
        await limiter.AcquireAsync();
        limiter.Observe(Left(2592000, 0, 1200000));

        Task<RateLimitLease> next = limiter.AcquireAsync().AsTask();
        time.Advance(RateWindows.LookAgainAfter);
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        Assert.False(next.IsCompleted);
        limiter.Complete(1, null);

        Assert.True((await next.WaitAsync(TimeSpan.FromSeconds(10))).IsAcquired);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_and_leaves_the_line_open()
    {
        FakeTime time = new();
        await using WindowRateLimiter limiter = new(time);
        await limiter.AcquireAsync();
        limiter.Complete(1, Left(60, 0, 30));
        using CancellationTokenSource stopping = new();

        Task<RateLimitLease> cancelled = limiter.AcquireAsync(1, stopping.Token).AsTask();
        Task<RateLimitLease> patient = limiter.AcquireAsync().AsTask();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(TimeSpan.FromSeconds(10)));
        // The clock may only move when the next in line has begun to wait.
        while (!patient.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.True((await patient).IsAcquired);
        Assert.Equal(0, limiter.GetStatistics().CurrentQueuedCount);
    }

    private static RateReport Left(int seconds, long remaining, int reset) =>
        new([new RateWindow(TimeSpan.FromSeconds(seconds)) { Remaining = remaining, Reset = TimeSpan.FromSeconds(reset) }]);
}
