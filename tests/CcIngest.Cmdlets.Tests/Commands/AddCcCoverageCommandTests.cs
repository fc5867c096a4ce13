using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class AddCcCoverageCommandTests : CmdletTests
{
    [Fact]
    public void One_series_is_chosen_by_its_mapped_name_and_what_is_known_stays()
    {
        Session.ConnectFilledStore();
        long days = Session.Call("Get-CcOhlcv").At("kraken", "BTC-USD", "1d").RunWell().Output.Count;

        AdoptedRows adopted = Session.Call("Add-CcCoverage", ("Interval", "1d"), ("Exchange", "Kraken"), ("Instrument", "BTC-USD")).At("ohlcv-spot")
            .RunWell().Single<AdoptedRows>();

        Assert.Equal(("kraken", "XXBTZUSD", 0L, days), (adopted.Exchange, adopted.RawSymbol, adopted.Adopted, adopted.Known));
    }
}
