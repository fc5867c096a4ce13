using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcMissedTickCommandTests : CmdletTests
{
    [Fact]
    public void Says_when_a_tick_was_due_and_why_it_has_no_snapshot()
    {
        Session.ConnectFilledStore();

        MissedTick missed = Session.Call("Get-CcMissedTick").At("binance", "GONE*").RunWell().Single<MissedTick>();

        Assert.Equal(("GONEUSDT", "failed", TimeSpan.FromSeconds(0.5)), (missed.NativeSymbol, missed.Cause, missed.Every));
        Assert.StartsWith("InstrumentUnknown: ", missed.Reason, StringComparison.Ordinal);
        Assert.Equal(missed, Session.Call("Get-CcMissedTick", ("RunId", missed.RunId)).RunWell().Single<MissedTick>());
        Assert.Equal(missed, Session.Call("Get-CcMissedTick", ("RunId", missed.RunId), ("From", missed.TickAt)).At("binance", "gone*").RunWell().Single<MissedTick>());
        Assert.Empty(Session.Call("Get-CcMissedTick", ("RunId", missed.RunId), ("To", missed.TickAt)).RunWell().Output);
        Assert.Empty(Session.Call("Get-CcMissedTick", ("RunId", missed.RunId)).At("kraken").RunWell().Output);
        Assert.Empty(Session.Call("Get-CcMissedTick", ("RunId", "nobody")).RunWell().Output);
    }
}
