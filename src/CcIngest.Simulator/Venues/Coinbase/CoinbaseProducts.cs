using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>What Coinbase Exchange lists: products and their currencies.</summary>
internal static class CoinbaseProducts
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<SimulatedInstrument> products, long now)
    {
        writer.WriteStartArray();
        foreach (SimulatedInstrument product in products)
        {
            Precision precision = product.Series?.Precision ?? new Precision(8, 8);
            bool isListed = product.StatusAt(now) == InstrumentStatus.Active;
            writer.WriteStartObject();
            writer.WriteString("id", product.Raw);
            writer.WriteString("base_currency", product.Base.Symbol);
            writer.WriteString("quote_currency", product.Quote.Symbol);
            writer.WriteString("quote_increment", Step(precision.PriceDecimals));
            writer.WriteString("base_increment", Step(precision.VolumeDecimals));
            writer.WriteString("display_name", $"{product.Base.Symbol}-{product.Quote.Symbol}");
            writer.WriteString("min_market_funds", "1");
            writer.WriteBoolean("margin_enabled", false);
            writer.WriteBoolean("post_only", false);
            writer.WriteBoolean("limit_only", false);
            writer.WriteBoolean("cancel_only", false);
            writer.WriteString("status", isListed ? "online" : "delisted");
            writer.WriteString("status_message", "");
            writer.WriteBoolean("trading_disabled", !isListed);
            writer.WriteBoolean("fx_stablecoin", false);
            writer.WriteString("max_slippage_percentage", "0.03000000");
            writer.WriteBoolean("auction_mode", false);
            writer.WriteString("high_bid_limit_percentage", "");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteCurrencies(Utf8JsonWriter writer, IEnumerable<SimulatedInstrument> products)
    {
        writer.WriteStartArray();
        foreach (SimulatedAsset asset in products.SelectMany(product => new[] { product.Base, product.Quote }).DistinctBy(asset => asset.Symbol).OrderBy(asset => asset.Symbol, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("id", asset.Symbol);
            writer.WriteString("name", asset.Name);
            writer.WriteString("min_size", Step(8));
            writer.WriteString("status", "online");
            writer.WriteString("message", "");
            writer.WriteString("max_precision", Step(8));
            writer.WriteStartArray("convertible_to");
            writer.WriteEndArray();
            writer.WriteStartObject("details");
            writer.WriteString("type", asset.Type == "FIAT" ? "fiat" : "crypto");
            writer.WriteNull("symbol");
            writer.WriteNumber("network_confirmations", 0);
            writer.WriteNumber("sort_order", 0);
            writer.WriteEndObject();
            writer.WriteString("default_network", "");
            writer.WriteStartArray("supported_networks");
            writer.WriteEndArray();
            writer.WriteString("display_name", asset.Symbol);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Step(int decimals) => VenueSeries.Text(1, decimals, decimals);
}
