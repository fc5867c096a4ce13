using System.Management.Automation;
using CcIngest.EngineDouble;

namespace CcIngest.Cmdlets.Tests;

/// <summary>Which streams say what, by the common parameters and by the session's preferences.</summary>
public sealed class StreamTests : CmdletTests
{
    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void Says_nothing_beside_its_output_when_all_is_well(string cmdlet)
    {
        PipelineResult result = CmdletCases.Of(cmdlet).Works(Session).RunWell();

        Assert.All(result.Entries, entry => Assert.Contains(entry.Stream, (PipelineStream[])[PipelineStream.Output, PipelineStream.Progress, PipelineStream.Question]));
    }

    [Theory]
    [InlineData("Verbose", false)]
    [InlineData("Debug", true)]
    public void Preferences_and_common_parameters_mean_the_same(string stream, bool tellsRequests)
    {
        Session.ConnectFilledStore();
        PipelineResult byParameter = Session.Run("Sync-CcExchange", (stream, true));
        Session.Engine.Variables[$"{stream}Preference"] = ActionPreference.Continue;
        PipelineResult byPreference = Session.Run("Sync-CcExchange");
        PipelineResult refused = Session.Run("Sync-CcExchange", (stream, false));

        Assert.NotEmpty(Lines(byParameter, stream));
        Assert.Equal(Lines(byParameter, stream).Count, Lines(byPreference, stream).Count);
        Assert.Empty(Lines(refused, stream));
        Assert.Equal(tellsRequests, Lines(byParameter, stream).Any(line => line.StartsWith("GET ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_session_s_ErrorActionPreference_makes_a_failed_leg_terminating()
    {
        Session.ConnectFilledStore();
        Session.Engine.Variables["ErrorActionPreference"] = "Stop";

        Session.Call("Sync-CcSpotInstrument", ("Exchange", new[] { "kraken", "atlantis" })).Run().ShouldFail("MarketUnknown", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void Nothing_is_told_of_an_error_that_is_to_be_ignored()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Run("Sync-CcSpotInstrument", ("Exchange", new[] { "kraken", "atlantis" }), ("ErrorAction", "Ignore"));

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
    }

    private static IReadOnlyList<string> Lines(PipelineResult result, string stream) => stream == "Debug" ? result.Debug : result.Verbose;
}
