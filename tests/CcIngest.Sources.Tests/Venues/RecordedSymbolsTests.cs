using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Complete lists of symbols as exchanges gave them: every record becomes a symbol or is refused with its reason.</summary>
public sealed class RecordedSymbolsTests(VenueFixture fixture) : IClassFixture<VenueFixture>
{
    [SkippableFact]
    public async Task All_1695_symbols_of_Binance_are_there()
    {
        ReferencePart part = await ListAsync("binance", "/api/v3/exchangeInfo", "binance_api_binance_com_api_v3_exchangeInfo");

        Assert.Equal(1_695, part.Rows[0].Count);
        Assert.Empty(part.Rejected);
        Assert.Equal(["SPOT ACTIVE TRADING 1262", "SPOT HALTED BREAK 433"], Counts(part.Rows[0]));
        Expect.Row(part.Rows[0], Row(part.Rows[0], "BTCUSDT"),
            ("exchange", "binance"), ("native_symbol", "BTCUSDT"), ("standard_symbol", "BTC-USDT-SPOT"), ("base", "BTC"), ("quote", "USDT"), ("type", "SPOT"),
            ("status", "ACTIVE"), ("native_status", "TRADING"), ("tick_size", "0.01"), ("lot_size", "0.00001"), ("last_seen", part.RetrievedAt));
    }

    [SkippableFact]
    public async Task Of_the_122_symbols_of_Binance_futures_the_one_without_a_contract_type_is_refused()
    {
        ReferencePart part = await ListAsync("binance-usdm", "/fapi/v1/exchangeInfo", "binance_usdm_fapi_binance_com_fapi_v1_exchangeInfo");

        Assert.Equal(121, part.Rows[0].Count);
        Assert.Equal(["FUTURE ACTIVE TRADING 2", "PERP ACTIVE TRADING 119"], Counts(part.Rows[0]));
        RejectedRow refused = Assert.Single(part.Rejected);
        Assert.Equal(("standard-symbol", "binance-usdm"), (refused.Rule, refused.Exchange));
        Assert.Equal("BTCSTUSDT: the contract type '' is neither a perpetual nor a dated future.", refused.Reason);
        Expect.Row(part.Rows[0], Row(part.Rows[0], "ETHUSDT_210924"),
            ("exchange", "binance-usdm"), ("native_symbol", "ETHUSDT_210924"), ("standard_symbol", "ETH-USDT-FUTURE_210924"), ("base", "ETH"), ("quote", "USDT"),
            ("type", "FUTURE"), ("status", "ACTIVE"), ("native_status", "TRADING"), ("listing_time", Expect.Utc("2021-06-16 08:00")),
            ("delivery_time", Expect.Utc("2021-09-24 08:00")), ("tick_size", "0.01"), ("lot_size", "0.001"), ("contract_size", "1"), ("last_seen", part.RetrievedAt));
        Assert.Null(Expect.Cell(part.Rows[0], Row(part.Rows[0], "BTCUSDT"), "delivery_time"));
    }

    [SkippableFact]
    public async Task Of_the_304_pairs_of_Kraken_the_one_of_a_staked_variant_is_refused_and_dark_pools_are_kept_beside_the_others()
    {
        ReferencePart part = await ListAsync("kraken", "/0/public/AssetPairs", "kraken_api_kraken_com_0_public_AssetPairs");
        RowBatch rows = part.Rows[0];

        Assert.Equal(303, rows.Count);
        Assert.Equal(["SPOT ACTIVE  303"], Counts(rows));
        RejectedRow refused = Assert.Single(part.Rejected);
        Assert.StartsWith("ETH2.SETH: The base 'ETH2.S' has '.'", refused.Reason, StringComparison.Ordinal);
        Assert.StartsWith("\"ETH2.SETH\":{", refused.RawText, StringComparison.Ordinal);
        Assert.Equal("BTC-USD-SPOT", Expect.Cell(rows, Row(rows, "XXBTZUSD"), "standard_symbol"));
        Assert.Equal("BTC-USD-SPOT", Expect.Cell(rows, Row(rows, "XXBTZUSD.d"), "standard_symbol"));
        Assert.Equal("DOGE-BTC-SPOT", Expect.Cell(rows, Row(rows, "XXDGXXBT"), "standard_symbol"));
        Assert.Equal("XTZ-BTC-SPOT", Expect.Cell(rows, Row(rows, "XTZXBT"), "standard_symbol"));
        Assert.Equal("EUR-USD-SPOT", Expect.Cell(rows, Row(rows, "ZEURZUSD"), "standard_symbol"));
        Assert.Equal(("0.1", "0.00000001"), (Expect.Cell(rows, Row(rows, "XXBTZUSD"), "tick_size"), Expect.Cell(rows, Row(rows, "XXBTZUSD"), "lot_size")));
        Assert.Equal(11, Enumerable.Range(0, rows.Count).GroupBy(row => Expect.Cell(rows, row, "standard_symbol")).Count(group => group.Count() == 2));
    }

    private async Task<ReferencePart> ListAsync(string exchange, string path, string file)
    {
        fixture.Server.On(path, FakeAnswer.Json(RecordedAnswers.Body(file)));
        ReferencePart part = await fixture.SymbolsAsync(exchange);
        Assert.Equal(exchange, part.CompleteExchange);
        Assert.All(Enumerable.Range(0, part.Rows[0].Count), row => Assert.All(Symbols.Dataset.Rules, rule => Assert.True(rule.Holds(part.Rows[0], row))));
        return part;
    }

    private static int Row(RowBatch rows, string native) => Enumerable.Range(0, rows.Count).Single(row => (string?)Expect.Cell(rows, row, "native_symbol") == native);

    private static string[] Counts(RowBatch rows) => [.. Enumerable.Range(0, rows.Count)
        .GroupBy(row => $"{Expect.Cell(rows, row, "type")} {Expect.Cell(rows, row, "status")} {Expect.Cell(rows, row, "native_status")}")
        .Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal)];
}
