using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

public sealed class CoinbaseSpotConformanceTests(VenueConformance.Market market) : VenueConformance(market)
{
    protected override string Exchange => "coinbase";

    protected override string SymbolsPath => "/products";

    protected override string KlinesPath => "/products/X/candles";

    protected override FakeAnswer LimitReached => FakeAnswer.Json("""{"message":"Public rate limit exceeded"}""", 429);

    protected override FakeAnswer UnknownSymbol => FakeAnswer.Json("""{"message":"NotFound"}""", 404);

    protected override FakeAnswer OneSymbol => FakeAnswer.Json(
        """[{"id":"BTC-USD","base_currency":"BTC","quote_currency":"USD","quote_increment":"0.01","base_increment":"0.00000001","status":"online"}]""");

    protected override FakeAnswer NoSymbols => FakeAnswer.Json("[]");
}
