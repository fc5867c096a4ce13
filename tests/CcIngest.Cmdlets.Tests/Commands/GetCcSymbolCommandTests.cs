using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcSymbolCommandTests : CmdletTests
{
    [Fact]
    public void Filters_by_either_name_quote_and_status_whatever_their_case()
    {
        Session.ConnectFilledStore();

        Assert.Equal("BTC-USDT-SPOT", Session.Call("Get-CcSymbol").At("binance", "btcusdt").RunWell().Single<SymbolRecord>().StandardSymbol);
        Assert.Equal("BTCUSDT", Session.Call("Get-CcSymbol").At("binance", "btc-usdt-*").RunWell().Single<SymbolRecord>().NativeSymbol);
        Assert.All(Session.Run("Get-CcSymbol", ("Quote", "usdt")).All<SymbolRecord>(), symbol => Assert.Equal("USDT", symbol.Quote));
        Assert.All(Session.Run("Get-CcSymbol", ("Status", "active")).All<SymbolRecord>(), symbol => Assert.Equal("ACTIVE", symbol.Status));
        Assert.Empty(Session.Call("Get-CcSymbol").Piping().RunWell().Output);
    }
}
