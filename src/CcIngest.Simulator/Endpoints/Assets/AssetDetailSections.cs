using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>The sections that only the metadata endpoint has. The ten great assets are described in full, the others by nulls, as most are at the API.</summary>
internal static class AssetDetailSections
{
    public static void Platforms(JsonObject json, AssetMarket market, AssetRanking ranking) =>
        json["SUPPORTED_PLATFORMS"] = Described(market, () => new JsonObject
        {
            ["BLOCKCHAIN"] = "ETH",
            ["BLOCKCHAIN_ASSET_ID"] = 2,
            ["TOKEN_STANDARD"] = "ERC20",
            ["EXPLORER_URL"] = $"https://explorer.example/token/{market.Asset.Id}",
            ["SMART_CONTRACT_ADDRESS"] = $"0x{market.Asset.Seed:x16}{market.Asset.Seed:x16}{market.Asset.Id:x8}",
            ["LAUNCH_DATE"] = 1_543_276_800,
            ["TRADING_AS"] = $"W{market.Asset.Symbol}",
            ["DECIMALS"] = 8,
            ["IS_INHERITED"] = true,
        });

    public static void Custodians(JsonObject json, AssetMarket market, AssetRanking ranking) =>
        json["ASSET_CUSTODIANS"] = Described(market, () => new JsonObject { ["NAME"] = "COINBASE" });

    public static void ControlledAddresses(JsonObject json, AssetMarket market, AssetRanking ranking) => json["CONTROLLED_ADDRESSES"] = null;

    public static void Security(JsonObject json, AssetMarket market, AssetRanking ranking) =>
        json["ASSET_SECURITY_METRICS"] = Described(market, () => new JsonObject
        {
            ["NAME"] = "CERTIK",
            ["OVERALL_SCORE"] = Math.Round(80 + (20 * CounterHash.Unit(market.Asset.Seed, 8)), 2),
            ["OVERALL_RANK"] = market.Asset.Place + 1,
            ["UPDATED_AT"] = market.PriceTime,
        });

    public static void SupplyAddresses(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        json["BURN_ADDRESSES"] = null;
        json["LOCKED_ADDRESSES"] = null;
    }

    public static void TypeMetrics(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        bool isDescribed = IsDescribed(market);
        json["HAS_SMART_CONTRACT_CAPABILITIES"] = isDescribed;
        json["SMART_CONTRACT_SUPPORT_TYPE"] = isDescribed ? "BASIC_LOGIC_AND_SCRIPTING" : "NONE";
        json["TARGET_BLOCK_MINT"] = isDescribed ? 3.125 : null;
        json["TARGET_BLOCK_TIME"] = isDescribed ? 600 : null;
        json["LAST_BLOCK_NUMBER"] = isDescribed ? market.PriceTime / 600 : null;
        json["LAST_BLOCK_TIMESTAMP"] = isDescribed ? market.PriceTime - 400 : null;
        json["LAST_BLOCK_TIME"] = isDescribed ? 436 : null;
        json["LAST_BLOCK_SIZE"] = isDescribed ? 2_415_683 : null;
        json["LAST_BLOCK_ISSUER"] = null;
        json["LAST_BLOCK_TRANSACTION_FEE_TOTAL"] = null;
        json["LAST_BLOCK_TRANSACTION_COUNT"] = isDescribed ? 1_312 : null;

        // Written as digits: it does not fit 64 bits, which is what a reader has to survive.
        json["LAST_BLOCK_HASHES_PER_SECOND"] = isDescribed ? 833_921_654_247_199_700_000m : null;
        json["LAST_BLOCK_DIFFICULTY"] = isDescribed ? 126_982_285_146_989.3 : null;
        json["SUPPORTED_STANDARDS"] = Described(market, () => new JsonObject { ["NAME"] = "BRC20" });
        json["LAYER_TWO_SOLUTIONS"] = Described(market, () => new JsonObject
        {
            ["NAME"] = "Lightning Network",
            ["WEBSITE_URL"] = "https://lightning.example/",
            ["DESCRIPTION"] = "Channels beside the chain.",
            ["CATEGORY"] = "STATE_CHANNEL",
        });
        json["PRIVACY_SOLUTIONS"] = Described(market, () => new JsonObject
        {
            ["NAME"] = "Mix",
            ["WEBSITE_URL"] = "https://mix.example/",
            ["DESCRIPTION"] = "Coins without a history.",
            ["PRIVACY_SOLUTION_TYPE"] = "EXTERNAL",
        });
    }

    public static void Social(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        long now = market.PriceTime;
        string name = market.Asset.Name;
        json["CODE_REPOSITORIES"] = Described(market, () => With(Account("https://code.example", name), new()
        {
            ["OPEN_ISSUES"] = 743,
            ["CLOSED_ISSUES"] = 0,
            ["OPEN_PULL_REQUESTS"] = 331,
            ["CLOSED_PULL_REQUESTS"] = 22_169,
            ["CONTRIBUTORS"] = 1_247,
            ["FORKS"] = 37_312,
            ["STARS"] = 83_986,
            ["SUBSCRIBERS"] = 4_037,
            ["LAST_UPDATED_TS"] = now,
            ["CREATED_AT"] = 1_292_771_803,
            ["UPDATED_AT"] = now,
            ["LAST_PUSH_TS"] = now,
            ["CODE_SIZE_IN_BYTES"] = 283_337,
            ["IS_FORK"] = false,
            ["LANGUAGE"] = "C++",
            ["FORKED_ASSET_DATA"] = null,
        }));
        json["SUBREDDITS"] = Described(market, () => With(Account("https://forum.example", name), new()
        {
            ["NAME"] = name,
            ["CURRENT_ACTIVE_USERS"] = 1_791,
            ["AVERAGE_POSTS_PER_DAY"] = 76.32,
            ["AVERAGE_POSTS_PER_HOUR"] = 3.18,
            ["AVERAGE_COMMENTS_PER_DAY"] = 2_264.15,
            ["AVERAGE_COMMENTS_PER_HOUR"] = 94.34,
            ["SUBSCRIBERS"] = 7_550_803,
            ["COMMUNITY_CREATED_AT"] = 1_284_042_626,
            ["LAST_UPDATED_TS"] = now,
        }));
        json["TWITTER_ACCOUNTS"] = Described(market, () => With(Account("https://short.example", name), new()
        {
            ["NAME"] = name,
            ["USERNAME"] = name,
            ["VERIFIED"] = true,
            ["VERIFIED_TYPE"] = "blue",
            ["FOLLOWING"] = 0,
            ["FOLLOWERS"] = 7_757_552,
            ["FAVOURITES"] = 0,
            ["LISTS"] = 22_178,
            ["STATUSES"] = 28_442,
            ["ACCOUNT_CREATED_AT"] = 1_313_643_968,
            ["LAST_UPDATED_TS"] = now,
        }));
        json["DISCORD_SERVERS"] = null;
        json["TELEGRAM_GROUPS"] = null;
        json["OTHER_SOCIAL_NETWORKS"] = Described(market, () => new JsonObject { ["NAME"] = "BITCOINTALK", ["URL"] = "https://talk.example/" });
    }

    public static void TokenSale(JsonObject json, AssetMarket market, AssetRanking ranking) => json["HELD_TOKEN_SALE"] = false;

    public static void EquitySale(JsonObject json, AssetMarket market, AssetRanking ranking) => json["HELD_EQUITY_SALE"] = false;

    public static void Links(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        string site = $"https://{market.Asset.Uri}.example";
        json["WEBSITE_URL"] = site;
        json["BLOG_URL"] = IsDescribed(market) ? $"{site}/blog" : null;
        json["WHITE_PAPER_URL"] = IsDescribed(market) ? $"{site}/paper.pdf" : null;
        json["OTHER_DOCUMENT_URLS"] = null;
        json["EXPLORER_ADDRESSES"] = Described(market, () => new JsonObject { ["URL"] = $"{site}/explorer" });
        json["RPC_OPERATORS"] = null;
    }

    public static void Exclusions(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        json["IS_EXCLUDED_FROM_PRICE_TOPLIST"] = null;
        json["IS_EXCLUDED_FROM_VOLUME_TOPLIST"] = null;
        json["IS_EXCLUDED_FROM_MKT_CAP_TOPLIST"] = null;
    }

    public static void Description(JsonObject json, AssetMarket market, AssetRanking ranking) =>
        json["ASSET_DESCRIPTION"] = $"# {market.Asset.Name}\n\nAll there is to say about {market.Asset.Name}.";

    public static void Contact(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        json["PROJECT_LEADERS"] = Described(market, () => new JsonObject { ["LEADER_TYPE"] = "FOUNDER", ["FULL_NAME"] = "A. Founder" });
        json["ASSOCIATED_CONTACT_DETAILS"] = Described(market, () => new JsonObject { ["CONTACT_MEDIUM"] = "EMAIL_ADDRESS", ["FULL_NAME"] = "A. Founder" });
    }

    public static void SearchEngines(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        json["SEO_TITLE"] = $"{market.Asset.Name} ({market.Asset.Symbol})";
        json["SEO_DESCRIPTION"] = $"Prices of {market.Asset.Name}.";
    }

    private static bool IsDescribed(AssetMarket market) => market.Asset.Place < 10;

    private static JsonArray? Described(AssetMarket market, Func<JsonObject> item) => IsDescribed(market) ? AssetSections.Array(item()) : null;

    private static JsonObject Account(string site, string name) => new() { ["URL"] = $"{site}/{name}", ["MAKE_3RD_PARTY_REQUEST"] = true };

    private static JsonObject With(JsonObject json, Dictionary<string, JsonNode?> fields)
    {
        foreach ((string name, JsonNode? value) in fields)
        {
            json[name] = value;
        }

        return json;
    }
}
