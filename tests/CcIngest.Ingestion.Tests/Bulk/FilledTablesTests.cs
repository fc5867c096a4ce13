using CcIngest.Model;
using CcIngest.Storage;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class FilledTablesTests : BulkFixture
{
    private static readonly LeaseKey SpotList = LeaseKey.OfList(ReferenceList.SpotInstruments);

    [Fact]
    public void Every_table_of_reference_data_has_the_lease_of_the_list_that_fills_it()
    {
        string[] leases = [.. DatasetCatalog.All
            .Where(table => table.Series is null && !table.IsBookkeeping && table != RateLimitStatusRecords.Dataset && table != OrderBookSnapshots.Dataset)
            .Select(table => FilledTables.LeaseOf(table).Dataset).Distinct()];
        Assert.Equal(ReferenceList.All.Order(), leases.Order());
        Assert.Equal(SpotList, FilledTables.LeaseOf(InstrumentsSpot.Dataset));
    }

    [Fact]
    public async Task A_table_that_a_sync_is_filling_is_neither_copied_nor_imported()
    {
        IMarketDataStore from = await NewStoreAsync();
        await from.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Tables = [new TableWrite(Rows.Rows(InstrumentsSpot.Dataset, 5), WriteMode.Merge)] }, default);
        await ExportAsync(from, Request() with { Dataset = InstrumentsSpot.Dataset });
        IMarketDataStore to = await NewStoreAsync();
        await to.Leases.OpenAsync(new RunHolder { RunId = "sync", Process = new ProcessStamp(4711, "", "elsewhere", "", ""), LeaseSeconds = 600 }, default);
        Assert.Empty(await to.Leases.TakeAsync("sync", [SpotList], default));

        Assert.Equal(nameof(IngestErrorId.SeriesBusy), (await CopyAsync(from, to, InstrumentsSpot.Dataset)).Failure?.ErrorId);
        Assert.Equal(nameof(IngestErrorId.SeriesBusy), (await ImportAsync(to, Path.Combine(Folder, "export"))).Failure?.ErrorId);
    }
}
