using Xunit;

namespace CcIngest.Model.Tests;

public sealed class QualityRulesTests
{
    [Fact]
    public void Good_rows_break_no_rule_of_any_kind()
    {
        Judged good = new();
        Assert.All(SpotOhlcv.Hours.QualityRules.Where(rule => rule.Judge is not null), rule => Assert.Empty(good.By(rule.Id)));
    }

    [Fact]
    public void Every_rule_of_a_row_that_is_stored_is_asked_of_stored_rows_again()
    {
        Assert.All(DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping), dataset =>
            Assert.Superset(dataset.Rules.Select(rule => rule.Id).ToHashSet(), dataset.QualityRules.Select(rule => rule.Id).ToHashSet()));
        Assert.All(DatasetCatalog.All.Where(dataset => dataset.IsBookkeeping), dataset => Assert.Empty(dataset.QualityRules));
    }

    [Fact]
    public void Every_rule_has_a_word_of_its_own_a_cause_and_a_statement()
    {
        Assert.All(DatasetCatalog.All, dataset => Assert.Equal(dataset.QualityRules.Count, dataset.QualityRules.Select(rule => rule.Id).Distinct().Count()));
        Assert.All(QualityRules.All, one => Assert.True(one.Rule is { Cause.Length: > 10, Statement.Length: > 5 } && one.Datasets.Count > 0, one.Rule.Id));
    }

    [Fact]
    public void A_swapped_high_and_low_is_out_of_order()
    {
        Judged rows = new();
        double high = rows.Rows.Double(7, rows.Ordinal("high"));
        rows.Set(7, "high", rows.Rows.Double(7, rows.Ordinal("low")));
        rows.Set(7, "low", high);
        Assert.Equal([(7, 8)], rows.By("ohlc-order"));
    }

    [Fact]
    public void A_price_of_zero_is_none()
    {
        Judged rows = new();
        rows.Set(3, "low", 0);
        Assert.Equal([(3, 4)], rows.By("price-positive"));
    }

    [Theory]
    [InlineData("quote_volume", 1.2)]
    [InlineData("quote_volume", 0.8)]
    [InlineData("volume", 10)]
    public void A_volume_in_another_unit_is_not_what_the_prices_say(string column, double factor)
    {
        Judged rows = new();
        rows.Multiply(20, 1, factor, column);
        RuleBreach breach = Assert.Single(rows.Breaches("quote-volume"));
        Assert.Equal(Judged.Start.AddHours(20), breach.From);
        Assert.Contains("quote_volume=", breach.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_trades_of_another_period_are_found_and_those_in_the_wrong_order()
    {
        Judged rows = new();
        rows.Rows.Set(4, rows.Ordinal("first_trade_timestamp"), Judged.Start.AddHours(5));
        rows.Rows.Set(9, rows.Ordinal("low_trade_timestamp"), Judged.Start.AddHours(9).AddMinutes(-1));
        rows.Rows.SetNull(12, rows.Ordinal("last_trade_timestamp"));
        Assert.Equal([(4, 5), (9, 10)], rows.By("trade-times"));
    }

    [Fact]
    public void A_candle_begins_where_the_one_before_has_ended_also_over_hours_without_trades()
    {
        CoverageInterval[] books = [Judged.Known(0, 50, CoverageState.Complete), Judged.Known(50, 53, CoverageState.NoTrades), Judged.Known(53, 100, CoverageState.Complete)];
        Judged removed = new() { Books = books };
        removed.Remove(50, 3);
        Assert.Equal([(49, 54)], removed.By("open-continues"));

        Judged unknown = new() { Books = [Judged.Known(0, 50, CoverageState.Complete), Judged.Known(53, 100, CoverageState.Complete)] };
        unknown.Remove(50, 3);
        Assert.Empty(unknown.By("open-continues"));
    }

    [Fact]
    public void A_single_candle_far_from_both_neighbours_is_a_jump_and_a_lasting_move_is_none()
    {
        Judged jump = new();
        jump.Multiply(40, 1, 2.5, "close");
        Judged move = new();
        move.Multiply(40, 60, 2.5, "open", "high", "low", "close");

        Assert.Equal([(40, 41)], jump.By("jump"));
        Assert.Empty(move.By("jump"));
    }

    [Fact]
    public void What_is_usual_for_the_series_decides_what_is_a_jump()
    {
        Judged wild = new();
        for (int i = 0; i < 100; i++)
        {
            wild.Set(i, "close", i % 2 == 0 ? 60 : 160);
        }

        Assert.Empty(wild.By("jump"));
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 1_000)]
    [InlineData(30, 100)]
    [InlineData(30, 0.001)]
    public void Prices_in_another_unit_are_found_from_the_first_row_to_the_last(int count, double factor)
    {
        Judged rows = new();
        rows.Multiply(40, count, factor, "open", "high", "low", "close");
        Assert.Equal([(40, 40 + count)], rows.By("wrong-unit"));
        Assert.Empty(rows.By("level-shift"));
        Assert.Empty(rows.By("jump"));
    }

    [Fact]
    public void Prices_that_stay_at_another_power_of_ten_are_a_shift_of_level()
    {
        Judged rows = new();
        rows.Multiply(40, 60, 1_000, "open", "high", "low", "close");
        Assert.Equal([(40, 41)], rows.By("level-shift"));
        Assert.Empty(rows.By("wrong-unit"));
    }

    [Fact]
    public void One_price_far_from_open_and_close_is_a_wick_but_for_the_first_candle()
    {
        Judged rows = new();
        rows.Multiply(0, 1, 10, "high");
        rows.Multiply(5, 1, 10, "high");
        rows.Multiply(6, 1, 0.1, "low");
        Assert.Equal([(5, 6), (6, 7)], rows.By("wick"));
    }

    [Fact]
    public void A_page_that_was_answered_again_is_found_whatever_times_it_has()
    {
        Judged rows = new();
        foreach (string column in new[] { "open", "high", "low", "close", "volume" })
        {
            for (int i = 0; i < 20; i++)
            {
                rows.Set(50 + i, column, rows.Rows.Double(20 + i, rows.Ordinal(column)));
            }
        }

        IReadOnlyList<(int From, int To)> found = rows.By("stale-page");
        Assert.Equal((50, 70), (found[0].From, found[^1].To));
        Assert.Contains("2024-03-01 20:00", rows.Breaches("stale-page")[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_that_stands_still_is_no_stale_page_and_repeats_itself_sixty_times_at_most()
    {
        Judged still = new();
        foreach (string column in new[] { "open", "high", "low", "close", "volume" })
        {
            for (int i = 10; i < 70; i++)
            {
                still.Set(i, column, 7);
            }
        }

        Assert.Empty(still.By("stale-page"));
        Assert.Empty(still.By("repeated-row"));
        foreach (string column in new[] { "open", "high", "low", "close", "volume" })
        {
            still.Set(70, column, 7);
        }

        Assert.Equal([(10, 71)], still.By("repeated-row"));
    }

    [Fact]
    public void A_candle_with_a_move_in_it_that_comes_three_times_is_repeated()
    {
        Judged rows = new();
        foreach (string column in new[] { "open", "high", "low", "close", "volume" })
        {
            rows.Set(31, column, rows.Rows.Double(30, rows.Ordinal(column)));
            rows.Set(32, column, rows.Rows.Double(30, rows.Ordinal(column)));
        }

        Assert.Equal([(30, 33)], rows.By("repeated-row"));
    }

    [Fact]
    public void Rows_that_the_books_call_complete_and_are_not_there_are_missing_and_hours_without_trades_are_not()
    {
        Judged rows = new()
        {
            Books = [Judged.Known(0, 30, CoverageState.Complete), Judged.Known(30, 33, CoverageState.NoTrades), Judged.Known(33, 100, CoverageState.Complete)],
        };
        rows.Remove(97, 3);
        rows.Remove(30, 3);
        rows.Remove(10, 2);
        Assert.Equal([(10, 12), (97, 100)], rows.By("row-missing"));
    }

    [Fact]
    public void A_row_where_the_books_say_that_there_is_none_is_unexpected_and_one_of_which_they_say_nothing_is_unknown()
    {
        Judged rows = new()
        {
            Books = [Judged.Known(0, 1, CoverageState.NotListed), Judged.Known(1, 50, CoverageState.Complete), Judged.Known(50, 51, CoverageState.NoTrades), Judged.Known(51, 99, CoverageState.Pending)],
        };
        Assert.Equal([(0, 1), (50, 51)], rows.By("row-unexpected"));
        Assert.Equal([(99, 100)], rows.By("row-unknown"));
    }

    [Fact]
    public void Rows_before_the_first_trade_and_after_the_last_one_of_a_retired_instrument_are_outside_its_life()
    {
        TradingPair pair = new() { Exchange = "kraken", Symbol = "BTC-USD", RawSymbol = "XXBTZUSD", Base = "BTC", Quote = "USD", FirstTrade = Judged.Start.AddMinutes(90), LastTrade = Judged.Start.AddMinutes(98.5 * 60) };
        Assert.Equal([(0, 1), (99, 100)], new Judged { Pair = pair with { Status = "RETIRED" } }.By("outside-life"));
        Assert.Equal([(0, 1)], new Judged { Pair = pair with { Status = "ACTIVE" } }.By("outside-life"));
        Assert.Empty(new Judged().By("outside-life"));
    }

    [Fact]
    public void A_key_that_comes_twice_is_a_duplicate()
    {
        Judged rows = new();
        rows.Rows.Set(5, rows.Ordinal("datetime"), Judged.Start.AddHours(4));
        Assert.Equal([(4, 5)], rows.By("duplicate-key"));
    }

    [Theory]
    [InlineData(127, "ACTIVE", 0)]
    [InlineData(128, "ACTIVE", 1)]
    [InlineData(128, "RETIRED", 0)]
    public void An_active_series_is_behind_when_a_daily_job_would_have_brought_more(int hours, string status, int findings)
    {
        TradingPair pair = new() { Exchange = "kraken", Symbol = "BTC-USD", RawSymbol = "XXBTZUSD", Base = "BTC", Quote = "USD", Status = status };
        Judged rows = new() { Pair = pair, IsToTheEnd = true, To = Judged.Start.AddHours(hours) };
        Assert.Equal(findings, rows.By("behind").Count);
    }

    [Fact]
    public void A_series_tested_up_to_a_day_of_the_past_is_not_behind() => Assert.Empty(new Judged { To = Judged.Start.AddHours(500) }.By("behind"));
}
