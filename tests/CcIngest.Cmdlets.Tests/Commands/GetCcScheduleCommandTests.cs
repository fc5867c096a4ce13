using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcScheduleCommandTests : CmdletTests
{
    [Fact]
    public void Lists_ours_by_name_and_kind_and_nobody_else_s()
    {
        CmdletCases.Of("Register-CcSchedule").Works(Session).RunWell();
        Session.Call(
            "Register-CcSchedule", ("At", TimeSpan.Zero), ("Kind", ScheduleKind.Systemd), ("Name", "other"), ("Folder", "schedules"), ("Program", "program")).At("job.json").RunWell();
        File.WriteAllText(Session.File("schedules/ccingest-theirs.timer"), "[Timer]\n");

        Assert.Equal(["job", "other"], Names());
        Assert.Equal(["other"], Names(("Kind", ScheduleKind.Systemd)));
        Assert.Equal(["job"], Names(("Name", "J*")));
        Assert.Empty(Names(("Name", "x*")));
        Assert.Empty(Session.Run("Get-CcSchedule", ("Folder", "no-such-folder")).Output);
    }

    private IEnumerable<string> Names(params (string, object?)[] parameters) =>
        Session.Run("Get-CcSchedule", [("Folder", "schedules"), .. parameters]).All<Schedule>().Select(schedule => schedule.Name);
}
