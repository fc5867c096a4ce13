using System.Globalization;
using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>Fields of an asset record that belong to one group, and how to write them.</summary>
internal sealed record AssetSection(string Group, Action<JsonObject, AssetMarket, AssetRanking> Add);

/// <summary>The sections that both asset endpoints have, in the words and the order of the API.</summary>
internal static class AssetSections
{
    private static readonly string[] VolumeKinds =
        ["TOP_TIER_DIRECT_USD", "DIRECT_USD", "TOP_TIER_USD", "USD", "TOP_TIER_CONVERSION", "CONVERSION"];

    /// <summary>Shares of the whole volume: of top tier venues, of pairs quoted in the very currency, of both.</summary>
    private static readonly double[] VolumeShares = [0.11, 0.13, 0.58, 1, 0.58, 1];

    public static void Id(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        SimulatedAsset asset = market.Asset;
        bool isIssued = asset.Symbol is "USDT" or "USDC";
        json["ID"] = asset.Id;
        json["TYPE"] = "162";
        json["ID_LEGACY"] = asset.IdLegacy;
        json["ID_PARENT_ASSET"] = null;
        json["ID_ASSET_ISSUER"] = isIssued ? 26 : null;
        json["SYMBOL"] = asset.Symbol;
        json["URI"] = asset.Uri;
        json["ASSET_TYPE"] = asset.Type;
        json["ASSET_ISSUER_NAME"] = isIssued ? asset.Name : null;
        json["PARENT_ASSET_SYMBOL"] = null;
        json["CREATED_ON"] = asset.CreatedOn;
        json["UPDATED_ON"] = asset.UpdatedOn;
        json["PUBLIC_NOTICE"] = asset.Place % 37 == 36 ? $"{asset.Name} is being renamed." : null;
    }

    public static void Basic(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        SimulatedAsset asset = market.Asset;
        json["NAME"] = asset.Name;
        json["LOGO_URL"] = asset.Place % 11 == 10 ? null : $"https://resources.cryptocompare.com/asset-management/{asset.Id}/{asset.CreatedOn}001.png";
        json["LAUNCH_DATE"] = asset.Launched;
        AssetTraits traits = AssetTraits.At(asset, ranking.Now);
        json["PREVIOUS_ASSET_SYMBOLS"] = traits.PreviousSymbol is string previous ? Array(new JsonObject
        {
            ["SYMBOL"] = previous,
            ["SYMBOL_USAGE_START_DATE"] = 1_404_864_000,
            ["SYMBOL_USAGE_END_DATE"] = traits.RenamedAt,
            ["DESCRIPTION"] = null,
        }) : null;
        json["ASSET_ALTERNATIVE_IDS"] = asset.Place % 5 == 4 ? null : Array(
            new JsonObject { ["NAME"] = "CMC", ["ID"] = CounterHash.Below(asset.Seed, 3, 30_000).ToString(CultureInfo.InvariantCulture) },
            new JsonObject { ["NAME"] = "CG", ["ID"] = asset.Uri });
        json["ASSET_DESCRIPTION_SNIPPET"] = $"{asset.Name} in one sentence.";
        json["ASSET_DECIMAL_POINTS"] = asset.Decimals;
    }

    public static void Glyph(JsonObject json, AssetMarket market, AssetRanking ranking) => json["ASSET_SYMBOL_GLYPH"] = market.Asset.Symbol switch
    {
        "BTC" => "₿",
        "USDT" => "₮",
        "ETH" => "Ξ",
        "DOGE" => "Ð",
        "USD" => "$",
        "EUR" => "€",
        _ => null,
    };

    public static void Supply(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        double supply = market.Asset.Supply;
        bool isCapped = market.Asset.Type == "BLOCKCHAIN";
        json["SUPPLY_MAX"] = isCapped ? supply * 1.25 : null;
        json["SUPPLY_ISSUED"] = supply;
        json["SUPPLY_TOTAL"] = supply;
        json["SUPPLY_CIRCULATING"] = supply;
        json["SUPPLY_FUTURE"] = isCapped ? supply * 0.25 : null;
        json["SUPPLY_LOCKED"] = 0;
        json["SUPPLY_BURNT"] = 0;
        json["SUPPLY_STAKED"] = 0;
        json["LAST_BLOCK_MINT"] = isCapped ? 3.125 : null;
        json["LAST_BLOCK_BURN"] = null;
    }

    public static void Price(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        // Without a price the fields are null on one record and absent on another: both occur.
        if (market.Price is null && market.Asset.Place % 2 == 0)
        {
            return;
        }

        bool isPriced = market.Price is not null;
        json["PRICE_USD"] = market.Price;
        json["PRICE_USD_SOURCE"] = isPriced ? "cadli" : null;
        json["PRICE_USD_LAST_UPDATE_TS"] = isPriced ? market.PriceTime : null;
        json["PRICE_CONVERSION_ASSET"] = new JsonObject { ["ID"] = 5, ["SYMBOL"] = "USD", ["ASSET_TYPE"] = "FIAT" };
        json["PRICE_CONVERSION_RATE"] = 1;
        json["PRICE_CONVERSION_VALUE"] = market.Price;
        json["PRICE_CONVERSION_SOURCE"] = isPriced ? "cadli" : null;
        json["PRICE_CONVERSION_LAST_UPDATE_TS"] = isPriced ? market.PriceTime : null;
    }

    public static void MarketCap(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        json["MKT_CAP_PENALTY"] = 0;
        json["CIRCULATING_MKT_CAP_USD"] = market.MarketCap;
        json["TOTAL_MKT_CAP_USD"] = market.MarketCap;
        json["CIRCULATING_MKT_CAP_CONVERSION"] = market.MarketCap;
        json["TOTAL_MKT_CAP_CONVERSION"] = market.MarketCap;
    }

    public static void Volume(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        foreach ((string window, double volume) in AssetMarket.Windows.Zip(market.Volumes))
        {
            foreach ((string kind, double share) in VolumeKinds.Zip(VolumeShares))
            {
                json[$"SPOT_MOVING_{window}_QUOTE_VOLUME_{kind}"] = share == 1 ? volume : AssetMarket.Rounded(volume * share);
            }
        }
    }

    public static void Change(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        foreach ((int index, string window) in AssetMarket.Windows.Index())
        {
            double? change = market.Changes?[index];
            double? percentage = change is double moved && market.Price is double price ? AssetMarket.Rounded(100 * moved / (price - moved)) : null;
            json[$"SPOT_MOVING_{window}_CHANGE_USD"] = change;
            json[$"SPOT_MOVING_{window}_CHANGE_PERCENTAGE_USD"] = percentage;
            json[$"SPOT_MOVING_{window}_CHANGE_CONVERSION"] = change;
            json[$"SPOT_MOVING_{window}_CHANGE_PERCENTAGE_CONVERSION"] = percentage;
        }
    }

    public static void Rank(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        JsonObject ranks = [];
        foreach (string key in AssetRanking.ShownRanks)
        {
            ranks[key] = ranking.Rank(market.Asset, key);
        }

        json["TOPLIST_BASE_RANK"] = ranks;
    }

    public static void Classification(JsonObject json, AssetMarket market, AssetRanking ranking)
    {
        AssetTraits traits = AssetTraits.At(market.Asset, ranking.Now);
        json["ASSET_INDUSTRIES"] = Array([.. traits.Industries.Select(industry => new JsonObject
        {
            ["ASSET_INDUSTRY"] = industry,
            ["JUSTIFICATION"] = traits.Mechanism is null ? null : $"{market.Asset.Name} moves value.",
        })]);
        json["CONSENSUS_MECHANISMS"] = Named(traits.Mechanism);
        json["CONSENSUS_ALGORITHM_TYPES"] = traits.Algorithm is string algorithm
            ? Array(new JsonObject { ["NAME"] = algorithm, ["DESCRIPTION"] = $"{algorithm} in one sentence." })
            : null;
        json["HASHING_ALGORITHM_TYPES"] = Named(traits.Hash);
    }

    public static void DescriptionSummary(JsonObject json, AssetMarket market, AssetRanking ranking) =>
        json["ASSET_DESCRIPTION_SUMMARY"] = $"## {market.Asset.Name}\n\n{market.Asset.Name} ({market.Asset.Symbol}) is an asset of the simulated markets.";

    private static JsonArray? Named(string? name) => name is null ? null : Array(new JsonObject { ["NAME"] = name });

    public static JsonArray Array(params JsonNode?[] items) => new(items);
}
