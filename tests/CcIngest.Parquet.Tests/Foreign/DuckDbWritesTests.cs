namespace CcIngest.Parquet.Tests;

/// <summary>We read what DuckDB writes, by default and otherwise.</summary>
public sealed class DuckDbWritesTests(DuckDb duck) : IClassFixture<DuckDb>
{
    /// <summary>Rows of every type that DuckDB has a plain word for; every seventh is null.</summary>
    private const string Rows = """
        SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i % 2 = 0 END AS flag,
            CAST(CASE WHEN i % 7 = 0 THEN NULL ELSE i * 1000003 % 2147483647 - 1000 END AS INTEGER) AS small,
            CAST(CASE WHEN i % 7 = 0 THEN NULL ELSE i * 1000000007 - 5 END AS BIGINT) AS large,
            CAST(i AS UBIGINT) AS big, CAST(i + 4000000000 AS UINTEGER) AS wide, CAST(i % 100 AS TINYINT) AS tiny,
            CASE WHEN i % 7 = 0 THEN NULL ELSE i / 7.0e0 END AS price, CAST(i / 4.0 AS FLOAT) AS ratio,
            CASE WHEN i % 7 = 0 THEN NULL ELSE 'venue ü😀 ' || (i % 50) END AS venue, 'row number ' || i AS name,
            CAST(CAST(i AS DECIMAL(20, 0)) * 0.125 AS DECIMAL(38, 18)) AS exact, CAST(CAST(i AS DECIMAL(7, 0)) * 0.25 AS DECIMAL(9, 2)) AS cents,
            CAST(i AS DECIMAL(18, 3)) AS mid, TIMESTAMP '2024-01-01' + INTERVAL (i) MINUTE AS at, CAST(TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS TIMESTAMP_MS) AS millis,
            CAST(TIMESTAMP '1969-12-31 23:59:59' + INTERVAL (i) SECOND AS TIMESTAMP_NS) AS nanos, DATE '2024-01-01' + CAST(i % 400 AS INTEGER) AS day, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS zoned
        FROM range(0, {0}) t(i)
        """;

    [SkippableTheory]
    [InlineData("")]
    [InlineData(", CODEC gzip")]
    [InlineData(", CODEC uncompressed")]
    [InlineData(", CODEC brotli")]
    [InlineData(", PARQUET_VERSION v2")]
    [InlineData(", PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1")]
    [InlineData(", DICTIONARY_SIZE_LIMIT 1")]
    [InlineData(", ROW_GROUP_SIZE 2048")]
    public void Every_form_is_read(string options)
    {
        const int Count = 5_000;
        string path = Write(Count, options);
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), "foreign");
        Table read = Table.Read(reader);

        Assert.Equal(Count, read.Count);
        Assert.StartsWith("DuckDB", reader.CreatedBy, StringComparison.Ordinal);
        for (long i = 0; i < Count; i++)
        {
            object?[] row = read.Rows[(int)i];
            bool isNull = i % 7 == 0;
            object?[] expected =
            [
                isNull ? null : i % 2 == 0 ? 1L : 0L, isNull ? null : i * 1000003 % 2147483647 - 1000, isNull ? null : i * 1000000007 - 5, i, i + 4_000_000_000, i % 100,
                isNull ? null : i / 7.0, (double)(float)(i / 4.0), isNull ? null : $"venue ü😀 {i % 50}", $"row number {i}", Exact(i, 8), Exact(i, 4), $"{i}",
                Micros(Start.AddMinutes(i)), Micros(Start.AddSeconds(i)), Micros(DateTime.UnixEpoch.AddSeconds(i - 1)), Micros(Start.AddDays(i % 400)), Micros(Start),
            ];
            for (int column = 0; column < expected.Length; column++)
            {
                Assert.True(Equals(expected[column], row[column]), $"{options} row {i}, {read.Columns[column].Name}: expected {expected[column] ?? "null"}, got {row[column] ?? "null"}.");
            }
        }
    }

    [SkippableFact]
    public void Zstandard_is_refused_with_its_name()
    {
        string path = Write(100, ", CODEC zstd");
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), "foreign");
        string message = Assert.Throws<ParquetException>(() => Table.Read(reader)).Message;
        Assert.Contains("compressed by ZSTD, which is not read here; write it with SNAPPY, GZIP, BROTLI or none", message, StringComparison.Ordinal);
        Assert.StartsWith("foreign, column 'flag', row group 0", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Columns_that_are_nested_are_named_and_the_others_are_read()
    {
        string path = duck.PathOf("nested.parquet");
        duck.Query($"COPY (SELECT 1 AS a, [1, 2] AS list, {{'x': 1, 'y': {{'z': 2}}}} AS struct, 'b' AS b, TIME '12:00' AS clock) TO '{path}' (FORMAT parquet)");
        using IParquetReader reader = ParquetFormat.Open(File.OpenRead(path), "foreign");
        Assert.Equal(["a", "list", "struct", "b", "clock"], reader.Columns.Select(column => column.Name));
        Assert.Equal([null, "it is nested or repeated", "it is nested or repeated", null, "it holds times of day"], reader.Columns.Select(column => column.Problem));
        Assert.Equal("b", reader.Read(["b", "a"], 10).Single().Texts(0)[0]);
        Assert.Equal("foreign: column 'list' cannot be read: it is nested or repeated.", Assert.Throws<ParquetException>(() => reader.Read(["list"], 10).First()).Message);
    }

    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Exact(long whole, int divisor) => ((decimal)whole / divisor).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private string Write(int count, string options)
    {
        string path = duck.PathOf($"{Guid.NewGuid():n}.parquet");
        duck.Query($"COPY ({Rows.Replace("{0}", count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}) TO '{path}' (FORMAT parquet{options})");
        return path;
    }
}
