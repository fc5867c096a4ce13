using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcTradingPairCommandTests : CmdletTests
{
    [Fact]
    public void Chooses_as_an_ingest_does()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<TradingPair> pairs = Session.Call("Get-CcExchange").At("kraken").Then(Module.Cmdlet("Get-CcTradingPair"), ("Quote", "usd"), ("Limit", 3))
            .RunWell().All<TradingPair>();

        Assert.InRange(pairs.Count, 1, 3);
        Assert.All(pairs, pair => Assert.Equal(("kraken", "USD", "ACTIVE"), (pair.Exchange, pair.Quote, pair.Status)));
        Assert.Equal("BTC-USD", Session.Call("Get-CcTradingPair").At("kraken", "btc-usd").RunWell().Single<TradingPair>().Symbol);
        Assert.Empty(Session.Call("Get-CcTradingPair").Piping().RunWell().Output);
    }

    [Fact]
    public void Takes_wildcards_as_the_instruments_do()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<TradingPair> pairs = Session.Call("Get-CcTradingPair").At("kraken", "btc-u*").RunWell().All<TradingPair>();

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.StartsWith("BTC-U", pair.Symbol, StringComparison.Ordinal));
        Assert.Single(Session.Call("Get-CcTradingPair", ("Limit", 1)).At("kraken", "btc-*").RunWell().Output);
        Assert.Empty(Session.Call("Get-CcTradingPair").At("kraken", "no-such*").RunWell().Output);
    }

    [Fact]
    public void Refuses_a_grade_that_does_not_exist()
    {
        Session.ConnectFilledStore();

        Session.Call("Get-CcTradingPair", ("MinimumGrade", "Z")).Run().ShouldFail("JobInvalid", ErrorCategory.ParserError);
    }

    [Theory]
    [InlineData("cadli", 1)]
    [InlineData("ccix", 0)]
    public void Takes_an_exchange_for_the_family_of_indices(string family, int priced)
    {
        Session.ConnectFilledStore();

        TradingPair named = Session.Call("Get-CcTradingPair", ("Market", "Index"), ("Instrument", "btc-usd")).At(family).RunWell().Single<TradingPair>();
        PipelineResult chosen = Session.Call("Get-CcTradingPair", ("Market", "Index"), ("TopAsset", 1)).At(family).Run();

        Assert.Equal((family, "BTC-USD", Market.Index), (named.Exchange, named.RawSymbol, named.Market));
        Assert.Equal(priced, chosen.Output.Count);
        Assert.Equal(priced == 1, chosen.IsSuccess);
    }

}
