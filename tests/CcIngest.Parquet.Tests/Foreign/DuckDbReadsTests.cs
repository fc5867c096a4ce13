using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace CcIngest.Parquet.Tests;

/// <summary>DuckDB reads every file that we write.</summary>
public sealed class DuckDbReadsTests(DuckDb duck) : IClassFixture<DuckDb>
{
    [SkippableTheory]
    [InlineData(ParquetCompression.Gzip, true, 0.2)]
    [InlineData(ParquetCompression.Gzip, false, 0.2)]
    [InlineData(ParquetCompression.None, true, 0)]
    [InlineData(ParquetCompression.None, false, 1)]
    public void Every_type_with_and_without_dictionary_and_nulls(ParquetCompression compression, bool usesDictionary, double nulls)
    {
        Table rows = Some.Rows(1_000, nulls: nulls);
        string path = Write(rows, new ParquetWriterOptions { Compression = compression, UsesDictionary = usesDictionary, RowGroupRows = 400, PageRows = 150 });

        JsonElement[][] read = duck.Query($"SELECT * REPLACE (epoch_us(\"at\") AS \"at\", CAST(exact AS VARCHAR) AS exact, CAST(cents AS VARCHAR) AS cents) FROM '{path}'");

        Assert.Equal(rows.Count, read.Length);
        for (int row = 0; row < read.Length; row++)
        {
            for (int column = 0; column < rows.Columns.Count; column++)
            {
                Assert.Equal(rows.Rows[row][column], Value(read[row][column], rows.Columns[column]));
            }
        }
    }

    [SkippableFact]
    public void Few_values_in_a_long_row_group_and_many_rows()
    {
        Table rows = new(
            [new("venue", ParquetType.Text), new("at", ParquetType.Timestamp, IsNullable: false), new("price", ParquetType.Double)],
            [.. Enumerable.Range(0, 300_000).Select(row => (object?[])[row % 1_000 == 0 ? null : $"venue {row % 300}", row * 60_000_000L, row % 7 / 10d])]);
        string path = Write(rows, new ParquetWriterOptions());

        JsonElement[] read = duck.Query($"SELECT count(*), count(venue), count(DISTINCT venue), epoch_us(max(\"at\")), sum(price) FROM '{path}'")[0];

        Assert.Equal(["300000", "299700", "300", (299_999 * 60_000_000L).ToString(CultureInfo.InvariantCulture)], read.Take(4).Select(cell => cell.GetString()!));
        Assert.Equal(rows.Rows.Sum(row => (double)row[2]!), read[4].GetDouble(), 6);
    }

    /// <summary>The bounds of every column in every row group, as DuckDB understands them.</summary>
    [SkippableFact]
    public void Bounds_and_counts_of_nulls_in_the_footer_are_those_of_the_rows()
    {
        Table rows = Some.Rows(500);
        string path = Write(rows, new ParquetWriterOptions { RowGroupRows = 200 });

        JsonElement[][] metadata = duck.Query(
            $"SELECT row_group_id, path_in_schema, stats_min_value, stats_max_value, stats_null_count, num_values FROM parquet_metadata('{path}') ORDER BY row_group_id, column_id");
        Assert.Equal(3 * rows.Columns.Count, metadata.Length);
        foreach ((string column, string type) in new[] { ("small", "INTEGER"), ("large", "BIGINT"), ("price", "DOUBLE"), ("venue", "VARCHAR"), ("number", "BIGINT"), ("cents", "DECIMAL(9,2)") })
        {
            foreach (int group in Enumerable.Range(0, 3))
            {
                JsonElement[] bounds = metadata.Single(row => row[0].GetString() == group.ToString(CultureInfo.InvariantCulture) && row[1].GetString() == column);
                JsonElement[] truth = duck.Query(
                    $"SELECT min({column}) = CAST('{Text(bounds[2])}' AS {type}), max({column}) = CAST('{Text(bounds[3])}' AS {type}), count(*) - count({column}) = {Text(bounds[4])} "
                    + $"FROM (SELECT * FROM '{path}' LIMIT 200 OFFSET {group * 200})")[0];
                Assert.All(truth, cell => Assert.True(cell.GetBoolean(), $"{column} of group {group}: {string.Join(", ", bounds)}"));
            }
        }
    }

    /// <summary>What a reader skips by its bounds must not hold what it looks for.</summary>
    [SkippableFact]
    public void A_search_by_bounds_finds_its_row()
    {
        Table rows = Some.Rows(900);
        string path = Write(rows, new ParquetWriterOptions { RowGroupRows = 100 });
        foreach (int row in new[] { 0, 99, 100, 555, 899 })
        {
            Assert.Equal("1", duck.Query($"SELECT count(*) FROM '{path}' WHERE number = {row} AND name = '{rows.Rows[row][11]}'")[0][0].GetString());
        }
    }

    [SkippableFact]
    public void Types_and_words_are_seen_as_they_are_meant()
    {
        string path = Write(Some.Rows(5), new ParquetWriterOptions { Metadata = new Dictionary<string, string> { ["ccingest.dataset"] = "ohlcv-spot" } });
        Assert.Equal(
            ["BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "VARCHAR", "VARCHAR", "JSON", "TIMESTAMP WITH TIME ZONE", "DECIMAL(38,18)", "DECIMAL(9,2)", "BIGINT", "VARCHAR"],
            duck.Query($"DESCRIBE SELECT * FROM '{path}'").Select(row => row[1].GetString()!));
        Assert.Equal("ohlcv-spot", duck.Query($"SELECT decode(value) FROM parquet_kv_metadata('{path}') WHERE decode(key) = 'ccingest.dataset'")[0][0].GetString());
    }

    private string Write(Table rows, ParquetWriterOptions options)
    {
        string path = duck.PathOf($"{Guid.NewGuid():n}.parquet");
        File.WriteAllBytes(path, rows.Write(options));
        return path;
    }

    private static string Text(JsonElement cell) => (cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText()).Replace("'", "''", StringComparison.Ordinal);

    private static object? Value(JsonElement cell, ParquetColumn column) => (cell.ValueKind, column.Type) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, ParquetType.Boolean) => cell.GetBoolean() ? 1L : 0L,
        (_, ParquetType.Double) => cell.GetDouble(),
        (_, ParquetType.Decimal) => DecimalText.Of(BigInteger.Parse(cell.GetString()!.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), column.Scale),
        (JsonValueKind.Number, _) => cell.GetInt64(),
        (_, ParquetType.Int32 or ParquetType.Int64 or ParquetType.Timestamp) => long.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        _ => cell.GetString(),
    };
}
