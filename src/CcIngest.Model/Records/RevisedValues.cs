using System.Globalization;
using System.Text.Json;

namespace CcIngest.Model;

/// <summary>Reads the old values of a revision back into the types of their columns.</summary>
internal static class RevisedValues
{
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="interval">The printed interval.</param>
    /// <param name="json">An object of values by column name. A column that the dataset has no more comes as its JSON says.</param>
    public static OrderedDictionary<string, object?> Parse(string dataset, string interval, string json)
    {
        Dataset? table = DatasetCatalog.Find(dataset, Interval.TryParse(interval, out Interval? length) ? length : null);
        OrderedDictionary<string, object?> values = new(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            values[property.Name] = table is not null && table.TryGetOrdinal(property.Name, out int ordinal)
                ? Typed(property.Value, table.Columns[ordinal].Kind)
                : Untyped(property.Value);
        }

        return values;
    }

    private static object? Typed(JsonElement value, ColumnKind kind) => (kind, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (ColumnKind.Double, JsonValueKind.Number) => value.GetDouble(),
        (ColumnKind.Int32 or ColumnKind.Int64, JsonValueKind.Number) => value.GetInt64(),
        (ColumnKind.Boolean, JsonValueKind.Number) => value.GetInt64() != 0,
        (ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds, JsonValueKind.String) => DateTime.Parse(
            value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        _ => Untyped(value),
    };

    private static object? Untyped(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
