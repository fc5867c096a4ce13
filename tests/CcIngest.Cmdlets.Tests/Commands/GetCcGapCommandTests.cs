using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcGapCommandTests : CmdletTests
{
    [Fact]
    public void A_store_that_has_what_was_asked_for_has_no_gap_but_up_to_a_later_day_there_is_one()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Run("Get-CcGap", ("Exchange", "kraken")).Output);
        Gap gap = Session.Run("Get-CcGap", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", "1d"), ("To", "2026-01-05")).Single<Gap>();

        Assert.Equal((GapCause.NotAsked, 4L), (gap.Cause, gap.Periods));
        Assert.Empty(Session.Run("Get-CcGap", ("Exchange", "kraken"), ("To", "2026-01-05"), ("Cause", new[] { GapCause.Rejected })).Output);
    }

    [Fact]
    public void Objects_that_name_the_same_series_give_each_gap_once()
    {
        Session.ConnectFilledStore();
        PipelineResult result = Session.Call("Get-CcCoverage", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"))
            .Then(Module.Cmdlet("Get-CcGap"), ("To", "2026-01-05")).RunWell();
        Assert.Single(result.All<Gap>());
    }
}
