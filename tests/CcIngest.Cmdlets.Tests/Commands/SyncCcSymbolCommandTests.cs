using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class SyncCcSymbolCommandTests : CmdletTests
{
    [Fact]
    public void Collects_a_pipeline_into_one_run_and_passes_the_symbols_on()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();

        IReadOnlyList<SymbolRecord> passed = Session.Call("Sync-CcSymbol", ("PassThru", true)).Piping("binance", "BINANCE-USDM").RunWell().All<SymbolRecord>();

        Assert.Equal(["binance", "binance-usdm"], passed.Select(symbol => symbol.Exchange).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["FUTURE", "PERP", "SPOT"], passed.Select(symbol => symbol.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(Session.Run("Get-CcRun").Output);
    }
}
