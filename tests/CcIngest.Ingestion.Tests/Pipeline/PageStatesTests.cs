using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class PageStatesTests
{
    private readonly ScriptedSeries _series = new() { ListedFrom = Day(-400) };
    private readonly SeriesNeed _need = new(Key, Pair) { Missing = [Days(-100, 15)] };

    [Fact]
    public void Rows_make_their_periods_complete() => Assert.Equal([(Days(1, 10), CoverageState.Complete)], States(Days(1, 10)));

    [Fact]
    public void Every_period_is_in_exactly_one_state()
    {
        _series.ListedFrom = Day(3);
        _series.NoTrades = day => day == Day(5) || day == Day(6);
        _series.Rejected = day => day == Day(8);

        Assert.Equal(
            [
                (Days(-100, 1), CoverageState.NotListed), (Days(1, 3), CoverageState.NotListed), (Days(3, 5), CoverageState.Complete), (Days(5, 7), CoverageState.NoTrades),
                (Days(7, 8), CoverageState.Complete), (Days(8, 9), CoverageState.Rejected), (Days(9, 12), CoverageState.Complete),
            ],
            States(Days(1, 12)));
    }

    [Fact]
    public void An_answer_without_anything_on_or_before_ends_the_series()
    {
        _series.ListedFrom = Day(200);

        Assert.Equal([(Days(-100, 1), CoverageState.NotListed), (Days(1, 10), CoverageState.NotListed)], States(Days(1, 10)));
    }

    [Fact]
    public void A_period_that_the_answer_does_not_speak_of_stays_pending() =>
        Assert.Equal([(Days(1, 4), CoverageState.Complete), (Days(4, 5), CoverageState.Pending), (Days(5, 10), CoverageState.Complete)],
            States(Days(1, 10), rows => Remove(rows, Day(4))));

    [Fact]
    public void A_late_cache_leaves_the_newest_periods_pending()
    {
        _series.AnswersUntil = Day(14);

        Assert.Equal([(Days(10, 14), CoverageState.Complete), (Days(14, 15), CoverageState.Pending)], States(Days(10, 15)));
    }

    [Fact]
    public void An_empty_answer_that_the_store_refutes_settles_nothing()
    {
        _series.ListedFrom = Day(200);
        SeriesNeed stored = _need with { StoredFrom = Day(-50) };
        SeriesNeed traded = _need with { Pair = Pair with { FirstTrade = Day(-50).AddHours(7) } };

        Assert.Equal([(Days(1, 12), CoverageState.Pending)], States(Days(1, 12), need: stored));
        Assert.Equal([(Days(1, 12), CoverageState.Pending)], States(Days(1, 12), need: traded));
    }

    [Fact]
    public void After_the_last_known_trade_a_refuted_empty_answer_means_no_trades_but_for_the_newest_periods()
    {
        _series.ListedFrom = Day(200);
        SeriesNeed ended = _need with { Pair = Pair with { FirstTrade = Day(-50), LastTrade = Day(11).AddHours(7) } };

        Assert.Equal(
            [(Days(10, 12), CoverageState.Pending), (Days(12, 14), CoverageState.NoTrades), (Days(14, 15), CoverageState.Pending)],
            States(Days(10, 15), now: Day(15).AddMinutes(4), need: ended));
    }

    [Fact]
    public void A_short_page_does_not_move_a_listing_that_the_store_knows()
    {
        _series.ListedFrom = Day(5);
        SeriesNeed known = _need with { Pair = Pair with { FirstTrade = Day(-50) } };
        SeriesNeed same = _need with { Pair = Pair with { FirstTrade = Day(5).AddHours(23) } };

        Assert.Equal([(Days(1, 5), CoverageState.Pending), (Days(5, 12), CoverageState.Complete)], States(Days(1, 12), need: known));
        Assert.Equal(
            [(Days(-100, 1), CoverageState.NotListed), (Days(1, 5), CoverageState.NotListed), (Days(5, 12), CoverageState.Complete)],
            States(Days(1, 12), need: same));
    }

    [Fact]
    public void A_first_trade_after_the_last_one_refutes_nothing()
    {
        _series.ListedFrom = Day(5);
        SeriesNeed wrong = _need with { Pair = Pair with { FirstTrade = Day(-50), LastTrade = Day(-60) } };

        Assert.Equal((Days(-100, 1), CoverageState.NotListed), States(Days(1, 12), need: wrong)[0]);
    }

    [Fact]
    public void A_period_that_has_not_closed_by_the_answers_clock_is_open() =>
        Assert.Equal([(Days(10, 13), CoverageState.Complete), (Days(13, 15), CoverageState.Open)], States(Days(10, 15), now: Day(13).AddHours(3)));

    [Fact]
    public void A_second_answer_takes_nothing_away()
    {
        SeriesNeed again = _need with { Missing = [], Revisited = [Days(1, 7)] };
        CoverageMap known = new(Key, [Covered(1, 4, CoverageState.Complete), Covered(4, 7, CoverageState.NoTrades)]);
        _series.NoTrades = day => day == Day(1) || day == Day(4);
        _series.Rejected = day => day == Day(2) || day == Day(5);

        Assert.Equal(
            [(Days(3, 4), CoverageState.Complete), (Days(5, 6), CoverageState.Rejected), (Days(6, 7), CoverageState.Complete)],
            States(Days(1, 7), need: again, known: known));
    }

    private IReadOnlyList<(TimeRange, CoverageState)> States(
        TimeRange range, Action<RowBatch>? change = null, DateTime? now = null, SeriesNeed? need = null, CoverageMap? known = null)
    {
        RowBatch rows = new(SpotOhlcv.Days);
        SeriesPage answer = _series.Answer(new SeriesRequest(SpotOhlcv.Days, Key, Pair.Symbol, range), rows);
        change?.Invoke(rows);
        SeriesWork work = new(need ?? _need, 0, known ?? new CoverageMap(Key));
        DateTime? listedFrom = ListingClaim.Believed(work.Need, answer);
        return PageStates.Of(new FetchedPage(work, range, RowSegment.Whole(rows), answer, listedFrom, now ?? Now.AddDays(1)), Interval.OneDay, new IngestOptions());
    }

    private static void Remove(RowBatch rows, DateTime day)
    {
        RowBatch copy = new(rows.Dataset);
        for (int row = 0; row < rows.Count; row++)
        {
            copy.Append(rows, row);
        }

        rows.Clear();
        for (int row = 0; row < copy.Count; row++)
        {
            if (copy.Time(row, 0) != day)
            {
                rows.Append(copy, row);
            }
        }
    }
}
