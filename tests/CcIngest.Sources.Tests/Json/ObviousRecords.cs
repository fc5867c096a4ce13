using System.Globalization;
using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>Flat records read one value after the other from a document in memory: slow, and plain enough to be believed.</summary>
internal static class ObviousRecords
{
    /// <returns>For each record its cells, or null where a value cannot be taken.</returns>
    public static IReadOnlyList<object?[]?> Read(string list, Dataset dataset)
    {
        using JsonDocument document = JsonDocument.Parse(list);
        return [.. document.RootElement.EnumerateArray().Select(record => Cells(record, dataset))];
    }

    private static object?[]? Cells(JsonElement record, Dataset dataset)
    {
        object?[] cells = new object?[dataset.Columns.Count];
        foreach (JsonProperty property in record.EnumerateObject())
        {
            int ordinal = dataset.Columns.Index().Where(column => column.Item.Source == property.Name && property.Name[0] != '@').Select(column => column.Index).DefaultIfEmpty(-1).First();
            if (ordinal < 0 || property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (!TryValue(dataset.Columns[ordinal], property.Value, out object? value))
            {
                return null;
            }

            cells[ordinal] = value ?? cells[ordinal];
        }

        return dataset.Columns.Index().Any(column => column.Item is { Role: ColumnRole.Value, Nullable: false, Source: not null } && column.Item.Source[0] != '@' && cells[column.Index] is null) ? null : cells;
    }

    private static bool TryValue(Column column, JsonElement value, out object? cell)
    {
        cell = null;
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return column.Storage == ColumnStorage.Text ? TryText(column, value.GetRawText(), out cell) : TryNumber(column, value.GetRawText(), out cell);
            case JsonValueKind.String:
                string text = value.GetString()!;
                return column.Storage == ColumnStorage.Text ? TryText(column, text, out cell) : text.Length == 0 || TryNumber(column, text, out cell);
            case JsonValueKind.True or JsonValueKind.False when column.Kind == ColumnKind.Boolean:
                cell = value.GetBoolean();
                return true;
            default:
                return false;
        }
    }

    private static bool TryText(Column column, string text, out object? cell)
    {
        cell = text;
        return column.Kind != ColumnKind.Text || text.EnumerateRunes().Count() <= column.Length;
    }

    private static bool TryNumber(Column column, string text, out object? cell)
    {
        cell = null;
        if (column.Storage == ColumnStorage.Double)
        {
            bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
            cell = number;
            return isNumber && (number != 0 || !text.Split('e', 'E')[0].Any(letter => letter is >= '1' and <= '9'));
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal given) || given is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        decimal whole = decimal.Floor(given);
        switch (column.Kind)
        {
            case ColumnKind.DateTime:
                bool isTime = whole is >= -62_135_596_800 and <= 253_402_300_799;
                cell = isTime && whole != 0 ? DateTime.UnixEpoch.AddSeconds((double)whole) : null;
                return isTime;
            case ColumnKind.Boolean:
                cell = whole == 1;
                return given is 0 or 1;
            default:
                cell = (long)whole;
                return whole == given && (column.Kind != ColumnKind.Int32 || whole is >= int.MinValue and <= int.MaxValue);
        }
    }
}
