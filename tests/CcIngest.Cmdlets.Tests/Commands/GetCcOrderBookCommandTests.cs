using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcOrderBookCommandTests : CmdletTests
{
    [Fact]
    public void Gives_the_latest_the_one_at_a_moment_and_all_of_a_range()
    {
        Session.ConnectFilledStore();
        OrderBook latest = Session.Call("Get-CcOrderBook").At("binance", "BTC-USDT-SPOT").RunWell().Single<OrderBook>();

        OrderBook[] all = [.. Session.Call("Get-CcOrderBook", ("From", "2000-01-01")).At("binance", "btcusdt").RunWell().Output.Cast<OrderBook>()];

        Assert.Equal(latest.RetrievedAt, all[^1].RetrievedAt);
        Assert.Equal(all.Select(book => book.RetrievedAt).Order(), all.Select(book => book.RetrievedAt));
        Assert.Equal(20, latest.Bids.Count);
        Assert.True(latest.BestBid < latest.BestAsk && latest.Spread > 0);
        Assert.Equal(
            all[0].RetrievedAt, Session.Call("Get-CcOrderBook", ("At", all[0].RetrievedAt)).At("binance", "BTC-USDT-SPOT").RunWell().Single<OrderBook>().RetrievedAt);
        Assert.Empty(Session.Call("Get-CcOrderBook", ("At", "2000-01-01")).At("binance", "BTC-USDT-SPOT").RunWell().Output);
    }
}
