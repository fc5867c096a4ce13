using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class RunPaceTests
{
    private readonly RunPace _pace = new();

    [Fact]
    public void Rates_are_those_of_the_whole_run_first_and_then_between_the_last_two_states_however_often_one_looks()
    {
        Assert.Equal((50, 2), Rates(_pace.Measure(Seen(rows: 500, requests: 20, elapsed: 10), 10)));
        Assert.Equal((50, 2), Rates(_pace.Measure(Seen(rows: 500, requests: 20, elapsed: 12), 10)));
        Assert.Equal((200, 1), Rates(_pace.Measure(Seen(rows: 1500, requests: 25, elapsed: 15), 15)));
        Assert.Equal((200, 1), Rates(_pace.Measure(Seen(rows: 1500, requests: 25, elapsed: 18), 15)));
    }

    [Fact]
    public void A_run_that_has_said_nothing_new_for_long_does_nothing()
    {
        _pace.Measure(Seen(rows: 500, requests: 20, elapsed: 10), 10);
        _pace.Measure(Seen(rows: 900, requests: 30, elapsed: 15), 15);

        Assert.Equal((0, 0), Rates(_pace.Measure(Seen(rows: 900, requests: 30, elapsed: 31), 15)));
    }

    [Fact]
    public void Before_anything_was_said_there_is_no_rate() => Assert.Equal((0, 0), Rates(_pace.Measure(Seen(0, 0, 3), 0)));

    private static (double Rows, double Requests) Rates(RunSnapshot run) => (run.RowsPerSecond, run.RequestsPerSecond);

    private static RunSnapshot Seen(long rows, long requests, double elapsed) => new()
    {
        RunId = "run", Job = "job", Outcome = RunOutcome.Running, StartedAt = Some.Now, Elapsed = TimeSpan.FromSeconds(elapsed),
        Rows = new RowCounts(rows, rows, 0, 0, 0), Requests = requests,
    };
}
