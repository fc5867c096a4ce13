using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

public sealed class KrakenSpotConformanceTests(VenueConformance.Market market) : VenueConformance(market)
{
    protected override string Exchange => "kraken";

    protected override string SymbolsPath => "/0/public/AssetPairs";

    protected override string KlinesPath => "/0/public/OHLC";

    protected override FakeAnswer LimitReached => FakeAnswer.Json("""{"error":["EGeneral:Too many requests"]}""");

    protected override FakeAnswer UnknownSymbol => FakeAnswer.Json("""{"error":["EQuery:Unknown asset pair"]}""");

    protected override FakeAnswer OneSymbol => FakeAnswer.Json(
        """{"error":["WGeneral:Danger"],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,"lot_decimals":8}}}""");

    protected override FakeAnswer NoSymbols => FakeAnswer.Json("""{"error":[],"result":{}}""");
}
