using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class TestCcDataQualityCommandTests : CmdletTests
{
    [Fact]
    public void A_candle_that_somebody_changed_is_found_and_kept_and_its_mending_mends_it()
    {
        StoredCandle.Change(Session.ConnectFilledStore());

        QualityFinding found = Session.Run("Test-CcDataQuality", ("Exchange", "kraken"), ("Rule", new[] { "ohlc-order" })).Single<QualityFinding>();
        PipelineCall Kept() => Session.Call("Get-CcQualityFinding", ("Rule", new[] { "ohlc-order" }));
        Assert.Equal((StoredCandle.OpenTime, "1d", QualitySeverity.Error), (found.From, found.Interval, found.Severity));
        Assert.Contains("close=0.25", found.Found, StringComparison.Ordinal);
        Assert.Equal(found, Kept().RunWell().Single<QualityFinding>());

        RunSummary mended = Kept().Then(Module.Cmdlet("Repair-CcGap")).RunWell().Single<RunSummary>();
        Assert.Equal(1, mended.Steps.Sum(step => step.Rows.Updated));
        Assert.Empty(Session.Run("Test-CcDataQuality", ("Exchange", "kraken"), ("Rule", new[] { "ohlc-order" })).Output);
        Assert.Empty(Kept().RunWell().Output);
        Assert.NotNull(Session.Run("Get-CcQualityFinding", ("Rule", new[] { "ohlc-order" }), ("IncludeResolved", true)).Single<QualityFinding>().ResolvedAt);
    }

    [Fact]
    public void A_store_as_the_ingests_left_it_has_no_error()
    {
        Session.ConnectFilledStore();
        Assert.Empty(Session.Run("Test-CcDataQuality", ("Severity", new[] { QualitySeverity.Error })).Output);
    }
}
