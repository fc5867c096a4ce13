using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcInstrumentCommandTests : CmdletTests
{
    [Fact]
    public void Takes_exchanges_from_the_pipeline()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<Instrument> found = Session.Call("Get-CcExchange").At("kraken").Then(Module.Cmdlet("Get-CcInstrument"), ("Instrument", "btc-*"))
            .RunWell().All<Instrument>();

        Assert.NotEmpty(found);
        Assert.All(found, instrument => Assert.Equal("kraken", instrument.Exchange));
        Assert.All(found, instrument => Assert.StartsWith("BTC-", instrument.Symbol, StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_by_status_whatever_its_case()
    {
        Session.ConnectFilledStore();

        Assert.All(Session.Run("Get-CcInstrument", ("Status", "active")).All<Instrument>(), instrument => Assert.Equal("ACTIVE", instrument.Status));
        Assert.Empty(Session.Call("Get-CcInstrument").Piping().RunWell().Output);
    }

    [Fact]
    public void Refuses_an_empty_status() => Session.Call("Get-CcInstrument", ("Status", Array.Empty<string>())).Run().ShouldRefuse("ParameterArgumentValidationError,");

    [Fact]
    public void Looks_for_a_name_in_its_own_market_only()
    {
        Session.ConnectFilledStore();
        Instrument spot = Session.Call("Get-CcInstrument").At("kraken", "BTC-USD").RunWell().Single<Instrument>();
        Instrument contract = Session.Call("Get-CcInstrument", ("Market", "Futures")).At("binance", SharedMarket.Contract).RunWell().Single<Instrument>();

        IReadOnlyList<Instrument> found = Session.Call("Get-CcInstrument")
            .Piping(spot with { Market = Market.Futures }, contract, contract with { Market = Market.Spot }, spot).RunWell().All<Instrument>();

        Assert.Equal([spot, contract], found);
    }

}
