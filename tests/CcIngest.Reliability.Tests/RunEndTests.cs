using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Reliability.Tests;

public sealed class RunEndTests
{
    [Fact]
    public void Error_ids_are_those_of_the_summary_each_once()
    {
        RunSummary summary = RunSummary.NotBegun("kills", "job.json", new IngestException(IngestErrorId.SourceUnreachable, "m", "a"), DateTime.UnixEpoch) with
        {
            Steps = [new StepSummary { Step = "s", Failures = [new("t", "SourceBusy", "m", "a"), new("u", "SourceBusy", "m", "a")] }],
        };

        RunEnd end = RunEnd.Read(run: 3, exitCode: 1, RunSummaryJson.Write(summary) + "\n");

        Assert.Equal(["SourceBusy", "SourceUnreachable"], end.ErrorIds);
        Assert.Null(end.Problem);
    }

    [Theory]
    [InlineData(0, "", false)]
    [InlineData(2, "SourceBusy", false)]
    [InlineData(1, "SourceRateLimited", false)]
    [InlineData(1, "StoreFailed", true)]
    [InlineData(1, "", true)]
    [InlineData(134, "", true)]
    [InlineData(130, "SourceBusy", true)]
    [InlineData(64, "SettingInvalid", true)]
    [InlineData(2, "SeriesBusy", true)]
    [InlineData(1, "LeaseLost SourceBusy", true)]
    [InlineData(2, "RunFailed SourceBusy", true)]
    public void What_faults_of_the_source_do_not_explain_is_a_problem(int exitCode, string ids, bool isProblem) =>
        Assert.Equal(isProblem, new RunEnd(1, exitCode, ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Problem is not null);
}
