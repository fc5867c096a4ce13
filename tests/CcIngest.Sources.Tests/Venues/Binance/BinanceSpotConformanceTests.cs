using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

public sealed class BinanceSpotConformanceTests(VenueConformance.Market market) : VenueConformance(market)
{
    protected override string Exchange => "binance";

    protected override string SymbolsPath => "/api/v3/exchangeInfo";

    protected override string KlinesPath => "/api/v3/klines";

    protected override FakeAnswer LimitReached =>
        FakeAnswer.Json("""{"code":-1003,"msg":"Too much request weight used; current limit is 6000 request weight per 1 MINUTE."}""", 429).With("Retry-After", "3");

    protected override FakeAnswer UnknownSymbol => FakeAnswer.Json("""{"code":-1121,"msg":"Invalid symbol."}""", 400);

    protected override FakeAnswer OneSymbol => FakeAnswer.Json(
        """{"rateLimits":[],"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[]}]}""");

    protected override FakeAnswer NoSymbols => FakeAnswer.Json("""{"symbols":[]}""");
}
