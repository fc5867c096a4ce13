using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>What an asset has several of follows the source: what a list no longer has is gone with the write that brings the asset.</summary>
public sealed class AssetMapSyncTests
{
    private static readonly SyncStep Assets = new() { List = ReferenceList.Assets };

    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task A_changed_map_removes_what_is_gone_in_the_transaction_of_its_asset()
    {
        await SyncAsync(Part(whole: true, "PAYMENT", "GAMING"));
        StepSummary second = (await SyncAsync(Part(whole: true, "PAYMENT", "ORACLE"))).Steps.Single();

        Assert.Equal(["ORACLE", "PAYMENT"], _store.Table(AssetMaps.Industries).Values("industry_name"));
        Assert.Equal(new RowCounts(4, 1, 0, 3, 0) { Removed = 1 }, second.Rows);
        CommittedWrite write = _store.Writes.Last(write => write.Tables.Any(table => table.Table == AssetMaps.Industries.Table));
        Assert.Contains(write.Tables, table => table.Table == Model.Assets.Dataset.Table);
        Assert.Equal(["GAMING"], _store.Table(Revisions.Dataset).Values("symbol_unmapped"));
    }

    [Fact]
    public async Task A_map_that_is_empty_now_is_emptied_and_one_that_is_not_whole_is_left()
    {
        await SyncAsync(Part(whole: true, "PAYMENT"));
        await SyncAsync(Part(whole: false));
        object?[] left = [.. _store.Table(AssetMaps.Industries).Values("industry_name")];
        await SyncAsync(Part(whole: true));

        Assert.Equal(["PAYMENT"], left);
        Assert.Empty(_store.Table(AssetMaps.Industries).Rows);
    }

    private static ReferencePart Part(bool whole, params string[] industries)
    {
        ReferencePart assets = Listed.AssetsByVolume("BTC");
        RowBatch map = new(AssetMaps.Industries);
        foreach (string industry in industries)
        {
            int row = map.AddRow();
            map.Set(row, map.Dataset.Ordinal("asset_id"), 1L);
            map.Set(row, map.Dataset.Ordinal("industry_name"), industry);
        }

        return assets with
        {
            Rows = [.. assets.Rows, map],
            WholeOf = new Dictionary<Dataset, IReadOnlySet<long>> { [AssetMaps.Industries] = whole ? new HashSet<long> { 1 } : [] },
        };
    }

    private async Task<RunSummary> SyncAsync(ReferencePart part)
    {
        _source.Lists[ReferenceList.Assets] = [part];
        RunSummary summary = await Runner(_store, _source).RunAsync(Job(Assets), null, CancellationToken.None);
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        return summary;
    }
}
