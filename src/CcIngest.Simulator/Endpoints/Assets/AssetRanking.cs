namespace CcIngest.Simulator;

/// <summary>All assets at one moment, in any order that can be asked for. Without a value an asset comes last; equals by id.</summary>
internal sealed class AssetRanking
{
    /// <summary>What the list can be sorted by; the first is the default.</summary>
    public static readonly IReadOnlyDictionary<string, Func<AssetMarket, double?>> Keys = new Dictionary<string, Func<AssetMarket, double?>>(StringComparer.Ordinal)
    {
        ["CIRCULATING_MKT_CAP_USD"] = market => market.MarketCap,
        ["CREATED_ON"] = market => market.Asset.CreatedOn,
        ["LAUNCH_DATE"] = market => market.Asset.Launched,
        ["TOTAL_MKT_CAP_USD"] = market => market.MarketCap,
        ["SPOT_MOVING_24_HOUR_QUOTE_VOLUME_USD"] = market => market.Volumes[0],
        ["SPOT_MOVING_7_DAY_QUOTE_VOLUME_USD"] = market => market.Volumes[1],
        ["SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD"] = market => market.Volumes[2],
        ["PRICE_USD"] = market => market.Price,
    };

    /// <summary>The ranks that every asset is shown with, in the API's order.</summary>
    public static readonly IReadOnlyList<string> ShownRanks =
    [
        "CREATED_ON", "LAUNCH_DATE", "CIRCULATING_MKT_CAP_USD", "TOTAL_MKT_CAP_USD",
        "SPOT_MOVING_24_HOUR_QUOTE_VOLUME_USD", "SPOT_MOVING_7_DAY_QUOTE_VOLUME_USD", "SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD",
    ];

    private readonly AssetMarket[] _markets;
    private readonly Dictionary<string, int[]> _ranks;

    public AssetRanking(IEnumerable<SimulatedAsset> assets, long now)
    {
        Now = now;
        _markets = [.. assets.Select(asset => AssetMarket.At(asset, now))];
        _ranks = ShownRanks.ToDictionary(key => key, RanksBy, StringComparer.Ordinal);
    }

    /// <summary>The moment, Unix seconds.</summary>
    public long Now { get; }

    public AssetMarket Of(SimulatedAsset asset) => _markets[asset.Place];

    /// <summary>The asset's place by a key, from 1. Dates count upwards, amounts downwards.</summary>
    public int Rank(SimulatedAsset asset, string key) => _ranks[key][asset.Place];

    public IEnumerable<AssetMarket> Sorted(string key, bool descending)
    {
        Func<AssetMarket, double?> value = Keys[key];
        IOrderedEnumerable<AssetMarket> nullsLast = _markets.OrderBy(market => value(market) is null);
        return (descending ? nullsLast.ThenByDescending(value) : nullsLast.ThenBy(value)).ThenBy(market => market.Asset.Id);
    }

    private int[] RanksBy(string key)
    {
        int[] ranks = new int[_markets.Length];
        int rank = 0;
        foreach (AssetMarket market in Sorted(key, descending: key is not ("CREATED_ON" or "LAUNCH_DATE")))
        {
            ranks[market.Asset.Place] = ++rank;
        }

        return ranks;
    }
}
