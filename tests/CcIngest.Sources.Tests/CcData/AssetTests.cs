using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary><c>/asset/v1/top/list</c> and <c>/asset/v2/metadata</c>.</summary>
public sealed class AssetTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [SkippableFact]
    public async Task The_top_list_sample_becomes_assets_and_their_market_data()
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(SharedData.Sample("asset_v1_top_list.json")),
            FakeAnswer.Json("""{"Data":{"STATS":{"PAGE":2,"TOTAL_ASSETS":2},"LIST":[]},"Err":{}}"""));

        ReferencePart part = Assert.Single(await ListAsync());

        Assert.Equal("/asset/v1/top/list?page=1&page_size=100&sort_by=CIRCULATING_MKT_CAP_USD&sort_direction=DESC"
            + "&groups=ID,BASIC,CLASSIFICATION,DESCRIPTION_SUMMARY,PRICE,MKT_CAP,VOLUME", part.Request);
        Assert.Empty(part.Rejected);
        Assert.Equal([Assets.Dataset, AssetMarketData.Dataset, AssetMaps.AlternativeIds, .. AssetMaps.Sets], part.Rows.Select(rows => rows.Dataset));
        Assert.Equal([2, 2, 2, 2, 1, 1, 1, 1], part.Rows.Select(rows => rows.Count));
        Expect.Row(part.Rows[0], 0,
            ("asset_id", 1), ("symbol", "BTC"), ("name", "Bitcoin"), ("uri", "bitcoin"), ("asset_type", "BLOCKCHAIN"), ("cc_internal_type", "162"),
            ("id_legacy", 1182), ("cc_created_on", Expect.Utc("2022-08-05 14:10:43")), ("cc_updated_on", Expect.Utc("2025-06-06 03:07:13")),
            ("logo_url", "https://resources.cryptocompare.com/asset-management/1/1659708726266.png"), ("launch_date", Expect.Utc("2009-01-03")),
            ("description_summary", "(text shortened)"), ("decimal_points", 8), ("symbol_glyph", "₿"));
        Expect.Row(part.Rows[1], 0,
            ("asset_id", 1), ("snapshot_ts", Expect.Utc("2025-06-06 03:36:13")), ("price_usd", 102564.643975363), ("price_usd_source", "cadli"),
            ("mkt_cap_penalty", 0.0), ("circulating_mkt_cap_usd", 2038464606662.0415), ("total_mkt_cap_usd", 2038464606662.0415),
            ("spot_moving_24_hour_quote_volume_top_tier_usd", 15878783333.8503), ("spot_moving_24_hour_quote_volume_usd", 26913933943.9413),
            ("spot_moving_7_day_quote_volume_top_tier_usd", 55815785151.0247), ("spot_moving_7_day_quote_volume_usd", 103171349116.539),
            ("spot_moving_30_day_quote_volume_top_tier_usd", 332868259790.6), ("spot_moving_30_day_quote_volume_usd", 631284848967.291));
        Expect.Row(part.Rows[0], 1,
            ("asset_id", 7), ("symbol", "USDT"), ("name", "Tether"), ("uri", "usdt"), ("asset_type", "TOKEN"), ("cc_internal_type", "162"),
            ("id_legacy", 171986), ("id_asset_issuer", 26), ("asset_issuer_name", "Tether"),
            ("cc_created_on", Expect.Utc("2022-08-05 14:30:11")), ("cc_updated_on", Expect.Utc("2025-06-06 03:30:04")),
            ("logo_url", "https://resources.cryptocompare.com/asset-management/7/1661250758253.png"), ("launch_date", Expect.Utc("2014-10-06")),
            ("description_summary", "(text shortened)"), ("decimal_points", 6), ("symbol_glyph", "₮"));
        Assert.Equal(1.00036210551, Expect.Cell(part.Rows[1], 1, "price_usd"));
        ExpectMapsOfBitcoin(part);
        Expect.Row(part.Rows[2], 1, ("asset_id", 7), ("cmc_id", "825"), ("cg_id", "tether"), ("isin_id", "XT6DHS1ZTBQ1"));
        Expect.Row(part.Rows[3], 1, ("asset_id", 7), ("industry_name", "STABLECOIN"));
        Expect.Row(part.Rows[7], 0, ("asset_id", 7), ("previous_symbol", "REALCOIN"));
        Assert.All(AssetMaps.Sets, set => Assert.Equal([1L, 7], part.WholeOf[set].Order()));
    }

    [SkippableFact]
    public async Task The_metadata_sample_becomes_an_asset_and_its_market_data()
    {
        _fixture.Server.On(SourceFixture.Metadata, FakeAnswer.Json(SharedData.Sample("asset_v2_metadata.json")));

        ReferencePart part = Assert.Single(await _fixture.ListAsync(new ReferenceRequest(ReferenceList.Assets, []) { Assets = ["BTC", "1"] }));

        Assert.StartsWith("/asset/v2/metadata?assets=BTC,1&asset_lookup_priority=SYMBOL&quote_asset=USD&groups=ID,BASIC,", part.Request, StringComparison.Ordinal);
        Expect.Row(part.Rows[0], 0,
            ("asset_id", 1), ("symbol", "BTC"), ("name", "Bitcoin"), ("uri", "bitcoin"), ("asset_type", "BLOCKCHAIN"), ("cc_internal_type", "162"),
            ("id_legacy", 1182), ("cc_created_on", Expect.Utc("2022-08-05 14:10:43")), ("cc_updated_on", Expect.Utc("2025-06-06 03:07:13")),
            ("logo_url", "https://resources.cryptocompare.com/asset-management/1/1659708726266.png"), ("launch_date", Expect.Utc("2009-01-03")),
            ("description_summary", "(text shortened)"), ("decimal_points", 8), ("symbol_glyph", "₿"));
        Expect.Row(part.Rows[1], 0,
            ("asset_id", 1), ("snapshot_ts", Expect.Utc("2025-06-06 03:05:18")), ("price_usd", 102180.903914994), ("price_usd_source", "cadli"),
            ("mkt_cap_penalty", 0.0), ("circulating_mkt_cap_usd", 2030837801742.7122), ("total_mkt_cap_usd", 2030837801742.7122),
            ("spot_moving_24_hour_quote_volume_top_tier_usd", 15611740418.7024), ("spot_moving_24_hour_quote_volume_usd", 26388134034.3908),
            ("spot_moving_7_day_quote_volume_top_tier_usd", 55548742235.8768), ("spot_moving_7_day_quote_volume_usd", 102645549206.988),
            ("spot_moving_30_day_quote_volume_top_tier_usd", 332601216875.453), ("spot_moving_30_day_quote_volume_usd", 630759049057.74));
        ExpectMapsOfBitcoin(part);
    }

    [Fact]
    public async Task Many_names_are_asked_in_several_requests()
    {
        _fixture.Server.On(SourceFixture.Metadata, request => FakeAnswer.Json(
            "{\"Data\":{" + string.Join(",", request.Query["assets"].Split(',').Select(name => $"\"{name}\":{Asset(int.Parse(name, CultureInfo.InvariantCulture))}"))
            + ",\"odd\":null},\"Warn\":{},\"Err\":{}}"));

        List<ReferencePart> parts = await _fixture.ListAsync(new ReferenceRequest(ReferenceList.Assets, [])
        {
            Assets = [.. Enumerable.Range(1, 120).Select(number => number.ToString(CultureInfo.InvariantCulture))],
        });

        Assert.Equal([50, 50, 20], parts.Select(part => part.Rows[0].Count));
    }

    [SkippableFact]
    public void The_record_of_the_older_endpoint_gives_the_same_rows()
    {
        byte[] sample = System.Text.Encoding.UTF8.GetBytes(SharedData.Sample("asset_v1_data_by_symbol.json"));
        System.Text.Json.Utf8JsonReader reader = new(sample);
        reader.Read();
        reader.Read();
        reader.Read();
        AssetRows rows = new("/asset/v1/data/by/symbol?asset_symbol=BTC", new TextCache());

        rows.Add(ref reader, sample);
        ReferencePart part = rows.ToPart(new CcDataAnswer(Expect.Utc("2025-06-06"), 0));

        Assert.Empty(part.Rejected);
        Expect.Row(part.Rows[0], 0,
            ("asset_id", 1), ("symbol", "BTC"), ("name", "Bitcoin"), ("uri", "bitcoin"), ("asset_type", "BLOCKCHAIN"), ("cc_internal_type", "162"),
            ("id_legacy", 1182), ("cc_created_on", Expect.Utc("2022-08-05 14:10:43")), ("cc_updated_on", Expect.Utc("2025-06-06 03:07:13")),
            ("logo_url", "https://resources.cryptocompare.com/asset-management/1/1659708726266.png"), ("launch_date", Expect.Utc("2009-01-03")),
            ("description_summary", "(text shortened)"), ("decimal_points", 8), ("symbol_glyph", "₿"));
        Expect.Row(part.Rows[1], 0,
            ("asset_id", 1), ("snapshot_ts", Expect.Utc("2025-06-06 03:05:18")), ("price_usd", 102180.903914994), ("price_usd_source", "cadli"),
            ("mkt_cap_penalty", 0.0), ("circulating_mkt_cap_usd", 2030837801742.7122), ("total_mkt_cap_usd", 2030837801742.7122));
        ExpectMapsOfBitcoin(part);
    }

    [Fact]
    public async Task Pages_are_asked_until_the_total_is_reached()
    {
        Pages(total: 250);

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal([100, 100, 50], parts.Select(part => part.Rows[0].Count));
        Assert.Equal(["1", "2", "3"], _fixture.Server.Requests.Select(request => request.Query["page"]));
    }

    [Fact]
    public async Task Without_a_total_pages_are_asked_until_one_is_empty()
    {
        Pages(total: 200, saysTotal: false);

        Assert.Equal([100, 100], (await ListAsync()).Select(part => part.Rows[0].Count));
        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(null)]
    [InlineData(200)]
    public async Task An_empty_page_before_the_total_is_reached_is_a_failure(int? total)
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(Page(1, 100, 200)), FakeAnswer.Json(Page(101, 0, total)));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => ListAsync());

        Assert.Equal((IngestErrorId.SourceAnswerEmpty, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Contains("page 2 is empty, though the list counts 200 assets", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_repeats_the_last_one_ends_the_list()
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(Page(1, 100, null)));

        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_repeats_the_last_one_before_the_total_is_reached_is_a_failure()
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(Page(1, 100, 300)));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => ListAsync());

        Assert.Equal((IngestErrorId.SourceAnswerEmpty, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Contains("page 2 has only assets of earlier pages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_says_to_be_another_one_is_asked_for_again()
    {
        string Numbered(int page) => $$$"""{"Data":{"LIST":[{{{Asset(page, "\"PRICE_USD\":null")}}}],"STATS":{"PAGE":{{{page}}},"TOTAL_ASSETS":200}},"Err":{}}""";
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(Numbered(1)), FakeAnswer.Json(Numbered(1)), FakeAnswer.Json(Numbered(2)));

        Assert.Equal([1L, 2L], (await ListAsync()).Select(part => Expect.Cell(part.Rows[0], 0, "asset_id")));
        Assert.Equal(3, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task An_asset_that_moves_from_one_page_to_the_next_comes_twice()
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(Page(1, 100, 199)), FakeAnswer.Json(Page(100, 100, 199)));

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal(100L, Expect.Cell(parts[0].Rows[0], 99, "asset_id"));
        Assert.Equal(100L, Expect.Cell(parts[1].Rows[0], 0, "asset_id"));
    }

    [Theory]
    [InlineData(10, new[] { 10 }, 1)]
    [InlineData(100, new[] { 100 }, 1)]
    [InlineData(130, new[] { 100, 30 }, 2)]
    public async Task No_more_records_are_taken_than_asked_for(int most, int[] counts, int requests)
    {
        Pages(total: 1000);

        Assert.Equal(counts, (await ListAsync(most)).Select(part => part.Rows[0].Count));
        Assert.Equal(requests, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task An_asset_without_a_price_has_no_market_data()
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(
            "{\"Data\":{\"LIST\":[" + Asset(1, "\"PRICE_USD\":null") + "," + Asset(2, "\"MKT_CAP_PENALTY\":0") + ","
            + Asset(3, "\"PRICE_USD\":\"x\"") + "," + Asset(4, "\"PRICE_USD\":2,\"PRICE_USD_LAST_UPDATE_TS\":1749180973")
            + "," + Asset(5, "\"PRICE_USD\":2") + "],\"STATS\":{\"TOTAL_ASSETS\":5}},\"Err\":{}}"));

        ReferencePart part = Assert.Single(await ListAsync());

        Assert.Equal(5, part.Rows[0].Count);
        Expect.Row(part.Rows[1], 0, ("asset_id", 4), ("snapshot_ts", Expect.Utc("2025-06-06 03:36:13")), ("price_usd", 2.0));
        Assert.Equal(1, part.Rows[1].Count);
        Assert.Equal(["unreadable", "required"], part.Rejected.Select(row => row.Rule));
        Assert.All(part.Rejected, row => Assert.Equal(AssetMarketData.Dataset, row.Dataset));
    }

    [Theory]
    [InlineData("-86400", "1969-12-31")]
    [InlineData("0", "1970-01-01")]
    [InlineData("1230940800.9", "2009-01-03")]
    public async Task Launch_dates_may_lie_before_1970(string seconds, string date)
    {
        _fixture.Server.On(SourceFixture.TopList, FakeAnswer.Json(
            "{\"Data\":{\"LIST\":[" + Asset(1, $"\"LAUNCH_DATE\":{seconds}") + "],\"STATS\":{\"TOTAL_ASSETS\":1}},\"Err\":{}}"));

        ReferencePart part = Assert.Single(await ListAsync());

        Assert.Equal(Expect.Utc(date), Expect.Cell(part.Rows[0], 0, "launch_date"));
    }

    private static void ExpectMapsOfBitcoin(ReferencePart part)
    {
        Expect.Row(part.Rows[2], 0,
            ("asset_id", 1), ("cmc_id", "1"), ("cg_id", "bitcoin"), ("isin_id", "XTV15WLZJMF0"), ("valor_id", "18789194"), ("dti_id", "V15WLZJMF"));
        Expect.Row(part.Rows[3], 0, ("asset_id", 1), ("industry_name", "PAYMENT"), ("justification", "(text shortened)"));
        Expect.Row(part.Rows[4], 0, ("asset_id", 1), ("mechanism_name", "POW"));
        Expect.Row(part.Rows[5], 0, ("asset_id", 1), ("algorithm_name", "Nakamoto Consensus"), ("description", "(text shortened)"));
        Expect.Row(part.Rows[6], 0, ("asset_id", 1), ("algorithm_name", "SHA_256"));
    }

    private Task<List<ReferencePart>> ListAsync(int? most = null) => _fixture.ListAsync(new ReferenceRequest(ReferenceList.Assets, [], most));

    private void Pages(int total, bool saysTotal = true) => _fixture.Server.On(SourceFixture.TopList, request =>
    {
        int first = ((int.Parse(request.Query["page"], CultureInfo.InvariantCulture) - 1) * 100) + 1;
        return FakeAnswer.Json(Page(first, Math.Clamp(total - first + 1, 0, 100), saysTotal ? total : null));
    });

    private static string Page(int first, int count, int? total) =>
        "{\"Data\":{\"STATS\":{\"PAGE_SIZE\":100" + (total is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"TOTAL_ASSETS\":{total}"))
        + "},\"LIST\":[" + string.Join(",", Enumerable.Range(first, count).Select(id => Asset(id))) + "]},\"Err\":{}}";

    private static string Asset(int id, string? more = null) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"ID":{{id}},"TYPE":"162","SYMBOL":"S{{id}}","NAME":"N{{id}}","URI":"u{{id}}","ASSET_TYPE":"TOKEN","CREATED_ON":1659708643{{(more is null ? "" : "," + more)}}}""");
}
