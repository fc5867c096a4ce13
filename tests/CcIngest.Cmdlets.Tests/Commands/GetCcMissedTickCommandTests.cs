using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcMissedTickCommandTests : CmdletTests
{
    [Fact]
    public void Says_when_a_tick_was_due_and_why_it_has_no_snapshot()
    {
        Session.ConnectFilledStore();

        MissedTick[] missed = Ticks(Session.Call("Get-CcMissedTick").At("binance", "GONE*"));

        Assert.Equal(["failed", "stopped"], missed.Select(tick => tick.Cause));
        Assert.All(missed, tick => Assert.Equal(("GONEUSDT", TimeSpan.FromSeconds(5)), (tick.NativeSymbol, tick.Every)));
        Assert.StartsWith("InstrumentUnknown: ", missed[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("The book was given up: InstrumentUnknown: ", missed[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Those_of_a_run_are_chosen_further_by_book_and_time()
    {
        Session.ConnectFilledStore();
        MissedTick[] missed = Ticks(Session.Call("Get-CcMissedTick").At("binance", "GONE*"));
        (string Name, object? Value) run = ("RunId", missed[0].RunId);

        Assert.Equal(missed, Ticks(Session.Call("Get-CcMissedTick", run)));
        Assert.Equal(missed[1..], Ticks(Session.Call("Get-CcMissedTick", run, ("From", missed[1].TickAt)).At("binance", "gone*")));
        Assert.Equal(missed[..1], Ticks(Session.Call("Get-CcMissedTick", run, ("To", missed[1].TickAt))));
        Assert.Empty(Ticks(Session.Call("Get-CcMissedTick", run).At("kraken")));
        Assert.Empty(Ticks(Session.Call("Get-CcMissedTick", ("RunId", "nobody"))));
    }

    private static MissedTick[] Ticks(PipelineCall call) => [.. call.RunWell().Output.Cast<MissedTick>()];
}
