namespace CcIngest.Simulator;

/// <summary>Every path that is served.</summary>
internal static class ApiRoutes
{
    public const string SpotInstrumentsPath = "/spot/v1/markets/instruments";

    public static IEnumerable<ApiRoute> For(SimulatedMarkets markets)
    {
        ExchangesGeneralEndpoint exchanges = new(markets);
        SpotMarketsEndpoint spotMarkets = new(markets);
        AssetEndpoints assets = new(markets);
        return
        [
            new ApiRoute("/data/exchanges/general", ApiFamily.MinApi, exchanges.AnswerAsync),
            new ApiRoute("/stats/rate/limit", ApiFamily.MinApi, RateLimitEndpoints.AnswerMinApiAsync),
            new ApiRoute("/admin/v2/rate/limit", ApiFamily.DataApi, RateLimitEndpoints.AnswerDataApiAsync),
            new ApiRoute("/spot/v1/markets", ApiFamily.DataApi, spotMarkets.AnswerMarketsAsync),
            new ApiRoute(SpotInstrumentsPath, ApiFamily.DataApi, spotMarkets.AnswerInstrumentsAsync),
            new ApiRoute("/asset/v1/top/list", ApiFamily.DataApi, assets.AnswerTopListAsync),
            new ApiRoute("/asset/v2/metadata", ApiFamily.DataApi, assets.AnswerMetadataAsync),
            .. Period.All.Select(period => SpotHistory(new SpotHistoryEndpoint(markets, period), period)),
            .. Period.All.Select(period => MinApiHistory(new MinApiHistoryEndpoint(markets, period), period)),
        ];
    }

    public static string SpotHistoryPath(Period period) => $"/spot/v1/historical/{period.DataApiPath}";

    private static ApiRoute SpotHistory(SpotHistoryEndpoint endpoint, Period period) => new(
        SpotHistoryPath(period), ApiFamily.DataApi, endpoint.AnswerAsync,
        query => $"{query.Text("market")} {query.Text("instrument")} {period.Interval}");

    private static ApiRoute MinApiHistory(MinApiHistoryEndpoint endpoint, Period period) => new(
        $"/data/v2/{period.MinApiPath}", ApiFamily.MinApi, endpoint.AnswerAsync,
        query => $"{query.Text("e") ?? MinApiHistoryEndpoint.AllMarkets} {query.Text("fsym")}-{query.Text("tsym")} {period.Interval}");
}
