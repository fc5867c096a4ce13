using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class TestCcScheduleCommandTests : CmdletTests
{
    [Fact]
    public void Runs_the_job_once_and_not_with_NoRun()
    {
        CmdletCases.Of("Register-CcSchedule").Works(Session).RunWell();

        Assert.Equal(["Scheduler", "Account", "Program", "Job", "Secrets", "Network", "Run"], Checks());
        Assert.Equal(2, File.ReadAllLines(Session.File("ran")).Length);
        Assert.DoesNotContain("Run", Checks(("NoRun", true)));
        Assert.Equal(3, File.ReadAllLines(Session.File("ran")).Length);
    }

    private IEnumerable<string> Checks(params (string, object?)[] parameters) =>
        Session.Run("Test-CcSchedule", [("Folder", "schedules"), ("Name", "job"), .. parameters]).All<ConnectionCheck>().Select(check => check.Check);
}
