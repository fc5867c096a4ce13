namespace CcIngest.Model.Tests;

public sealed class IngestPlanTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_count_is_exact_when_every_first_trade_is_known()
    {
        IngestPlan plan = Plan(Series(3, Start), Series(2, Start));

        Assert.Equal((true, 7, 7, "7"), (plan.IsExact, plan.LeastRequests, plan.MostRequests, plan.RequestsText));
    }

    [Fact]
    public void A_series_whose_first_trade_is_unknown_may_end_on_its_newest_page()
    {
        IngestPlan plan = Plan(Series(3, Start), Series(2, null), Series(1, null));

        Assert.Equal((false, 3 + 1 + 1 + 2, 3 + 2 + 1 + 2, "7 to 8"), (plan.IsExact, plan.LeastRequests, plan.MostRequests, plan.RequestsText));
    }

    [Fact]
    public void Every_so_many_answers_one_more_call_asks_for_the_limits() =>
        Assert.Equal(5 + 2 + 2, (Plan(Series(5, Start)) with { StatusEvery = 2 }).MostRequests);

    [Fact]
    public void The_share_is_that_of_the_long_window_with_the_fewest_calls_left()
    {
        IngestPlan plan = Plan(Series(8, Start)) with { Limits = [Window("second", 5), Window("hour", 200), Window("day", 100), Window("month", 9_000)] };

        Assert.Equal(("day", 0.1), (plan.TightestLimit?.Window, plan.BudgetShare));
        Assert.Null((plan with { Limits = [Window("minute", 5)] }).BudgetShare);
    }

    [Fact]
    public void The_time_is_that_of_the_answers_until_the_limits_take_longer()
    {
        IngestPlan plan = Plan([.. Enumerable.Repeat(Series(2, Start), 20)]) with { Concurrency = 8 };

        Assert.Equal(RateLimitTime.AnswerTime * (5 + 2), plan.EstimatedTime);
        Assert.Equal(TimeSpan.FromHours(1), (plan with { Limits = [Window("hour", 10)] }).EstimatedTime);
    }

    [Fact]
    public void The_pages_of_one_series_take_their_time_one_after_the_other()
    {
        IngestPlan plan = Plan([Series(38, Start), .. Enumerable.Repeat(Series(1, Start), 20)]) with { Concurrency = 8 };

        Assert.Equal(RateLimitTime.AnswerTime * (38 + 2), plan.EstimatedTime);
    }

    [Fact]
    public void Bytes_are_told_only_where_the_source_says_how_long_a_row_is()
    {
        Assert.Null(Plan(Series(1, Start)).MostBytes);
        Assert.Equal(750 * 10, (Plan(Series(1, Start)) with { BytesPerRow = 750 }).MostBytes);
    }

    private static IngestPlan Plan(params SeriesPlan[] series) => new() { Title = "ingest", Series = series, AsOf = Start, MadeAt = Start };

    /// <summary>Each page has ten periods.</summary>
    private static SeriesPlan Series(int pages, DateTime? firstTrade) => new()
    {
        Key = new SeriesKey("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay),
        Pair = new TradingPair { Exchange = "kraken", Symbol = "BTC-USD", RawSymbol = "XXBTZUSD", Base = "BTC", Quote = "USD", FirstTrade = firstTrade },
        Missing = [new TimeRange(Start, Start.AddDays(10 * pages))],
        Pages = [.. Enumerable.Range(0, pages).Select(page => new TimeRange(Start.AddDays(10 * page), Start.AddDays(10 * (page + 1))))],
        Periods = 10 * pages,
    };

    private static RateLimitRecord Window(string name, long remaining) => new() { Window = name, Limit = 10_000, Remaining = remaining };
}
