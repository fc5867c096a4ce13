using System.Globalization;

namespace CcIngest.Parquet.Tests;

/// <summary>Rows of every type, the same for the same seed.</summary>
internal static class Some
{
    public static readonly IReadOnlyList<ParquetColumn> AllTypes =
    [
        new("flag", ParquetType.Boolean),
        new("small", ParquetType.Int32),
        new("large", ParquetType.Int64),
        new("price", ParquetType.Double),
        new("venue", ParquetType.Text),
        new("note", ParquetType.Text),
        new("document", ParquetType.Json),
        new("at", ParquetType.Timestamp),
        new("exact", ParquetType.Decimal) { Precision = 38, Scale = 18 },
        new("cents", ParquetType.Decimal) { Precision = 9, Scale = 2 },
        new("number", ParquetType.Int64, IsNullable: false),
        new("name", ParquetType.Text, IsNullable: false),
    ];

    public static Table Rows(int count, int seed = 1, double nulls = 0.2)
    {
        Random random = new(seed);
        return new Table(AllTypes, [.. Enumerable.Range(0, count).Select(row => (object?[])
        [
            .. AllTypes.Select((column, index) => column.IsNullable && random.NextDouble() < nulls ? null : Value(column, row, index, random)),
        ])]);
    }

    private static object Value(ParquetColumn column, int row, int index, Random random) => column.Type switch
    {
        ParquetType.Boolean => (object)(long)random.Next(2),
        ParquetType.Int32 => (long)random.Next(int.MinValue, int.MaxValue),
        ParquetType.Int64 => column.IsNullable ? random.NextInt64(long.MinValue, long.MaxValue) : row,
        ParquetType.Double => random.Next(10) == 0 ? 0d : random.NextDouble() * Math.Pow(10, random.Next(-12, 12)),
        ParquetType.Json => string.Create(CultureInfo.InvariantCulture, $"{{\"row\":{row}}}"),
        ParquetType.Timestamp => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(row).Subtract(DateTime.UnixEpoch).Ticks / 10 + random.Next(1_000_000),
        ParquetType.Decimal => Decimal(column, random),
        _ when index == 4 => new[] { "kraken", "binance", "биржа", "取引所 😀" }[random.Next(4)],
        _ => string.Create(CultureInfo.InvariantCulture, $"{column.Name} {row} ü😀 {random.Next()}"),
    };

    private static string Decimal(ParquetColumn column, Random random)
    {
        string digits = string.Concat(Enumerable.Range(0, column.Precision).Select(_ => (char)('0' + random.Next(10))));
        string whole = digits[..(column.Precision - column.Scale)].TrimStart('0');
        string fraction = digits[(column.Precision - column.Scale)..].TrimEnd('0');
        return (random.Next(2) == 0 ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
