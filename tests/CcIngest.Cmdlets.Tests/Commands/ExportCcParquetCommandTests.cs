using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ExportCcParquetCommandTests : CmdletTests
{
    [Fact]
    public void Writes_files_and_their_manifest()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<ExportedFile> files = Session.Call("Export-CcParquet", ("Interval", "1d")).At("ohlcv-spot", "out").RunWell().All<ExportedFile>();

        Assert.All(files, file => Assert.True(File.Exists(file.Path)));
        Assert.All(files, file => Assert.Equal("kraken", file.Exchange));
        Assert.True(File.Exists(Session.File("out/_manifest.json")));
    }

    [Fact]
    public void Finds_an_instrument_by_its_mapped_name_and_takes_the_tables_name()
    {
        Session.ConnectFilledStore();
        long days = Session.Call("Get-CcOhlcv").At("kraken", "BTC-USD", "1d").RunWell().Output.Count;

        ExportedFile file = Session.Call("Export-CcParquet", ("Exchange", "Kraken"), ("Instrument", "BTC-USD"), ("PartitionBy", "None"))
            .At("cc_ohlcv_spot_1d_raw", "out").RunWell().Single<ExportedFile>();

        Assert.Equal(days, file.Rows);
    }

    [Fact]
    public void Replaces_an_export_only_with_Force()
    {
        Session.ConnectFilledStore();
        Session.Call("Export-CcParquet").At("exchanges", "out").RunWell();

        Session.Call("Export-CcParquet").At("exchanges", "out").Run().ShouldFail("FileMismatch", ErrorCategory.InvalidData);
        Session.Call("Export-CcParquet", ("Force", true)).At("exchanges", "out").RunWell().Single<ExportedFile>();
    }

    [Fact]
    public void Names_the_datasets_there_are() =>
        Session.Call("Export-CcParquet").At("ohlcv-sopt", "out").Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);
}
