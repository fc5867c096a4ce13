using CcIngest.Model;
namespace CcIngest.Sources.Tests;

/// <summary>The windows of a key and those who share them.</summary>
public sealed class SharedWindowsTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly HolderRecord One = Holder("one", 1);
    private static readonly HolderRecord Two = Holder("two", 2);

    private static readonly HolderRecord Still = Holder("still", 3) with { LongestRequest = TimeSpan.FromSeconds(40) };

    private readonly HashSet<string> _dead = [];
    private SharedWindows _windows = new();

    [Fact]
    public void What_one_has_under_way_the_other_cannot_have()
    {
        Know(3);
        Assert.True(Take(One));
        Assert.True(Take(Two));
        Assert.True(Take(One));

        Assert.False(Take(Two));
        Assert.True(_windows.IsSharedWith("two"));
    }

    [Fact]
    public void What_a_killed_process_had_under_way_is_spent()
    {
        Know(3);
        Assert.True(Take(One));
        Assert.True(Take(One));
        _dead.Add("one");

        Assert.True(Take(Two));
        Assert.False(Take(Two));
        Assert.Equal(["two"], Pass().Holders.Select(holder => holder.Id));
        Assert.Equal(1, Pass().Windows[0].Remaining);
    }

    [Fact]
    public void Who_died_while_finding_out_how_many_fit_is_followed_by_another()
    {
        Assert.True(Take(One));
        Assert.False(Take(Two));
        _dead.Add("one");

        Assert.True(Take(Two));
    }

    [Fact]
    public void A_holder_that_cannot_be_seen_from_here_is_dead_after_a_quarter_of_an_hour()
    {
        Know(1);
        Assert.True(Take(One));

        Assert.False(Take(Two, 899, visible: false));
        Assert.Equal(2, Pass().Holders.Count);
        Assert.False(Take(Two, 901, visible: false));
        Assert.Equal(["two"], Pass().Holders.Select(holder => holder.Id));
    }

    [Fact]
    public void Who_has_waited_longer_goes_first()
    {
        Assert.True(Take(One));
        Assert.False(Take(Two, second: 1, since: 0));
        _windows.Complete(One, 1, Left(5), Start.AddSeconds(1.1));

        Assert.False(Take(One, second: 1.1, since: 1.1));
        Assert.True(Take(Two, second: 1.12, since: 0));
        Assert.True(Take(One, second: 1.13, since: 1.1));
    }

    [Fact]
    public void Who_waits_but_does_not_look_is_not_waited_for()
    {
        Assert.True(Take(One));
        Assert.False(Take(Two, second: 1, since: 0));
        _windows.Complete(One, 1, Left(5), Start.AddSeconds(1.1));

        Assert.True(Take(One, second: 1.2, since: 1.1));
    }

    [Fact]
    public void Who_insists_is_let_through()
    {
        Know(0);

        Assert.True(_windows.TryTake(One, 1, Start, insists: true, _ => false, Start, out _));
    }

    [Fact]
    public void Who_insists_goes_alone_and_not_in_a_pause()
    {
        Know(1);
        Assert.True(Take(One));
        Assert.False(Insist(1));
        _windows.Complete(One, 1, Left(0), Start.AddSeconds(2));

        _windows.Observe(new RateReport([], TimeSpan.FromSeconds(50)), Start.AddSeconds(2));

        Assert.False(Insist(51));
        Assert.True(Insist(52));

        bool Insist(int second) => _windows.TryTake(Two, 1, Start, insists: true, _ => false, Start.AddSeconds(second), out _);
    }

    [Fact]
    public void Who_stands_still_while_finding_out_how_many_fit_is_followed_by_another_after_its_time_out()
    {
        Assert.True(Take(Still));

        Assert.False(Take(Two, second: 40));
        Assert.True(Take(Two, second: 41));
        Assert.False(Take(One, second: 42));
    }

    [Fact]
    public void What_one_that_stands_still_has_under_way_is_spent_and_it_may_go_on_later()
    {
        Know(3);
        Assert.True(Take(Still));
        Assert.True(Take(Still));

        Assert.True(Take(Two, second: 1));
        Assert.False(Take(Two, second: 40));
        Assert.Equal(2, Pass().Holders.Single(holder => holder.Id == "still").UnderWay);
        Assert.False(Take(Two, second: 41));        // three were left, two are spent, one is under way
        Assert.Equal((0L, 1L), (Pass().Holders.Single(holder => holder.Id == "still").UnderWay, Pass().Windows[0].Remaining));

        _windows.Complete(Still, 1, null, Start.AddSeconds(60));
        _windows.Complete(Two, 1, Left(5), Start.AddSeconds(60));
        Assert.Equal(0, Pass().Holders.Sum(holder => holder.UnderWay));
    }

    [Fact]
    public void A_holder_that_lives_but_says_nothing_for_a_quarter_of_an_hour_is_as_good_as_dead()
    {
        Know(1);
        Assert.True(Take(One));

        Assert.False(Take(Two, 899));
        Assert.Equal(2, Pass().Holders.Count);
        Assert.False(Take(Two, 901));
        Assert.Equal(["two"], Pass().Holders.Select(holder => holder.Id));
    }

    [Fact]
    public void Who_leaves_is_forgotten_and_what_it_had_under_way_is_spent()
    {
        Know(3);
        Assert.True(Take(One));

        _windows.Leave("one", Start);

        Assert.Empty(Pass().Holders);
        Assert.Equal(2, Pass().Windows[0].Remaining);
    }

    /// <summary>Three processes against a server with the second's and the minute's limit, in steps of 5 ms with delays on both ways.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Three_processes_are_never_refused_and_use_the_minute_up(int seed)
    {
        const int Fetchers = 8;
        const int PerSecond = 20;
        const int PerMinute = 300;
        Random random = new(seed);
        TimeSpan phase = TimeSpan.FromMilliseconds(random.Next(60_000));
        HolderRecord[] holders = [.. Enumerable.Range(0, 3).Select(number => Holder($"holder {number}", number))];
        int[] idle = [Fetchers, Fetchers, Fetchers];
        PriorityQueue<(int Holder, DateTimeOffset SentAt, RateReport? Answer), DateTimeOffset> events = new();
        Dictionary<(int Seconds, long Window), int> used = [];
        int refused = 0;
        for (DateTimeOffset now = Start; now < Start.AddSeconds(250); now += TimeSpan.FromMilliseconds(5))
        {
            while (events.TryPeek(out (int Holder, DateTimeOffset SentAt, RateReport? Answer) next, out DateTimeOffset at) && at <= now)
            {
                events.Dequeue();
                if (next.Answer is { } answer)
                {
                    _windows.Complete(holders[next.Holder], 1, answer, now);
                    idle[next.Holder]++;
                }
                else
                {
                    events.Enqueue((next.Holder, next.SentAt, Serve(at) with { SentAt = next.SentAt }), at.AddMilliseconds(random.Next(1, 80)));
                }
            }

            int holder = random.Next(3);
            while (idle[holder] > 0 && _windows.TryTake(holders[holder], 1, now, insists: false, _ => false, now, out _))
            {
                idle[holder]--;
                events.Enqueue((holder, now, null), now.AddMilliseconds(random.Next(1, 60)));
            }

            // As if the next one were another process that reads the file.
            _windows = new SharedWindows(_windows.ToRecord(now));
        }

        long firstWhole = Window(Start, 60) + 1;
        Assert.Equal(0, refused);
        Assert.Equal([PerMinute, PerMinute, PerMinute], Enumerable.Range(0, 3).Select(minute => used[(60, firstWhole + minute)]));

        RateReport Serve(DateTimeOffset at)
        {
            List<RateWindow> windows = [];
            bool isRefused = false;
            foreach ((int seconds, int limit) in new[] { (1, PerSecond), (60, PerMinute) })
            {
                long window = Window(at, seconds);
                int count = used.GetValueOrDefault((seconds, window));
                isRefused |= count >= limit;
                used[(seconds, window)] = count + 1;
                double left = ((window + 1) * seconds) - Since(at);
                windows.Add(new RateWindow(TimeSpan.FromSeconds(seconds)) { Remaining = limit - count - 1, Reset = TimeSpan.FromSeconds(Math.Ceiling(left)) });
            }

            refused += isRefused ? 1 : 0;
            return new RateReport(windows);
        }

        double Since(DateTimeOffset at) => (at - Start + phase).TotalSeconds;

        long Window(DateTimeOffset at, int seconds) => (long)(Since(at) / seconds);
    }

    private static HolderRecord Holder(string id, int process) => new() { Id = id, Process = new ProcessStamp(process, "", "", "", "") };

    private static RateReport Left(long remaining) =>
        new([new RateWindow(RateWindow.Hour) { Remaining = remaining, Reset = RateWindow.Hour }]);

    private void Know(long remaining)
    {
        Assert.True(Take(One));
        _windows.Complete(One, 1, Left(remaining), Start);
    }

    /// <summary>Each time by way of what stands in the file.</summary>
    private bool Take(HolderRecord holder, double second = 0, double? since = null, bool visible = true)
    {
        _windows = new SharedWindows(Pass());
        return _windows.TryTake(holder, 1, Start.AddSeconds(since ?? second), insists: false,
            other => _dead.Contains(other.Id) ? true : visible ? false : null, Start.AddSeconds(second), out _);
    }

    private BudgetRecord Pass() => _windows.ToRecord(Start);
}
