using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>exchangeInfo: what a Binance market lists, with its limits.</summary>
internal static class BinanceExchangeInfo
{
    /// <summary>2100-12-25: what stands for "none".</summary>
    private const long NoDelivery = 4_133_404_800_000;

    private static readonly string[] SpotOrders = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"];
    private static readonly string[] FuturesOrders = ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];

    public static void Write(Utf8JsonWriter writer, BinanceMarket market, long now)
    {
        writer.WriteStartObject();
        writer.WriteString("timezone", "UTC");
        writer.WriteNumber("serverTime", now * 1_000);
        if (market.IsFutures)
        {
            writer.WriteString("futuresType", "U_MARGINED");
        }

        writer.WriteStartArray("rateLimits");
        WriteLimit(writer, "REQUEST_WEIGHT", "MINUTE", 1, market.WeightLimit);
        WriteLimit(writer, "ORDERS", "SECOND", 10, 100);
        writer.WriteEndArray();
        writer.WriteStartArray("exchangeFilters");
        writer.WriteEndArray();
        if (market.IsFutures)
        {
            writer.WriteStartArray("assets");
            writer.WriteStartObject();
            writer.WriteString("asset", "USDT");
            writer.WriteBoolean("marginAvailable", true);
            writer.WriteString("autoAssetExchange", "-10000");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteStartArray("symbols");
        foreach (BinanceSymbol symbol in market.Symbols.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("symbol", symbol.Name);
            if (market.IsFutures)
            {
                WriteContract(writer, symbol, now);
            }
            else
            {
                WriteSpot(writer, symbol, now);
            }

            WriteFilters(writer, symbol, market.IsFutures);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSpot(Utf8JsonWriter writer, BinanceSymbol symbol, long now)
    {
        writer.WriteString("status", symbol.Instrument.StatusAt(now) == InstrumentStatus.Active ? "TRADING" : "BREAK");
        WriteAssets(writer, symbol);
        foreach (string name in (ReadOnlySpan<string>)["baseAssetPrecision", "quotePrecision", "quoteAssetPrecision", "baseCommissionPrecision", "quoteCommissionPrecision"])
        {
            writer.WriteNumber(name, 8);
        }

        WriteTexts(writer, "orderTypes", SpotOrders);
        foreach (string name in (ReadOnlySpan<string>)["icebergAllowed", "ocoAllowed", "otoAllowed", "quoteOrderQtyMarketAllowed", "allowTrailingStop", "cancelReplaceAllowed", "isSpotTradingAllowed"])
        {
            writer.WriteBoolean(name, true);
        }

        writer.WriteBoolean("isMarginTradingAllowed", false);
        WriteTexts(writer, "permissions", []);
        writer.WriteStartArray("permissionSets");
        writer.WriteStartArray();
        writer.WriteStringValue("SPOT");
        writer.WriteEndArray();
        writer.WriteEndArray();
        writer.WriteString("defaultSelfTradePreventionMode", "EXPIRE_MAKER");
        WriteTexts(writer, "allowedSelfTradePreventionModes", ["EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]);
    }

    private static void WriteContract(Utf8JsonWriter writer, BinanceSymbol symbol, long now)
    {
        bool isOver = symbol.Series!.HasEnded(now);
        writer.WriteString("pair", symbol.Instrument.Raw);
        writer.WriteString("contractType", symbol.Delivery is null ? "PERPETUAL" : "CURRENT_QUARTER");
        writer.WriteNumber("deliveryDate", symbol.Delivery is { } day ? (day.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond : NoDelivery);
        writer.WriteNumber("onboardDate", symbol.Series.FirstTrade * 1_000);
        writer.WriteString("status", isOver ? "CLOSE" : "TRADING");
        writer.WriteString("maintMarginPercent", "2.5000");
        writer.WriteString("requiredMarginPercent", "5.0000");
        WriteAssets(writer, symbol);
        writer.WriteString("marginAsset", symbol.Instrument.Quote.Symbol);
        writer.WriteNumber("pricePrecision", symbol.Series.Precision.PriceDecimals);
        writer.WriteNumber("quantityPrecision", symbol.Series.Precision.VolumeDecimals);
        writer.WriteNumber("baseAssetPrecision", 8);
        writer.WriteNumber("quotePrecision", 8);
        writer.WriteString("underlyingType", "COIN");
        WriteTexts(writer, "underlyingSubType", []);
        writer.WriteNumber("settlePlan", 0);
        writer.WriteString("triggerProtect", "0.0500");
        writer.WriteString("liquidationFee", "0.012500");
        writer.WriteString("marketTakeBound", "0.05");
        WriteTexts(writer, "orderTypes", FuturesOrders);
        WriteTexts(writer, "timeInForce", ["GTC", "IOC", "FOK", "GTX"]);
    }

    private static void WriteAssets(Utf8JsonWriter writer, BinanceSymbol symbol)
    {
        writer.WriteString("baseAsset", symbol.Instrument.Base.Symbol);
        writer.WriteString("quoteAsset", symbol.Instrument.Quote.Symbol);
    }

    private static void WriteFilters(Utf8JsonWriter writer, BinanceSymbol symbol, bool isFutures)
    {
        Precision precision = symbol.Series?.Precision ?? new Precision(8, 8);
        int priceDecimals = isFutures ? precision.PriceDecimals : Math.Max(8, precision.PriceDecimals);
        writer.WriteStartArray("filters");
        writer.WriteStartObject();
        writer.WriteString("filterType", "PRICE_FILTER");
        writer.WriteString("minPrice", VenueSeries.Text(1, precision.PriceDecimals, priceDecimals));
        writer.WriteString("maxPrice", VenueSeries.Text(1_000_000, 0, priceDecimals));
        writer.WriteString("tickSize", VenueSeries.Text(1, precision.PriceDecimals, priceDecimals));
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("filterType", "LOT_SIZE");
        writer.WriteString("minQty", VenueSeries.Text(1, precision.VolumeDecimals, 8));
        writer.WriteString("maxQty", VenueSeries.Text(9_000_000, 0, 8));
        writer.WriteString("stepSize", VenueSeries.Text(1, precision.VolumeDecimals, 8));
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("filterType", isFutures ? "MIN_NOTIONAL" : "NOTIONAL");
        writer.WriteString(isFutures ? "notional" : "minNotional", "5.00000000");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter writer, string type, string interval, int count, int limit)
    {
        writer.WriteStartObject();
        writer.WriteString("rateLimitType", type);
        writer.WriteString("interval", interval);
        writer.WriteNumber("intervalNum", count);
        writer.WriteNumber("limit", limit);
        writer.WriteEndObject();
    }
}
