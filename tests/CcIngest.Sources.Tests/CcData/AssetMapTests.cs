using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The lists in an asset's record as rows of the maps.</summary>
public sealed class AssetMapTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Null_and_empty_are_whole_sets_of_nothing_and_an_absent_list_says_nothing()
    {
        ReferencePart part = await ReadAsync(
            """ "CONSENSUS_MECHANISMS":null,"HASHING_ALGORITHM_TYPES":[] """, """ "CONSENSUS_MECHANISMS":[{"NAME":"POW"},{"NAME":"POS"}] """);

        RowBatch mechanisms = Rows(part, AssetMaps.ConsensusMechanisms);
        Assert.Equal([(2L, "POW"), (2L, "POS")], Enumerable.Range(0, mechanisms.Count).Select(row => (mechanisms.Int64(row, 0), mechanisms.Text(row, 1)!)));
        Assert.Equal([1L, 2], part.WholeOf[AssetMaps.ConsensusMechanisms].Order());
        Assert.Equal([1L], part.WholeOf[AssetMaps.HashingAlgorithmTypes]);
        Assert.Empty(part.WholeOf[AssetMaps.Industries]);
        Assert.Empty(part.Rejected);
    }

    [Theory]
    [InlineData("""[{"ASSET_INDUSTRY":"PAYMENT"},{"ASSET_INDUSTRY":null}]""", "required", 1)]
    [InlineData("""[{"ASSET_INDUSTRY":"PAYMENT"},"ORACLE"]""", "unreadable", 1)]
    [InlineData("""[{"ASSET_INDUSTRY":" "}]""", "key-blank", 0)]
    [InlineData("""{"ASSET_INDUSTRY":"PAYMENT"}""", "unreadable", 0)]
    public async Task A_list_with_an_element_that_cannot_be_read_is_not_whole(string list, string rule, int rows)
    {
        ReferencePart part = await ReadAsync($"\"ASSET_INDUSTRIES\":{list}");

        RejectedRow rejected = Assert.Single(part.Rejected);
        Assert.Equal((rule, AssetMaps.Industries), (rejected.Rule, rejected.Dataset));
        Assert.StartsWith("\"1\":", rejected.RawText, StringComparison.Ordinal);
        Assert.Equal(rows, Rows(part, AssetMaps.Industries).Count);
        Assert.Empty(part.WholeOf[AssetMaps.Industries]);
        Assert.Equal(1, part.Rows[0].Count);
    }

    [Fact]
    public async Task An_earlier_symbol_may_be_a_plain_text_or_a_record_without_its_name()
    {
        ReferencePart part = await ReadAsync("""
            "PREVIOUS_ASSET_SYMBOLS":["OLD",{"SYMBOL":"OLDER","SYMBOL_USAGE_END_DATE":5},{"SYMBOL_USAGE_END_DATE":7}]
            """);

        RowBatch rows = Rows(part, AssetMaps.PreviousSymbols);
        Assert.Equal(["OLD", "OLDER", """{"SYMBOL_USAGE_END_DATE":7}"""], Enumerable.Range(0, rows.Count).Select(row => rows.Text(row, 1)));
        Assert.All(Enumerable.Range(0, 3), row => Assert.Equal(1, rows.Int64(row, 0)));
        Assert.Equal([1L], part.WholeOf[AssetMaps.PreviousSymbols]);
    }

    [Fact]
    public async Task Ids_elsewhere_take_the_last_of_a_name_and_numbers_and_leave_out_what_has_no_column()
    {
        ReferencePart part = await ReadAsync(
            """ "ASSET_ALTERNATIVE_IDS":[{"NAME":"CMC","ID":"1"},{"NAME":"CMC","ID":825},{"NAME":"MOON","ID":"x"},{"NAME":"CHAIN","ID":"eip155:1"},{"NAME":"CG","ID":null}] """,
            """ "ASSET_ALTERNATIVE_IDS":null """, """ "ASSET_ALTERNATIVE_IDS":[{"ID":"1"}] """, """ "ASSET_ALTERNATIVE_IDS":[{"NAME":"CMC","ID":{}}] """);

        RowBatch ids = Rows(part, AssetMaps.AlternativeIds);
        Expect.Row(ids, 0, ("asset_id", 1), ("cmc_id", "825"), ("chain_id", "eip155:1"));
        Expect.Row(ids, 1, ("asset_id", 2));
        Assert.Equal(2, ids.Count);
        Assert.Equal(["unreadable", "unreadable"], part.Rejected.Select(row => row.Rule));
    }

    [Fact]
    public async Task An_asset_that_comes_twice_in_an_answer_has_its_maps_once()
    {
        string record = Asset(1, """ "CONSENSUS_MECHANISMS":[{"NAME":"POW"}] """);
        ReferencePart part = await ReadRecordsAsync(record, record);

        Assert.Equal((2, 1), (part.Rows[0].Count, Rows(part, AssetMaps.ConsensusMechanisms).Count));
    }

    [Fact]
    public async Task A_rejected_asset_has_no_maps()
    {
        ReferencePart part = await ReadRecordsAsync("""{"ID":1,"CONSENSUS_MECHANISMS":[{"NAME":"POW"}]}""", Asset(2, """ "CONSENSUS_MECHANISMS":null """));

        Assert.Equal((1, 0), (part.Rows[0].Count, Rows(part, AssetMaps.ConsensusMechanisms).Count));
        Assert.Equal([2L], part.WholeOf[AssetMaps.ConsensusMechanisms]);
    }

    [Fact]
    public async Task A_rejected_element_is_read_again_under_its_asset()
    {
        RejectedRow rejected = Assert.Single((await ReadAsync("""
            "ASSET_INDUSTRIES":[{"ASSET_INDUSTRY":" "}]
            """)).Rejected);
        RowBatch rows = new(AssetMaps.Industries);

        Assert.Equal("key-blank", RecordReread.Read(rejected, DateTime.UnixEpoch, rows)?.Rule);
        Assert.Null(RecordReread.Read(rejected with { RawText = rejected.RawText.Replace("\" \"", "\"ORACLE\"", StringComparison.Ordinal) }, DateTime.UnixEpoch, rows));
        Expect.Row(rows, 0, ("asset_id", 1), ("industry_name", "ORACLE"));
    }

    private static RowBatch Rows(ReferencePart part, Dataset dataset) => part.Rows.Single(rows => rows.Dataset == dataset);

    private Task<ReferencePart> ReadAsync(params string[] fields) => ReadRecordsAsync([.. fields.Select((more, index) => Asset(index + 1, more))]);

    private async Task<ReferencePart> ReadRecordsAsync(params string[] records)
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(FormattableString.Invariant(
            $"{{\"Data\":{{\"STATS\":{{\"PAGE\":1,\"TOTAL_ASSETS\":{records.Length}}},\"LIST\":[{string.Join(',', records)}]}},\"Err\":{{}}}}")));
        return Assert.Single(await _fixture.ListAsync(new ReferenceRequest(ReferenceList.Assets, [])));
    }

    private static string Asset(int id, string more) => FormattableString.Invariant(
        $$"""{{{more.Trim()}},"ID":{{id}},"TYPE":"162","SYMBOL":"S{{id}}","NAME":"N{{id}}","URI":"u{{id}}","ASSET_TYPE":"TOKEN","CREATED_ON":1659708643}""");
}
