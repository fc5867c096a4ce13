using System.Globalization;

namespace CcIngest.Sources.Tests;

/// <summary>Spot candles as the API writes them.</summary>
internal static class Candle
{
    /// <summary>A good daily candle of kraken XXBTZUSD, or one in which single properties are replaced (by JSON text) or taken away (null).</summary>
    public static string Day(string date, params (string Name, string? Json)[] changes)
    {
        Dictionary<string, string?> properties = new()
        {
            ["UNIT"] = "\"DAY\"",
            ["TIMESTAMP"] = Seconds(date),
            ["TYPE"] = "\"954\"",
            ["MARKET"] = "\"kraken\"",
            ["INSTRUMENT"] = "\"XXBTZUSD\"",
            ["MAPPED_INSTRUMENT"] = "\"BTC-USD\"",
            ["OPEN"] = "10",
            ["HIGH"] = "12",
            ["LOW"] = "9",
            ["CLOSE"] = "11",
            ["FIRST_TRADE_TIMESTAMP"] = Seconds(date),
            ["TOTAL_TRADES"] = "3",
            ["VOLUME"] = "1.5",
        };
        foreach ((string name, string? json) in changes)
        {
            properties[name] = json;
        }

        return "{" + string.Join(",", properties.Where(property => property.Value is not null).Select(property => $"\"{property.Key}\":{property.Value}")) + "}";
    }

    /// <summary>A day without trades, as fill=true writes it.</summary>
    public static string QuietDay(string date) => Day(date,
        ("OPEN", "11"), ("HIGH", "11"), ("LOW", "11"), ("CLOSE", "11"), ("FIRST_TRADE_TIMESTAMP", null), ("TOTAL_TRADES", "0"), ("VOLUME", "0"));

    public static string Answer(params string[] records) => $$$"""{"Data":[{{{string.Join(",", records)}}}],"Err":{}}""";

    private static string Seconds(string date) =>
        new DateTimeOffset(Expect.Utc(date)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
