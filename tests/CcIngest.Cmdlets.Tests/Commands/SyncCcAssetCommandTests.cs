using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class SyncCcAssetCommandTests : CmdletTests
{
    [Fact]
    public void Stores_the_assets_and_about_so_many_with_Top()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();
        RunSummary some = Session.Run("Sync-CcAsset", ("Top", 10)).Single<RunSummary>();
        int few = Session.Run("Get-CcAsset").Output.Count;
        RunSummary all = Session.Run("Sync-CcAsset").Single<RunSummary>();

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (some.Outcome, all.Outcome));
        Assert.InRange(few, 10, Session.Run("Get-CcAsset").Output.Count - 1);
    }

    [Fact]
    public void Brings_named_assets_alone_and_their_maps_with_them()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();

        RunSummary summary = Session.Run("Sync-CcAsset", ("Asset", new[] { "BTC", "USDT", "BTC" })).Single<RunSummary>();
        IReadOnlyList<Asset> stored = Session.Run("Get-CcAsset").All<Asset>();

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(["BTC", "USDT"], stored.Select(asset => asset.Symbol).Order());
        Assert.All(stored, asset => Assert.NotEmpty(asset.Industries));
    }

    [Fact]
    public void Refuses_a_count_below_one() => Session.Call("Sync-CcAsset", ("Top", 0)).Run().ShouldRefuse("ParameterArgumentValidationError,");

    [Fact]
    public void Tells_of_unknown_assets_and_has_the_others()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();

        PipelineResult result = Session.Call("Sync-CcAsset").Piping("btc", "NOSUCH1", "ETH", "NOSUCH2", "SOL").Run();

        Assert.Contains("NOSUCH1, NOSUCH2", result.ShouldTell("SourceAnswerEmpty", ErrorCategory.InvalidData).Exception.Message, StringComparison.Ordinal);
        Assert.NotEqual(RunOutcome.Complete, result.Single<RunSummary>().Outcome);
        Assert.Equal(["BTC", "ETH", "SOL"], Session.Run("Get-CcAsset").All<Asset>().Select(asset => asset.Symbol).Order(StringComparer.Ordinal));
    }

}
