using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class DisconnectCcStoreCommandTests : CmdletTests
{
    [Fact]
    public void Closes_the_session_s_store_and_its_handle()
    {
        ConnectedStore store = Session.ConnectFilledStore();

        Session.Run("Disconnect-CcStore");

        Assert.Same(store, Session.Call("Get-CcRun", ("Store", store)).Run().ShouldFail("ConnectionClosed", ErrorCategory.ResourceUnavailable).TargetObject);
        Assert.Equal("DB_ENGINE", Session.Call("Get-CcRun").Run().ShouldFail("StoreSchemaMissing", ErrorCategory.InvalidOperation).TargetObject);
        Session.Run("Disconnect-CcStore");
    }

    [Fact]
    public void Closes_what_it_is_given_and_leaves_the_session_s()
    {
        ConnectedStore first = Session.ConnectEmptyStore();
        Session.ConnectFilledStore();

        Session.Run("Disconnect-CcStore", ("Store", first));

        Assert.NotEmpty(Session.Run("Get-CcRun").Output);
        Session.Call("Get-CcRun", ("Store", first)).Run().ShouldFail("ConnectionClosed", ErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public void An_empty_pipeline_closes_nothing()
    {
        Session.ConnectFilledStore();

        Session.Call("Disconnect-CcStore").Piping().RunWell();

        Assert.NotEmpty(Session.Run("Get-CcRun").Output);
    }
}
