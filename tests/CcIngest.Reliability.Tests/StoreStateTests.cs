using CcIngest.Model;

namespace CcIngest.Reliability.Tests;

/// <summary>The comparison itself must see what it is there to see.</summary>
public sealed class StoreStateTests
{
    private static readonly DateTime Start = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static StoreState Clean => new()
    {
        Tables = new Dictionary<string, TableState> { ["candles"] = new(2, "aa") },
        Coverage = new Dictionary<string, string> { ["a series"] = "Complete" },
        Duplicates = 0,
        Holes = 0,
        Pending = 0,
        DeadLetters = 0,
        Revisions = 0,
        Runs = new Dictionary<string, long> { ["Abandoned"] = 2, ["Complete"] = 1 },
        Damage = "",
    };

    [Fact]
    public void A_store_as_the_clean_one_has_no_differences()
    {
        Assert.Empty(Clean.DifferencesFrom(Clean));
        Assert.Empty(Clean.RunProblems(runs: 3, kills: 2));
    }

    [Fact]
    public void Each_thing_that_is_wrong_is_one_difference()
    {
        StoreState[] wrong =
        [
            Clean with { Tables = new Dictionary<string, TableState> { ["candles"] = new(2, "ab") } },
            Clean with { Coverage = new Dictionary<string, string> { ["a series"] = "Pending" } },
            Clean with { Coverage = new Dictionary<string, string>() },
            Clean with { Duplicates = 1 },
            Clean with { Holes = 1 },
            Clean with { Pending = 1 },
            Clean with { DeadLetters = 1 },
            Clean with { Revisions = 1 },
            Clean with { Damage = "page 7 is torn" },
        ];

        Assert.All(wrong, state => Assert.Single(state.DifferencesFrom(Clean)));
    }

    [Fact]
    public void A_run_left_Running_and_one_too_many_Abandoned_are_problems()
    {
        Assert.Single((Clean with { Runs = new Dictionary<string, long> { ["Running"] = 1, ["Complete"] = 1 } }).RunProblems(runs: 2, kills: 1));
        Assert.Single(Clean.RunProblems(runs: 3, kills: 1));
        Assert.Single(Clean.RunProblems(runs: 2, kills: 2));
        Assert.Single((Clean with { Runs = new Dictionary<string, long> { ["Abandoned"] = 1 } }).RunProblems(runs: 2, kills: 1));
    }

    [Fact]
    public void A_complete_period_without_its_row_and_a_row_without_its_period_and_a_gap_are_holes()
    {
        Assert.Equal(0, Holes([Stretch(0, 3, CoverageState.Complete)], 0, 1, 2));
        Assert.Equal(1, Holes([Stretch(0, 3, CoverageState.Complete)], 0, 2));
        Assert.Equal(1, Holes([Stretch(0, 2, CoverageState.Complete), Stretch(2, 3, CoverageState.NoTrades)], 0, 1, 2));
        Assert.Equal(1, Holes([Stretch(0, 1, CoverageState.Complete), Stretch(2, 3, CoverageState.Complete)], 0, 2));
        Assert.Equal(1, Holes([Stretch(0, 2, CoverageState.NoTrades), Stretch(1, 3, CoverageState.NoTrades)]));
    }

    [Fact]
    public void The_text_of_a_series_joins_neighbours_of_one_state()
    {
        SeriesCoverage coverage = new([Stretch(0, 1, CoverageState.Complete), Stretch(1, 3, CoverageState.Complete), Stretch(3, 4, CoverageState.Open)]);

        Assert.Equal(
            "Complete 2025-01-01Z to 2025-01-04Z, Open 2025-01-04Z to 2025-01-05Z",
            coverage.Texts["ohlcv-spot kraken XBTUSD 1d"]);
    }

    private static long Holes(IReadOnlyList<CoverageRecord> stretches, params int[] days)
    {
        Dataset table = SpotOhlcv.Days;
        RowBatch rows = new(table, 4);
        foreach (int day in days)
        {
            int row = rows.AddRow();
            rows.Set(row, table.Ordinal("datetime"), Start.AddDays(day));
            rows.Set(row, table.Ordinal("exchange"), "kraken");
            rows.Set(row, table.Ordinal("symbol_unmapped"), "XBTUSD");
        }

        SeriesCoverage coverage = new(stretches);
        coverage.Meet(rows);
        return coverage.Holes;
    }

    private static CoverageRecord Stretch(int fromDay, int toDay, CoverageState state) => new()
    {
        Dataset = SpotOhlcv.Name,
        Exchange = "kraken",
        RawSymbol = "XBTUSD",
        Interval = "1d",
        From = Start.AddDays(fromDay),
        To = Start.AddDays(toDay),
        State = state,
        RunId = "run",
        Request = "request",
        KnownAt = Start,
    };
}
