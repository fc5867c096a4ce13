using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class UnregisterCcScheduleCommandTests : CmdletTests
{
    [Fact]
    public void Removes_what_comes_down_the_pipeline_and_nothing_else()
    {
        CmdletCases.Of("Register-CcSchedule").Works(Session).RunWell();
        Session.Call(
            "Register-CcSchedule", ("At", TimeSpan.Zero), ("Kind", ScheduleKind.Systemd), ("Name", "other"), ("Folder", "schedules"), ("Program", "program")).At("job.json").RunWell();

        Session.Call("Get-CcSchedule", ("Folder", "schedules"), ("Name", "other")).Then(Module.Cmdlet("Unregister-CcSchedule")).RunWell();

        Assert.Equal("job", Session.Run("Get-CcSchedule", ("Folder", "schedules")).Single<Schedule>().Name);
        Assert.Equal("ccingest-job.cron", Path.GetFileName(Assert.Single(Directory.GetFiles(Session.File("schedules")))));
    }
}
