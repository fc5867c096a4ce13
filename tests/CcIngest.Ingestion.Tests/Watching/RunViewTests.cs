using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class RunViewTests
{
    private const char Escape = '\u001b';

    private static readonly RunSnapshot Run = new()
    {
        RunId = "20260115120000000-1a2b3c4d", Job = "daily", Outcome = RunOutcome.Running, StartedAt = Some.Now, Elapsed = new TimeSpan(1, 2, 3, 4), Host = "worker1", ProcessId = 4711,
        SilentFor = TimeSpan.FromSeconds(3), Step = "ingest ohlcv spot 1d", StepNumber = 2, StepCount = 3, Legs = 1150, LegsDone = 612, Unit = "requests", Done = 1204, Planned = 2310,
        Remaining = TimeSpan.FromMinutes(4), Current = "ohlcv-spot kraken XXBTZUSD 1d", Rows = new RowCounts(1_234_567, 1_234_000, 500, 55, 12), RowsPerSecond = 8123.4,
        Requests = 1210, RequestsPerSecond = 12.13, Retries = 3, FailedLegs = 2,
        LastFailures = [new RunFailure("bitfinex XYZ", "SourceUnreachable", $"No answer.{Escape}[2J\r\nAt all.", "Wait.")],
        LastLetters =
        [
            new DeadLetterRecord
            {
                LetterId = "l", Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XXBTZUSD", Rule = "ohlc-order", Reason = "low 5 is above open 4", RawText = "{}", Request = "/", RunId = "r", KnownAt = Some.Now,
            },
        ],
        Limits = [new RateLimitRecord { Window = "second", Limit = 20, Remaining = 18 }, new RateLimitRecord { Window = "hour", Limit = 3000, Remaining = 2998 }],
    };

    [Fact]
    public void It_says_progress_rates_budget_and_what_went_wrong()
    {
        IReadOnlyList<string> lines = RunView.Write(Run, 160, 40, isColored: false);

        Assert.Equal("daily  Running  1 d 02:03:04", lines[0]);
        Assert.Contains(lines, line => line.EndsWith("process 4711; last sign of life 3 s ago", StringComparison.Ordinal));
        Assert.Contains("step 2 of 3: ingest ohlcv spot 1d", lines);
        Assert.Contains(lines, line => line.Contains("]  52 %  about 00:04:00 yet  1,204 of 2,310 requests  612 of 1,150 series or lists", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("rows      1,234,567 read", StringComparison.Ordinal) && line.EndsWith("12 rejected; 8,123/s", StringComparison.Ordinal));
        Assert.Contains("requests  1,210, 3 of them again; 12.1/s", lines);
        Assert.Contains("budget    left per second 18 of 20, hour 2,998 of 3,000", lines);
        Assert.Contains(lines, line => line.StartsWith("  SourceUnreachable  bitfinex XYZ: No answer.", StringComparison.Ordinal));
        Assert.Contains("  ohlc-order  ohlcv-spot kraken XXBTZUSD: low 5 is above open 4", lines);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(20, 5)]
    [InlineData(79, 24)]
    public void It_fits_any_window_with_and_without_colours(int width, int height)
    {
        IReadOnlyList<string> plain = RunView.Write(Run, width, height, isColored: false);
        IReadOnlyList<string> colored = RunView.Write(Run, width, height, isColored: true);

        Assert.True(plain.Count <= height);
        Assert.All(plain, line => Assert.True(line.Length <= width && !line.Any(char.IsControl), line));
        Assert.Contains(colored, line => line.StartsWith($"{Escape}[1;32m", StringComparison.Ordinal) && line.EndsWith($"{Escape}[0m", StringComparison.Ordinal));
        Assert.Equal(plain, colored.Select(line => System.Text.RegularExpressions.Regex.Replace(line, $"{Escape}\\[[0-9;]*m", "")));
    }

    [Fact]
    public void Of_a_run_that_has_just_begun_or_has_ended_it_says_what_there_is()
    {
        RunSnapshot begun = new() { RunId = "r", Job = "daily", Outcome = RunOutcome.Running, StartedAt = Some.Now, Elapsed = TimeSpan.Zero };

        Assert.DoesNotContain(RunView.Write(begun, 80, 24, false), line => line.StartsWith("step", StringComparison.Ordinal) || line.StartsWith("budget", StringComparison.Ordinal));
        Assert.Contains("failure   StoreBusy: No.", RunView.Write(begun with { Outcome = RunOutcome.Failed, Failure = "StoreBusy: No." }, 80, 24, false));
        Assert.Contains(RunView.Write(begun with { Limits = [new RateLimitRecord { Window = "all", PausedUntil = Some.Now }] }, 80, 24, false),
            line => line.StartsWith("budget    nothing is sent before 12:00:00 UTC", StringComparison.Ordinal));
    }
}
