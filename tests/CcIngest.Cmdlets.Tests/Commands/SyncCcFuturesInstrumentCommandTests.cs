using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class SyncCcFuturesInstrumentCommandTests : CmdletTests
{
    [Fact]
    public void Passes_contracts_of_all_forms_on()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<Instrument> contracts = Session.Run("Sync-CcFuturesInstrument", ("Exchange", "binance"), ("PassThru", true)).All<Instrument>();

        Assert.All(contracts, contract => Assert.Equal((Market.Futures, "binance"), (contract.Market, contract.Exchange)));
        Assert.Contains(contracts, contract => contract is { Denomination: "INVERSE", ExpiresAt: null });
        Assert.Contains(contracts, contract => contract is { Denomination: "VANILLA", Settlement: "USDT", ExpiresAt: null, HasFundingRate: true });
        Assert.Contains(contracts, contract => contract is { Status: "EXPIRED", ExpiresAt: not null, HasFundingRate: false, LastTrade: not null });
    }

    [Fact]
    public void Leaves_the_spot_instruments_alone()
    {
        Session.ConnectFilledStore();
        int spot = Session.Run("Get-CcInstrument").Output.Count;

        Session.Run("Sync-CcFuturesInstrument", ("Exchange", "bybit"));

        Assert.Equal(spot, Session.Run("Get-CcInstrument").Output.Count);
        Assert.Equal(["binance", "bybit"], Session.Run("Get-CcInstrument", ("Market", "Futures")).All<Instrument>().Select(one => one.Exchange).Distinct());
    }
}
