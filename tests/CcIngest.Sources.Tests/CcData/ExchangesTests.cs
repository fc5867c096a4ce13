using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary><c>/data/exchanges/general</c>.</summary>
public sealed class ExchangesTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [SkippableFact]
    public async Task The_sample_becomes_rows_with_all_their_values()
    {
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json(SharedData.Sample("min_exchanges_general.json")).With("Date", "Fri, 06 Jun 2025 03:00:00 GMT"));

        ReferencePart part = Assert.Single(await fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, [])));

        Assert.Equal("/data/exchanges/general?tsym=USD&extraParams=CcIngest", part.Request);
        Assert.Equal(Expect.Utc("2025-06-06 03:00"), part.RetrievedAt);
        Assert.Null(part.CompleteExchange);
        Assert.Empty(part.Rejected);
        RowBatch rows = Assert.Single(part.Rows);
        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("exchange_api_id", "2431"), ("name", "Bitstamp"), ("internal_name", "Bitstamp"), ("api_url_path", "/exchanges/bitstamp/overview"),
            ("logo_url_path", "/media/37459232/bitstamp.png"), ("item_types", "[\"Exchange\"]"), ("centralization_type", "Centralized"),
            ("grade_points", 71.0), ("grade", "A"), ("grade_points_legal", 16.3), ("grade_points_kyc_risk", 7.0), ("grade_points_team", 6.9),
            ("grade_points_data_provision", 13.1), ("grade_points_asset_quality", 5.6), ("grade_points_market_quality", 11.9),
            ("grade_points_security", 13.2), ("grade_points_neg_reports_penalty", 0.0), ("affiliate_url", "https://www.bitstamp.net/"),
            ("country", "United Kingdom"), ("has_orderbook", true), ("has_trades", true),
            ("description", "Exchange founded in 2011 (description shortened)."),
            ("full_address", "5 New Street Square, London EC4A 3TW, United Kingdom"), ("is_sponsored", false), ("is_recommended", false),
            ("rating_avg", 2.6), ("rating_total_users", 214), ("sort_order", 3), ("total_volume_24h_usd", 88980703.88685821));
        Assert.Equal(83.8, Expect.Cell(rows, 1, "grade_points"));
        Assert.Equal("Binance", Expect.Cell(rows, 1, "internal_name"));
        Expect.Row(rows, 2,
            ("exchange_api_id", "951254"), ("name", "Uniswap v2"), ("internal_name", "uniswapv2"), ("api_url_path", "/exchanges/uniswapv2/overview"),
            ("logo_url_path", "/media/37747190/uniswap.png"), ("item_types", "[\"Exchange\"]"), ("centralization_type", "Decentralized"),
            ("grade", ""), ("has_orderbook", false), ("has_trades", true), ("is_sponsored", false), ("is_recommended", false),
            ("rating_avg", 0.0), ("rating_total_users", 0), ("sort_order", 240), ("total_volume_24h_usd", 0.0));
    }

    [SkippableFact]
    public async Task Named_exchanges_are_picked_whatever_the_case_of_their_names()
    {
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json(SharedData.Sample("min_exchanges_general.json")));

        ReferencePart part = Assert.Single(await fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, ["binance", "Bitstamp"])));

        Assert.Equal(["Bitstamp", "Binance"], Enumerable.Range(0, part.Rows[0].Count).Select(row => Expect.Cell(part.Rows[0], row, "internal_name")));
        Assert.Empty(part.Rejected);
    }

    [Fact]
    public async Task One_bad_exchange_does_not_lose_the_others()
    {
        fixture.Server.On(SourceFixture.Exchanges, FakeAnswer.Json("""
            {"Data":{
              "1":{"Name":"A","InternalName":"a","GradePoints":"high"},
              "2":{"Name":"B","InternalName":" b"},
              "3":{"Name":null,"InternalName":"c"},
              "4":null,
              "5":{"Name":"E","InternalName":"e","GradePointsSplit":[],"Rating":null,"OrderBook":1,"Trades":"0","ItemType":[ "Exchange" , "DEX"]},
              "6":{"Name":"F","InternalName":"f","Rating":"good"}
            },"Type":100,"Message":"","Response":"Success"}
            """));

        ReferencePart part = Assert.Single(await fixture.ListAsync(new ReferenceRequest(ReferenceList.Exchanges, [])));

        Assert.Equal(1, part.Rows[0].Count);
        Expect.Row(part.Rows[0], 0, ("exchange_api_id", "5"), ("name", "E"), ("internal_name", "e"), ("has_orderbook", true), ("has_trades", false),
            ("item_types", "[\"Exchange\",\"DEX\"]"));
        Assert.Equal(
            [
                ("unreadable", "GradePoints is \"high\", no finite number."),
                ("key-blank", "Must hold: internal_name has no blank at its ends and is not empty. Here: internal_name = ' b'."),
                ("required", "Name is missing; name must have a value."),
                ("unreadable", "The record is null, no object."),
                ("unreadable", "Rating is \"good\", no object."),
            ],
            part.Rejected.Select(row => (row.Rule, row.Reason)));
        Assert.Equal("\"1\":{\"Name\":\"A\",\"InternalName\":\"a\",\"GradePoints\":\"high\"}", part.Rejected[0].RawText);
    }

    [Fact]
    public void A_list_that_the_source_does_not_have_is_refused()
    {
        IngestException failure = Assert.Throws<IngestException>(() => fixture.Open().ListAsync(new ReferenceRequest("nonsense", []), CancellationToken.None));

        Assert.Equal(IngestErrorId.SettingInvalid, failure.Id);
        Assert.Contains("spot-instruments", failure.Advice, StringComparison.Ordinal);
    }
}
