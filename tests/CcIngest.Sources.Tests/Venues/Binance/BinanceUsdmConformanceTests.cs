using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

public sealed class BinanceUsdmConformanceTests(VenueConformance.Market market) : VenueConformance(market)
{
    protected override string Exchange => "binance-usdm";

    protected override string SymbolsPath => "/fapi/v1/exchangeInfo";

    protected override string KlinesPath => "/fapi/v1/klines";

    protected override FakeAnswer LimitReached =>
        FakeAnswer.Json("""{"code":-1003,"msg":"Way too many requests; IP banned until 1."}""", 418).With("Retry-After", "120");

    protected override FakeAnswer UnknownSymbol => FakeAnswer.Json("""{"code":-1121,"msg":"Invalid symbol."}""", 400);

    protected override FakeAnswer OneSymbol => FakeAnswer.Json(
        """{"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","onboardDate":1569398400000,"deliveryDate":4133404800000}]}""");

    protected override FakeAnswer NoSymbols => FakeAnswer.Json("""{"symbols":[]}""");
}
