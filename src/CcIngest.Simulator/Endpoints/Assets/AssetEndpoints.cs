using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>/asset/v1/top/list and /asset/v2/metadata.</summary>
internal sealed class AssetEndpoints(SimulatedMarkets markets)
{
    private const int LeastPageSize = 10, MostPageSize = 100, MostPages = 1_000;

    private static readonly AssetSection[] TopListSections =
    [
        new("ID", AssetSections.Id),
        new("BASIC", AssetSections.Basic),
        new("SUPPLY", AssetSections.Supply),
        new("PRICE", AssetSections.Price),
        new("MKT_CAP", AssetSections.MarketCap),
        new("VOLUME", AssetSections.Volume),
        new("CHANGE", AssetSections.Change),
        new("TOPLIST_RANK", AssetSections.Rank),
        new("CLASSIFICATION", AssetSections.Classification),
        new("DESCRIPTION_SUMMARY", AssetSections.DescriptionSummary),
        new("BASIC", AssetSections.Glyph),
    ];

    private static readonly AssetSection[] MetadataSections =
    [
        new("ID", AssetSections.Id),
        new("BASIC", AssetSections.Basic),
        new("SUPPORTED_PLATFORMS", AssetDetailSections.Platforms),
        new("CUSTODIANS", AssetDetailSections.Custodians),
        new("CONTROLLED_ADDRESSES", AssetDetailSections.ControlledAddresses),
        new("SECURITY_METRICS", AssetDetailSections.Security),
        new("SUPPLY", AssetSections.Supply),
        new("SUPPLY_ADDRESSES", AssetDetailSections.SupplyAddresses),
        new("ASSET_TYPE_SPECIFIC_METRICS", AssetDetailSections.TypeMetrics),
        new("SOCIAL", AssetDetailSections.Social),
        new("TOKEN_SALE", AssetDetailSections.TokenSale),
        new("EQUITY_SALE", AssetDetailSections.EquitySale),
        new("RESOURCE_LINKS", AssetDetailSections.Links),
        new("BASIC", AssetSections.Glyph),
        new("CLASSIFICATION", AssetDetailSections.Exclusions),
        new("CLASSIFICATION", AssetSections.Classification),
        new("PRICE", AssetSections.Price),
        new("MKT_CAP", AssetSections.MarketCap),
        new("VOLUME", AssetSections.Volume),
        new("CHANGE", AssetSections.Change),
        new("TOPLIST_RANK", AssetSections.Rank),
        new("DESCRIPTION", AssetDetailSections.Description),
        new("DESCRIPTION_SUMMARY", AssetSections.DescriptionSummary),
        new("CONTACT", AssetDetailSections.Contact),
        new("SEO", AssetDetailSections.SearchEngines),
    ];

    // Every group is known to both endpoints; the top list has nothing to say for some.
    private static readonly string[] Groups = [.. MetadataSections.Select(section => section.Group).Append("INTERNAL").Distinct(StringComparer.Ordinal)];

    private AssetRanking? _ranking;

    public Task AnswerTopListAsync(ApiRequest request)
    {
        int page = (int)(request.Query.Integer("page", 1, MostPages) ?? 1);
        int pageSize = (int)(request.Query.Integer("page_size", LeastPageSize, MostPageSize) ?? MostPageSize);
        string sortBy = request.Query.OneOf("sort_by", [.. AssetRanking.Keys.Keys]);
        bool descending = request.Query.OneOf("sort_direction", "DESC", "ASC") == "DESC";
        request.Query.OneOf("toplist_quote_asset", "USD");
        IReadOnlyList<string> groups = request.Query.ListOf("groups", Groups);

        AssetRanking ranking = RankingAt(request.Now);
        JsonObject json = new()
        {
            ["Data"] = new JsonObject
            {
                ["STATS"] = new JsonObject { ["PAGE"] = page, ["PAGE_SIZE"] = pageSize, ["TOTAL_ASSETS"] = markets.Assets.All.Count },
                ["LIST"] = new JsonArray([.. ranking.Sorted(sortBy, descending).Skip((page - 1) * pageSize).Take(pageSize)
                    .Select(market => Record(TopListSections, groups, market, ranking))]),
            },
            ["Err"] = new JsonObject(),
        };
        return request.AnswerAsync(writer => json.WriteTo(writer));
    }

    public Task AnswerMetadataAsync(ApiRequest request)
    {
        request.Query.RequiredText("assets");
        IReadOnlyList<string> names = request.Query.List("assets");
        string lookup = request.Query.OneOf("asset_lookup_priority", "SYMBOL", "ID", "URI");
        request.Query.OneOf("quote_asset", "USD");
        IReadOnlyList<string> groups = request.Query.ListOf("groups", Groups);
        string[] unknown = [.. names.Where(name => Find(lookup, name) is null)];
        if (unknown.Length > 0)
        {
            throw DataApiErrors.Assets(unknown);
        }

        AssetRanking ranking = RankingAt(request.Now);
        JsonObject data = [];
        foreach (string name in names)
        {
            if (Find(lookup, name) is SimulatedAsset asset)
            {
                data[name] = Record(MetadataSections, groups, ranking.Of(asset), ranking);
            }
        }

        JsonObject json = new() { ["Data"] = data, ["Warn"] = new JsonObject(), ["Err"] = new JsonObject() };
        return request.AnswerAsync(writer => json.WriteTo(writer));
    }

    private static JsonObject Record(AssetSection[] sections, IReadOnlyList<string> groups, AssetMarket market, AssetRanking ranking)
    {
        JsonObject json = [];
        foreach (AssetSection section in sections)
        {
            if (groups.Count == 0 || groups.Contains(section.Group, StringComparer.Ordinal))
            {
                section.Add(json, market, ranking);
            }
        }

        return json;
    }

    private SimulatedAsset? Find(string lookup, string name) => lookup switch
    {
        "ID" => markets.Assets.All.FirstOrDefault(asset => asset.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == name),
        "URI" => markets.Assets.All.FirstOrDefault(asset => asset.Uri == name),
        _ => markets.Assets.Find(name),
    };

    /// <summary>Kept for the moment it was made for: the pages of one listing ask for the same.</summary>
    private AssetRanking RankingAt(long now)
    {
        AssetRanking? ranking = Volatile.Read(ref _ranking);
        if (ranking is null || ranking.Now != now)
        {
            ranking = new AssetRanking(markets.Assets.All, now);
            Volatile.Write(ref _ranking, ranking);
        }

        return ranking;
    }
}
