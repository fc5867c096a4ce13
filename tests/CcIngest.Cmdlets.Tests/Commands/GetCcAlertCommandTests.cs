using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcAlertCommandTests : CmdletTests
{
    [Fact]
    public void What_a_run_told_is_found_by_job_rule_sink_and_run()
    {
        CmdletCases.Of("Get-CcAlert").Works(Session);

        AlertRecord alert = Session.Run("Get-CcAlert").Single<AlertRecord>();

        Assert.Equal(("told", "outcome", "log", AlertKind.Firing, AlertState.Sent), (alert.Job, alert.Rule, alert.Sink, alert.Kind, alert.State));
        foreach ((string name, object value) in new (string, object)[] { ("Job", new[] { "told" }), ("Rule", new[] { "outcome" }), ("Sink", new[] { "log" }), ("RunId", new[] { alert.RunId! }) })
        {
            Assert.Equal(alert, Session.Run("Get-CcAlert", (name, value)).Single<AlertRecord>());
        }

        Assert.Empty(Session.Run("Get-CcAlert", ("Kind", new[] { AlertKind.Resolved })).Output);
        Assert.Empty(Session.Run("Get-CcAlert", ("State", new[] { AlertState.Failed })).Output);
    }
}
