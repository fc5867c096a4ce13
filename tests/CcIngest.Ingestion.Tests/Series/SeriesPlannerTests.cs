using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SeriesPlannerTests
{
    private static readonly WantedRange UpToNow = new(Interval.OneDay, Day(1), Day(15), Day(16));

    [Fact]
    public void A_series_never_asked_for_misses_everything_closed()
    {
        SeriesNeed need = Plan(Pair, []);

        Assert.Equal([Days(1, 15)], need.Missing);
        Assert.Equal([Days(15, 16)], need.Open);
        Assert.Empty(need.Revisited);
        Assert.Empty(need.NotListed);
    }

    [Theory]
    [InlineData(CoverageState.Complete)]
    [InlineData(CoverageState.NoTrades)]
    [InlineData(CoverageState.NotListed)]
    [InlineData(CoverageState.Rejected)]
    [InlineData(CoverageState.LostAtSource)]
    public void What_is_settled_is_not_asked_for_again(CoverageState state) =>
        Assert.Equal([Days(1, 4), Days(8, 15)], Plan(Pair, [Covered(4, 8, state)], revisit: 0).Missing);

    [Theory]
    [InlineData(CoverageState.Pending)]
    [InlineData(CoverageState.Open)]
    public void What_is_pending_or_was_open_is_asked_for(CoverageState state) => Assert.Equal([Days(1, 15)], Plan(Pair, [Covered(4, 8, state)]).Missing);

    [Fact]
    public void The_last_stored_periods_are_read_again()
    {
        SeriesNeed need = Plan(Pair, [Covered(1, 13, CoverageState.Complete)]);

        Assert.Equal([Days(11, 13)], need.Revisited);
        Assert.Equal([Days(13, 15)], need.Missing);
        Assert.Equal([Days(11, 15)], need.Asked);
    }

    [Fact]
    public void A_series_that_is_up_to_date_asks_for_its_tail_only()
    {
        SeriesNeed need = Plan(Pair, [Covered(1, 15, CoverageState.Complete)]);

        Assert.Equal([Days(13, 15)], need.Asked);
        Assert.Empty(need.Missing);
    }

    [Fact]
    public void Without_revisit_a_series_that_is_up_to_date_asks_for_nothing() =>
        Assert.True(Plan(Pair, [Covered(1, 15, CoverageState.Complete)], revisit: 0).AsksNothing);

    [Fact]
    public void Days_without_trades_at_the_end_are_read_again() =>
        Assert.Equal([Days(13, 15)], Plan(Pair, [Covered(1, 14, CoverageState.Complete), Covered(14, 15, CoverageState.NoTrades)]).Revisited);

    [Fact]
    public void A_range_in_the_past_does_not_revisit_what_is_stored_after_it()
    {
        SeriesNeed need = SeriesPlanner.Plan(Pair, UpToNow with { ClosedEnd = Day(5), End = Day(5) }, Map([Covered(5, 15, CoverageState.Complete)]), 2);

        Assert.Equal([Days(1, 5)], need.Asked);
        Assert.Empty(need.Open);
    }

    [Fact]
    public void Before_the_first_trade_nothing_is_asked()
    {
        SeriesNeed need = Plan(Pair with { FirstTrade = Day(6).AddHours(9) }, []);

        Assert.Equal([Days(1, 6)], need.NotListed);
        Assert.Equal([Days(6, 15)], need.Missing);
    }

    [Fact]
    public void After_the_last_trade_of_a_retired_instrument_nothing_is_asked()
    {
        SeriesNeed need = Plan(Pair with { Status = "RETIRED", LastTrade = Day(9).AddHours(9) }, []);

        Assert.Equal([Days(1, 10)], need.Missing);
        Assert.Equal([Days(10, 16)], need.NotListed);
        Assert.Empty(need.Open);
    }

    [Fact]
    public void The_last_trade_of_an_active_instrument_ends_nothing() => Assert.Equal([Days(1, 15)], Plan(Pair with { LastTrade = Day(9) }, []).Missing);

    [Fact]
    public void A_retired_instrument_that_is_complete_asks_for_nothing() =>
        Assert.True(Plan(Pair with { Status = "RETIRED", LastTrade = Day(9) }, [Covered(1, 10, CoverageState.Complete)]).AsksNothing);

    /// <summary>The answers came at noon of the running day, 15; the status so many days later, or earlier.</summary>
    [Theory]
    [InlineData("HALTED", -1, 14, true)]
    [InlineData("CLOSED", -1, 14, true)]
    [InlineData("HALTED", -1, 13, false)]       // two days may still have come
    [InlineData("HALTED", 1, 14, false)]        // it traded when the source was asked
    [InlineData("RESTRICTED", -1, 14, false)]   // some orders are still taken
    [InlineData("ACTIVE", -1, 14, false)]
    public void A_series_that_rests_is_over_where_the_source_had_no_more(string status, int since, int answered, bool isOver)
    {
        TradingPair pair = Pair with { Status = status, StatusSince = Now.AddDays(since) };
        CoverageInterval[] known = [Covered(1, 8, CoverageState.Complete), Covered(8, answered, CoverageState.NoTrades), Covered(answered, 15, CoverageState.Pending), Covered(15, 16, CoverageState.Open)];

        SeriesNeed need = Plan(pair, known);

        Assert.Equal(isOver, need.AsksNothing);
        Assert.Equal(isOver ? [Days(answered, 16)] : [], need.NotListed);
        if (isOver)
        {
            Assert.True(Plan(pair, [.. known[..2], Covered(answered, 16, CoverageState.NotListed, SeriesPlanner.LifeEvidence(pair))]).AsksNothing);
            Assert.False(Plan(pair with { Status = "ACTIVE" }, [.. known[..2], Covered(answered, 16, CoverageState.NotListed, SeriesPlanner.LifeEvidence(pair))]).AsksNothing);
            Assert.False(Plan(pair, known[..2]).AsksNothing);       // what was asked for ended there
        }
    }

    [Fact]
    public void An_instrument_that_trades_again_is_asked_for_again()
    {
        CoverageInterval[] known =
            [Covered(1, 10, CoverageState.Complete), Covered(10, 16, CoverageState.NotListed, SeriesPlanner.LifeEvidence(Pair with { Status = "RETIRED", LastTrade = Day(9) }))];

        Assert.Equal([Days(10, 15)], Plan(Pair with { LastTrade = Day(14) }, known).Missing);
    }

    [Fact]
    public void An_instrument_listed_after_the_range_asks_for_nothing()
    {
        SeriesNeed need = Plan(Pair with { FirstTrade = Day(40) }, []);

        Assert.True(need.AsksNothing);
        Assert.Equal([Days(1, 16)], need.NotListed);
        Assert.Empty(need.Open);
    }

    [Fact]
    public void A_last_trade_before_the_first_one_is_not_believed() =>
        Assert.Equal([Days(1, 15)], Plan(Pair with { Status = "RETIRED", FirstTrade = Day(9), LastTrade = Day(3) }, []).Missing);

    [Fact]
    public void The_evidence_of_a_life_says_so() => Assert.Equal(
        "store: instrument RETIRED, first trade 2026-01-02 00:00:00Z, last trade unknown", SeriesPlanner.LifeEvidence(Pair with { Status = "RETIRED", FirstTrade = Day(2) }));

    /// <summary>Period by period, the slow way.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plans_agree_with_a_naive_model(int seed)
    {
        Random random = new(seed);
        CoverageState?[] states = new CoverageState?[40];
        bool[] byStore = new bool[40];
        for (int day = 0; day < 40;)
        {
            int end = Math.Min(40, day + random.Next(1, 8));
            CoverageState? state = random.Next(9) is var pick && pick < 7 ? (CoverageState)pick : null;
            bool store = random.Next(2) == 0;
            for (; day < end; day++)
            {
                (states[day], byStore[day]) = (state, store);
            }
        }

        int from = random.Next(0, 30);
        int closed = random.Next(from, 38);
        int open = Math.Max(from + 1, closed + random.Next(0, 3));
        int revisit = random.Next(0, 5);
        int? born = random.Next(3) == 0 ? random.Next(0, 40) : null;
        int? died = random.Next(3) == 0 ? random.Next(0, 40) : null;
        TradingPair pair = Pair with
        {
            Status = died is null ? "ACTIVE" : seed % 2 == 0 ? "RETIRED" : InstrumentStatus.Vanished,
            FirstTrade = born is { } first ? Day(first).AddHours(5) : null,
            LastTrade = died is { } last ? Day(last).AddHours(6) : null,
        };
        WantedRange wanted = new(Interval.OneDay, Day(from), Day(closed), Day(open));
        CoverageMap map = Map(states.Index().Where(day => day.Item is not null)
            .Select(day => Covered(day.Index, day.Index + 1, day.Item!.Value, byStore[day.Index] ? CoverageEvidence.StorePrefix + "x" : "/answer")));

        SeriesNeed need = SeriesPlanner.Plan(pair, wanted, map, revisit);

        bool trusted = born is null || died is null || died >= born;
        (int? begins, int? ends) = trusted ? (born, died) : (null, null);
        if (pair.Status == InstrumentStatus.Vanished && Array.FindLastIndex(states, state => state is not (null or CoverageState.NotListed)) is var accepted and >= 0)
        {
            ends = ends is { } end && end > accepted ? end : accepted;
        }

        int lastAnswered = Array.FindLastIndex(states, state => state is CoverageState.Complete or CoverageState.NoTrades or CoverageState.Rejected);
        for (int day = 0; day < 40; day++)
        {
            bool alive = (begins is null || day >= begins) && (ends is null || day <= ends);
            bool settled = states[day] is CoverageState.Complete or CoverageState.NoTrades or CoverageState.Rejected
                || (states[day] is CoverageState.LostAtSource && (!byStore[day] || pair.Status == InstrumentStatus.Vanished))
                || (states[day] is CoverageState.NotListed && !byStore[day]);
            bool answered = states[day] is CoverageState.Complete or CoverageState.NoTrades or CoverageState.Rejected;
            bool tail = ends is null && day > lastAnswered - revisit && day <= lastAnswered;
            Assert.Equal(day >= from && day < closed && alive && !settled, In(need.Missing, day));
            Assert.Equal(day >= Math.Max(from, closed) && day < open && alive && !settled, In(need.Open, day));
            Assert.Equal(day >= from && day < open && !alive && !settled, In(need.NotListed, day));
            Assert.Equal(day >= from && day < closed && alive && answered && tail, In(need.Revisited, day));
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 300)];

    private static bool In(IEnumerable<TimeRange> ranges, int day) => ranges.Any(range => range.Contains(Day(day)));

    private static SeriesNeed Plan(TradingPair pair, IEnumerable<CoverageInterval> known, int revisit = 2) => SeriesPlanner.Plan(pair, UpToNow, Map(known), revisit);

    private static CoverageMap Map(IEnumerable<CoverageInterval> known) => new(Key, known);
}
