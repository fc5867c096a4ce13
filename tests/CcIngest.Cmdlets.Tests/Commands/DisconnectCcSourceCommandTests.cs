using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class DisconnectCcSourceCommandTests : CmdletTests
{
    [Fact]
    public void Closes_the_session_s_source_and_its_handle()
    {
        ConnectedSource source = Session.ConnectSource(Session.Market.Open);

        Session.Run("Disconnect-CcSource");

        Session.Call("Get-CcRateLimit", ("Live", true), ("Source", source)).Run().ShouldFail("ConnectionClosed", ErrorCategory.ResourceUnavailable);
        Assert.Equal("https://data-api.coindesk.com/", Session.Run("Connect-CcSource").Single<ConnectedSource>().BaseUri.AbsoluteUri);
    }

    [Fact]
    public void Closes_what_comes_down_the_pipe_and_leaves_the_session_s()
    {
        ConnectedSource first = Session.ConnectSource(Session.Market.Locked);
        Session.ConnectSource(Session.Market.Open);

        Session.Call("Disconnect-CcSource").Piping(first).RunWell();

        Session.Call("Get-CcRateLimit", ("Live", true), ("Source", first)).Run().ShouldFail("ConnectionClosed", ErrorCategory.ResourceUnavailable);
        Assert.NotEmpty(Session.Run("Get-CcRateLimit", ("Live", true)).Output);
    }
}
