namespace CcIngest.Sources.Tests;

/// <summary>Whether a request fits into the server's windows, as far as they are known.</summary>
public sealed class RateWindowsTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly RateWindows _windows = new();

    [Fact]
    public void The_first_request_goes_alone_until_it_is_known_how_many_fit()
    {
        Assert.True(Take(0));
        Assert.False(Take(0));

        Complete(0, Left(60, 9, 60));

        Assert.Equal(9, TakeAll(0));
    }

    [Fact]
    public void A_server_that_speaks_of_no_limits_has_none()
    {
        Take(0);
        Complete(0, new RateReport([]));

        Assert.Equal(1000, TakeAll(0, 1000));
    }

    [Fact]
    public void An_exhausted_window_is_waited_for_to_its_end()
    {
        Take(0);
        Complete(0, Left(60, 0, 20));

        Assert.False(_windows.TryTake(1, Start.AddSeconds(5), out TimeSpan? wait));
        Assert.Equal(TimeSpan.FromSeconds(15), wait);
        Assert.True(Take(20));
    }

    [Fact]
    public void The_longest_wait_of_the_exhausted_windows_counts()
    {
        Take(0);
        Complete(0, new RateReport([.. Left(1, 0, 1).Windows, .. Left(3600, 0, 900).Windows, .. Left(86400, 7, 50000).Windows]));

        Assert.False(_windows.TryTake(1, Start, out TimeSpan? wait));
        Assert.Equal(TimeSpan.FromSeconds(900), wait);
    }

    [Fact]
    public void An_answer_from_before_the_window_began_says_nothing_of_it()
    {
        Take(0);
        Complete(0, Left(60, 9, 20));
        Assert.True(Take(15));
        Assert.True(Take(21));      // the next window, by the clock; nine fit, as far as was seen

        Complete(22, Left(60, 8, 5) with { SentAt = Start.AddSeconds(15) });

        Assert.Equal(7, TakeAll(22, 20));       // the late answer and the one under way are spent
        Assert.False(Take(28));     // and the window does not end five seconds after it
    }

    [Fact]
    public void Requests_under_way_are_counted_until_the_last_answer_is_in()
    {
        Take(0);
        Complete(0, Left(60, 3, 60));
        Assert.Equal(3, TakeAll(0));

        Assert.False(_windows.TryTake(1, Start, out TimeSpan? wait));
        Assert.Null(wait);      // not a time, but an answer is waited for

        // The answers come in another order than the server counted them in.
        Complete(1, Left(60, 1, 59));
        Complete(1, Left(60, 2, 59));
        Complete(1, Left(60, 0, 59));
        Assert.False(_windows.TryTake(1, Start.AddSeconds(1), out wait));
        Assert.Equal(TimeSpan.FromSeconds(59), wait);
    }

    [Fact]
    public void A_request_without_an_answer_counts_as_spent()
    {
        Take(0);
        Complete(0, Left(60, 2, 60));
        Take(0);
        Complete(0, null);

        Assert.Equal(1, TakeAll(0));
    }

    [Fact]
    public void A_new_window_holds_as_many_as_were_ever_seen_until_an_answer_tells()
    {
        Take(0);
        Complete(0, Left(60, 5, 10));

        Assert.Equal(5, TakeAll(10));
        for (int i = 0; i < 5; i++)
        {
            Complete(11, Left(60, 40 - i, 59));
        }

        Assert.Equal(36, TakeAll(11));
    }

    [Fact]
    public void A_window_that_was_only_seen_empty_lets_one_through_to_look()
    {
        Take(0);
        Complete(0, Left(60, 0, 10));

        Assert.Equal(1, TakeAll(10));
    }

    [Fact]
    public void A_limit_that_the_server_states_is_what_a_new_window_holds()
    {
        _windows.Observe(new RateReport([new RateWindow(TimeSpan.FromSeconds(60)) { Remaining = 0, Limit = 4 }]), Start);
        Take(60);
        Complete(60, Left(60, 3, 60));
        Assert.Equal(3, TakeAll(60));
    }

    [Fact]
    public void Whole_seconds_do_not_make_a_new_window()
    {
        Take(0);
        Complete(0, Left(3600, 5, 1000));
        Take(0.9);
        Complete(0.9, Left(3600, 9, 1000));

        Assert.Equal(5, TakeAll(1));
        Complete(1, Left(3600, 3598, 3599));
        Assert.Equal(3598 - 4, TakeAll(1, 5000));
    }

    [Fact]
    public void A_heavy_request_needs_as_much_room_as_it_weighs()
    {
        Take(0);
        Complete(0, Left(60, 5, 30));

        Assert.False(_windows.TryTake(6, Start, out TimeSpan? wait));
        Assert.Equal(TimeSpan.FromSeconds(30), wait);
        Assert.True(_windows.TryTake(4, Start, out _));
        Assert.False(_windows.TryTake(2, Start, out _));
        Assert.True(_windows.TryTake(1, Start, out _));
    }

    [Fact]
    public void A_pause_holds_all_requests()
    {
        Take(0);
        Complete(0, new RateReport([], TimeSpan.FromSeconds(17)));

        Assert.False(_windows.TryTake(1, Start.AddSeconds(16), out TimeSpan? wait));
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
        Assert.True(Take(17));
    }

    private bool Take(double second) => _windows.TryTake(1, Start.AddSeconds(second), out _);

    private int TakeAll(double second, int most = 100)
    {
        int taken = 0;
        while (taken < most && Take(second))
        {
            taken++;
        }

        return taken;
    }

    private void Complete(double second, RateReport? report) => _windows.Complete(1, report, Start.AddSeconds(second));

    private static RateReport Left(int seconds, long remaining, int reset) =>
        new([new RateWindow(TimeSpan.FromSeconds(seconds)) { Remaining = remaining, Reset = TimeSpan.FromSeconds(reset) }]);
}
