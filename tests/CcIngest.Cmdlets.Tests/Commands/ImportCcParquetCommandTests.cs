using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class ImportCcParquetCommandTests : CmdletTests
{
    [Fact]
    public void Stores_an_export_in_another_store_and_nothing_the_second_time()
    {
        Session.ConnectFilledStore();
        IReadOnlyList<ExportedFile> exported = Session.Call("Export-CcParquet", ("Interval", "1d")).At("ohlcv-spot", "out").RunWell().All<ExportedFile>();
        ConnectedStore copy = Session.ConnectBareStore();
        Session.Run("Initialize-CcStore", ("Store", copy));

        IReadOnlyList<ImportedFile> first = Session.Call("Import-CcParquet", ("Store", copy)).At("out").RunWell().All<ImportedFile>();
        IReadOnlyList<ImportedFile> again = Session.Call("Import-CcParquet", ("Store", copy)).At("out").RunWell().All<ImportedFile>();

        Assert.Equal(exported.Sum(file => file.Rows), first.Sum(file => file.Inserted));
        Assert.Equal(exported.Sum(file => file.Rows), again.Sum(file => file.Unchanged));
        Assert.All(first, file => Assert.True(file.IsVerified));
    }

    [Fact]
    public void Takes_the_files_of_an_export_from_the_pipeline()
    {
        Session.ConnectFilledStore();
        ImportedFile file = Session.Call("Export-CcParquet").At("exchanges", "out").Then(Module.Cmdlet("Import-CcParquet")).RunWell().Single<ImportedFile>();
        Assert.Equal((file.Rows, "exchanges"), (file.Unchanged, file.Dataset));
    }

    [Fact]
    public void Does_nothing_for_an_empty_pipe()
    {
        Session.ConnectFilledStore();
        Assert.Empty(Session.Call("Import-CcParquet").Piping().RunWell().Output);
    }
}
