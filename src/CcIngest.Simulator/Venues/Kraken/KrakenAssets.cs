using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>Kraken's names of assets, and the list of them.</summary>
internal static class KrakenAssets
{
    /// <summary>The venue's word for an asset, without an old letter before it.</summary>
    public static string Word(string symbol) => symbol switch { "BTC" => "XBT", "DOGE" => "XDG", _ => symbol };

    public static string BaseOf(SimulatedInstrument pair) => Internal(pair, Word(pair.Base.Symbol), 'X');

    public static string QuoteOf(SimulatedInstrument pair) => Internal(pair, Word(pair.Quote.Symbol), 'Z');

    /// <summary>The assets of pairs, each under its internal name.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<SimulatedInstrument> pairs)
    {
        IEnumerable<(string Name, SimulatedAsset Asset)> assets = pairs.SelectMany(pair => new[] { (BaseOf(pair), pair.Base), (QuoteOf(pair), pair.Quote) });
        foreach ((string name, SimulatedAsset asset) in assets.DistinctBy(one => one.Name).OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            writer.WriteStartObject(name);
            writer.WriteString("aclass", "currency");
            writer.WriteString("altname", Word(asset.Symbol));
            writer.WriteNumber("decimals", asset.Type == "FIAT" ? 4 : 10);
            writer.WriteNumber("display_decimals", asset.Type == "FIAT" ? 2 : 5);
            writer.WriteString("status", "enabled");
            writer.WriteEndObject();
        }
    }

    /// <summary>With its old letter where the pair's own name has it.</summary>
    private static string Internal(SimulatedInstrument pair, string word, char letter) =>
        pair.Raw.Contains(letter + word, StringComparison.Ordinal) ? letter + word : pair.Raw.Contains($"X{word}", StringComparison.Ordinal) && letter == 'Z' && word == "XBT" ? "XXBT" : word;
}
