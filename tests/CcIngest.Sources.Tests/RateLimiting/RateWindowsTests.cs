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
        Assert.Equal(TimeSpan.FromSeconds(16), wait);
        Assert.False(Take(20.9));   // a server that cuts its seconds off says 20 for 20.9 too
        Assert.True(Take(21));
    }

    [Fact]
    public void The_longest_wait_of_the_exhausted_windows_counts()
    {
        Take(0);
        Complete(0, new RateReport([.. Left(1, 0, 1).Windows, .. Left(3600, 0, 900).Windows, .. Left(86400, 7, 50000).Windows]));

        Assert.False(_windows.TryTake(1, Start, out TimeSpan? wait));
        Assert.Equal(TimeSpan.FromSeconds(901), wait);
    }

    [Fact]
    public void An_answer_from_before_the_window_began_says_nothing_of_it()
    {
        Take(0);
        Complete(0, Left(60, 9, 20));
        Assert.True(Take(15));
        Assert.True(Take(21));      // the next window, by the clock: this one finds out how many fit

        Complete(22, Left(60, 8, 5) with { SentAt = Start.AddSeconds(15) });
        Assert.False(Take(28));     // the window does not end five seconds after the late answer, and nothing is found out yet

        Complete(28, Left(60, 7, 53) with { SentAt = Start.AddSeconds(21) });
        Assert.Equal(7, TakeAll(28, 20));
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
        Assert.Equal(TimeSpan.FromSeconds(60), wait);
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
    public void In_a_new_window_one_request_finds_out_how_many_fit()
    {
        Take(0);
        Complete(0, Left(60, 5, 10));

        Assert.Equal(1, TakeAll(10));
        Complete(11, Left(60, 40, 59));

        Assert.Equal(40, TakeAll(11));
    }

    [Fact]
    public void A_new_window_that_no_answer_speaks_of_holds_as_many_as_were_ever_seen()
    {
        Take(0);
        Complete(0, Left(60, 5, 10));
        Assert.Equal(1, TakeAll(10));

        Complete(10, new RateReport([]));

        Assert.Equal(4, TakeAll(10));
    }

    [Fact]
    public void Who_was_to_find_out_and_had_no_answer_is_followed_by_another()
    {
        Take(0);
        Complete(0, Left(60, 5, 10));
        Assert.Equal(1, TakeAll(10));

        Complete(10, null);

        Assert.Equal(1, TakeAll(10));
    }

    [Fact]
    public void An_answer_of_the_window_before_that_comes_late_changes_nothing()
    {
        Take(0);
        Take(0);
        Complete(0, Left(60, 3, 30));
        Take(30);
        Complete(30, Left(60, 299, 60));

        Complete(30.2, Left(60, 0, 1));

        Assert.Equal(299, TakeAll(30.3, 1000));
    }

    [Fact]
    public void A_count_without_an_end_changes_only_the_limit_where_answers_tell_the_end()
    {
        Take(0);
        Complete(0, Left(60, 299, 60));

        _windows.Observe(new RateReport([new RateWindow(TimeSpan.FromMinutes(1)) { Remaining = 1, Limit = 300 }]), Start);

        Assert.Equal(299, TakeAll(0, 1000));
    }

    [Fact]
    public void A_second_holds_no_more_than_its_limit_wherever_it_begins()
    {
        _windows.Observe(new RateReport([new RateWindow(TimeSpan.FromSeconds(1)) { Remaining = 4, Limit = 4 }]), Start);
        Take(0);
        Complete(0, Left(1, 3, 1));
        Assert.Equal(3, TakeAll(0.5));
        Complete(0.9, Left(1, 2, 1));
        Complete(0.9, Left(1, 1, 1));
        Complete(0.9, Left(1, 0, 1));

        Assert.False(_windows.TryTake(1, Start.AddSeconds(0.95), out TimeSpan? wait));
        Assert.Equal(0.05, wait!.Value.TotalSeconds, 3);
        Assert.Equal(1, TakeAll(1.01));
        Complete(1.1, Left(1, 3, 1));
        Assert.Equal(0, TakeAll(1.89));
        Assert.Equal(3, TakeAll(1.92));
    }

    [Fact]
    public void Answers_that_follow_each_other_closely_use_the_second_up_all_the_same()
    {
        _windows.Observe(new RateReport([new RateWindow(TimeSpan.FromSeconds(1)) { Remaining = 100, Limit = 100 }]), Start);
        int underWay = 0;
        int answered = 0;
        for (int step = 0; step < 500; step++)
        {
            double now = step / 100.0;
            if (underWay > 0)
            {
                Complete(now, new RateReport([]));
                underWay--;
                answered++;
            }

            underWay += TakeAll(now, 1);
        }

        Assert.InRange(answered, 5 * 90, 5 * 100);
    }

    [Fact]
    public void Calls_that_others_made_in_the_second_count()
    {
        _windows.Observe(new RateReport([new RateWindow(TimeSpan.FromSeconds(1)) { Remaining = 20, Limit = 20 }]), Start);
        Take(0);
        Complete(0, Left(1, 5, 1));

        Assert.Equal(5, TakeAll(0.1));
    }

    [Fact]
    public void A_clock_that_is_set_back_blocks_no_longer_than_the_window_lasts()
    {
        Take(0);
        Complete(0, new RateReport([.. Left(1, 0, 1).Windows, .. Left(60, 0, 60).Windows], TimeSpan.FromMinutes(5)));

        Assert.False(_windows.TryTake(1, Start.AddHours(-5), out TimeSpan? wait));
        Assert.Equal(RateHeaders.LongestPause, wait);
        Assert.False(_windows.TryTake(1, Start.AddHours(-4), out wait));
        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        Assert.True(_windows.TryTake(1, Start.AddHours(-4).AddMinutes(1), out _));
    }

    [Fact]
    public void A_window_that_was_only_seen_empty_lets_one_through_to_look()
    {
        Take(0);
        Complete(0, Left(60, 0, 10));

        Assert.Equal(1, TakeAll(11));
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
