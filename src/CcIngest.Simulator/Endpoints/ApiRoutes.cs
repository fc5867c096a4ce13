namespace CcIngest.Simulator;

/// <summary>Every path that is served.</summary>
internal static class ApiRoutes
{
    public static IEnumerable<ApiRoute> For(SimulatedMarkets markets, SimulatorOptions options)
    {
        ExchangesGeneralEndpoint exchanges = new(markets);
        AssetEndpoints assets = new(markets);
        return
        [
            new ApiRoute("/data/exchanges/general", ApiFamily.MinApi, exchanges.AnswerAsync),
            new ApiRoute("/stats/rate/limit", ApiFamily.MinApi, RateLimitEndpoints.AnswerMinApiAsync),
            new ApiRoute("/admin/v2/rate/limit", ApiFamily.DataApi, RateLimitEndpoints.AnswerDataApiAsync),
            new ApiRoute("/asset/v1/top/list", ApiFamily.DataApi, assets.AnswerTopListAsync),
            new ApiRoute("/asset/v2/metadata", ApiFamily.DataApi, assets.AnswerMetadataAsync),
            .. new SpotMarketsEndpoint(markets).Routes,
            .. new FuturesMarketsEndpoint(markets).Routes,
            .. new IndexMarketsEndpoint(markets).Routes,
            .. HistoryKinds.Of(markets).SelectMany(kind => Period.All.Select(kind.Route)),
            .. Period.All.Select(period => MinApiHistory(new MinApiHistoryEndpoint(markets, period), period)),
            .. VenueRoutes.For(markets, options),
        ];
    }

    private static ApiRoute MinApiHistory(MinApiHistoryEndpoint endpoint, Period period) => new(
        $"/data/v2/{period.MinApiPath}", ApiFamily.MinApi, endpoint.AnswerAsync,
        query => $"{query.Text("e") ?? MinApiHistoryEndpoint.AllMarkets} {query.Text("fsym")}-{query.Text("tsym")} {period.Interval}");
}
