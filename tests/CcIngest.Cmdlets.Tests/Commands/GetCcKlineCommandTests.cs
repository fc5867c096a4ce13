using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcKlineCommandTests : CmdletTests
{
    [Fact]
    public void Reads_a_series_by_its_native_and_by_its_standard_symbol()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<Kline> native = Session.Call("Get-CcKline", ("From", "2025-12-05"), ("To", "2025-12-08")).At("binance", "BTCUSDT", "1d").RunWell().All<Kline>();
        IReadOnlyList<Kline> standard = Session.Call("Get-CcKline", ("From", "2025-12-05"), ("To", "2025-12-08")).At("Binance", "btc-usdt-spot", "1d").RunWell().All<Kline>();

        Assert.Equal([5, 6, 7], native.Select(kline => kline.OpenTime.Day));
        Assert.All(native, kline => Assert.True(kline.Low <= kline.Open && kline.Close <= kline.High && kline.Volume > 0));
        Assert.Equal(native, standard);
    }
}
