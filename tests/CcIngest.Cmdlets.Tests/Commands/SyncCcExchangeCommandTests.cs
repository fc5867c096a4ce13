using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class SyncCcExchangeCommandTests : CmdletTests
{
    [Fact]
    public void Stores_the_exchanges_and_says_so_on_its_streams()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();

        PipelineResult result = Session.Run("Sync-CcExchange", ("Verbose", true));

        RunSummary summary = result.Single<RunSummary>();
        Assert.Equal((RunOutcome.Complete, "Sync-CcExchange"), (summary.Outcome, summary.Job));
        Assert.Equal(8, Session.Run("Get-CcExchange").Output.Count);
        Assert.Contains(result.Verbose, line => line.Contains("Bring the exchanges up to date", StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("MaxRejected", -1, "ParameterArgumentValidationError,")]
    [InlineData("OnBusy", "Perhaps", "CannotConvertArgumentNoMessage,")]
    [InlineData("Source", null, "ParameterArgumentValidationError,")]
    [InlineData("Store", "some.db", "CannotConvertArgumentNoMessage,")]
    public void Refuses_other_arguments(string parameter, object? value, string id) => Session.Call("Sync-CcExchange", (parameter, value)).Run().ShouldRefuse(id);
}
