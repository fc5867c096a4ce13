namespace CcIngest.Model.Tests;

public sealed class CoverageMapTests
{
    private static readonly DateTime Day = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly SeriesKey Series = new("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay);

    [Fact]
    public void Setting_a_state_cuts_what_was_there()
    {
        CoverageMap map = new(Series);
        map.Set(Stretch(0, 10, CoverageState.Pending));

        CoverageDelta delta = map.Set(Stretch(3, 5, CoverageState.Complete));

        Assert.Equal("0-3 Pending, 3-5 Complete, 5-10 Pending", Text(map));
        Assert.Empty(delta.Deletes);
        Assert.Equal([Day, Day.AddDays(3), Day.AddDays(5)], delta.Upserts.Select(interval => interval.Range.From));
    }

    [Fact]
    public void Neighbours_of_one_state_become_one_and_keep_the_later_evidence()
    {
        CoverageMap map = new(Series);
        map.Set(Stretch(0, 3, CoverageState.Complete, "first"));
        map.Set(Stretch(6, 9, CoverageState.Complete, "first"));

        CoverageDelta delta = map.Set(Stretch(3, 6, CoverageState.Complete, "second"));

        Assert.Equal("0-9 Complete", Text(map));
        Assert.Equal("second", map.Intervals[0].Evidence.RunId);
        Assert.Equal([Day.AddDays(6)], delta.Deletes);
        Assert.Equal(map.Intervals, delta.Upserts);
    }

    [Fact]
    public void What_is_known_already_is_not_written_again()
    {
        CoverageMap map = new(Series);
        map.Set(Stretch(0, 9, CoverageState.Complete, "first"));

        CoverageDelta delta = map.Set(Stretch(2, 5, CoverageState.Complete, "second"));

        Assert.True(delta.IsEmpty);
        Assert.Equal("first", map.Intervals[0].Evidence.RunId);
    }

    [Fact]
    public void A_state_is_known_inside_its_range_only()
    {
        CoverageMap map = new(Series, [Stretch(2, 4, CoverageState.Complete)]);

        Assert.Null(map.StateAt(Day.AddDays(2).AddTicks(-1)));
        Assert.Equal(CoverageState.Complete, map.StateAt(Day.AddDays(2)));
        Assert.Null(map.StateAt(Day.AddDays(4)));
    }

    [Fact]
    public void Stored_coverage_that_overlaps_itself_is_refused() => Assert.Throws<ArgumentException>(
        () => new CoverageMap(Series, [Stretch(0, 3, CoverageState.Complete), Stretch(2, 4, CoverageState.Pending)]));

    /// <summary>
    /// Random sets, compared with a naive map of one state for each day; the deltas keep a naive table, which always holds what the map holds.
    /// </summary>
    [Fact]
    public void Any_sequence_of_sets_agrees_with_a_state_for_each_period_and_with_the_table_that_its_deltas_keep()
    {
        const int Days = 24;
        for (int seed = 0; seed < 2_000; seed++)
        {
            Random random = new(seed);
            CoverageMap map = new(Series);
            CoverageState?[] naive = new CoverageState?[Days];
            Dictionary<DateTime, CoverageInterval> table = [];
            for (int step = 0; step < 12; step++)
            {
                CoverageInterval[] changes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomStretch(random, Days))];
                foreach (CoverageInterval change in changes)
                {
                    for (int day = 0; day < Days; day++)
                    {
                        naive[day] = change.Range.Contains(Day.AddDays(day)) ? change.State : naive[day];
                    }
                }

                CoverageDelta delta = map.Set(changes);
                Assert.All(delta.Deletes, start => Assert.True(table.Remove(start), $"seed {seed}: deletes a row that is not there"));
                foreach (CoverageInterval upsert in delta.Upserts)
                {
                    table[upsert.Range.From] = upsert;
                }

                Assert.Equal(naive, Enumerable.Range(0, Days).Select(day => map.StateAt(Day.AddDays(day))));
                Assert.Equal(map.Intervals, table.Values.OrderBy(interval => interval.Range.From));
                AssertTiles(map, seed);
            }

            Assert.Equal(map.Intervals, new CoverageMap(Series, table.Values).Intervals);
        }
    }

    private static void AssertTiles(CoverageMap map, int seed)
    {
        for (int i = 1; i < map.Intervals.Count; i++)
        {
            (CoverageInterval left, CoverageInterval right) = (map.Intervals[i - 1], map.Intervals[i]);
            Assert.True(left.Range.To <= right.Range.From, $"seed {seed}: {left.Range} overlaps {right.Range}");
            Assert.False(left.Range.To == right.Range.From && left.State == right.State, $"seed {seed}: {left.Range} and {right.Range} are one stretch");
        }
    }

    private static CoverageInterval RandomStretch(Random random, int days)
    {
        int from = random.Next(days);
        return Stretch(from, random.Next(from + 1, days + 1), (CoverageState)random.Next(4), $"run-{random.Next(3)}");
    }

    private static CoverageInterval Stretch(int from, int to, CoverageState state, string run = "run") =>
        new(new TimeRange(Day.AddDays(from), Day.AddDays(to)), state, new CoverageEvidence(run, "request", Day));

    private static string Text(CoverageMap map) => string.Join(", ", map.Intervals.Select(
        interval => $"{(interval.Range.From - Day).Days}-{(interval.Range.To - Day).Days} {interval.State}"));
}
