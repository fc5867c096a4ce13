using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcRateLimitCommandTests : CmdletTests
{
    private static readonly string[] Windows = ["second", "minute", "hour", "day", "month"];

    [Fact]
    public void Reads_what_the_runs_of_the_pipeline_noted()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<RateLimitRecord> noted = Session.Call("Get-CcRun", ("Last", 2)).Then(Module.Cmdlet("Get-CcRateLimit")).RunWell().All<RateLimitRecord>();

        Assert.Equal(2, noted.Select(window => window.RunId).Distinct().Count());
        Assert.Equal(Windows, Session.Run("Get-CcRateLimit").All<RateLimitRecord>().Select(window => window.Window));
        Assert.Empty(Session.Call("Get-CcRateLimit").Piping().RunWell().Output);
    }

    [Fact]
    public void Asks_the_API_with_Live()
    {
        ConnectedSource source = Session.ConnectSource(Session.Market.Open);

        Assert.Equal(Windows, Session.Run("Get-CcRateLimit", ("Live", true), ("Source", source)).All<RateLimitRecord>().Select(window => window.Window));
    }

    [Fact]
    public void Names_the_source_when_it_refuses()
    {
        ConnectedSource source = Session.ConnectSource(Session.Market.Locked);

        ErrorRecord error = Session.Call("Get-CcRateLimit", ("Live", true)).Run().ShouldFail("SourceKeyRefused", ErrorCategory.AuthenticationError);

        Assert.Same(source, error.TargetObject);
    }

    [Theory]
    [InlineData("Live", "Shared")]
    [InlineData("Live", "Last")]
    [InlineData("Shared", "RunId")]
    public void Refuses_what_does_not_go_together(string one, string other) =>
        Session.Call("Get-CcRateLimit", (one, true), (other, other is "Shared" ? true : 1)).Run().ShouldRefuse("AmbiguousParameterSet,");
}
