using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>Literal expectations.</summary>
internal static class Expect
{
    public static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static TimeRange Range(string from, string to) => new(Utc(from), Utc(to));

    /// <summary>The row has these values, and nothing in any other column.</summary>
    public static void Row(RowBatch rows, int row, params (string Column, object Value)[] values)
    {
        Dictionary<string, object> expected = values.ToDictionary(pair => pair.Column, pair => pair.Value is int number ? (long)number : pair.Value);
        foreach ((int ordinal, Column column) in rows.Dataset.Columns.Index())
        {
            expected.Remove(column.Name, out object? value);
            Assert.True(Equals(value, rows.Value(row, ordinal)), $"{column.Name}: expected {Text(value)}, is {Text(rows.Value(row, ordinal))}");
        }

        Assert.Empty(expected.Keys);
    }

    public static object? Cell(RowBatch rows, int row, string column) => rows.Value(row, rows.Dataset.Ordinal(column));

    private static string Text(object? value) => value is null ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"{value} ({value.GetType().Name})");
}
