using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>The statements for TimescaleDB as text: the extension cannot be had here, so these are its documented forms.</summary>
public sealed class TimescaleDialectTests
{
    private static readonly ChunkPolicy Both = new() { ColumnstoreAfter = TimeSpan.FromDays(90), DropAfter = TimeSpan.FromDays(3650) };

    [Theory]
    [InlineData("1d", "1 year")]
    [InlineData("1h", "3 months")]
    [InlineData("1m", "7 days")]
    public void A_time_series_is_a_hypertable_whose_chunks_fit_its_interval(string interval, string chunk)
    {
        Dataset candles = DatasetCatalog.TimeSeries(SpotOhlcv.Name, Interval.Parse(interval));

        Assert.Equal(
            $"SELECT \"public\".create_hypertable('\"market\".\"{candles.Table}\"', \"public\".by_range('datetime', INTERVAL '{chunk}'), "
            + "create_default_indexes => FALSE, if_not_exists => TRUE)",
            Of("2.28.1").CreateTable(candles)[^1]);
    }

    [Fact]
    public void Before_2_13_the_interval_is_a_parameter_of_its_own() => Assert.Equal(
        "SELECT \"public\".create_hypertable('\"market\".\"cc_ohlcv_spot_1d_raw\"', 'datetime', chunk_time_interval => INTERVAL '1 year', "
        + "create_default_indexes => FALSE, if_not_exists => TRUE)",
        Of("2.12.2").CreateTable(SpotOhlcv.Days)[^1]);

    [Fact]
    public void Columnstore_and_retention_come_only_when_they_are_asked_for() => Assert.Equal(
        [
            "ALTER TABLE \"market\".\"cc_ohlcv_spot_1d_raw\" SET (timescaledb.enable_columnstore = TRUE, timescaledb.segmentby = 'exchange, symbol_unmapped', "
                + "timescaledb.orderby = 'datetime DESC')",
            "CALL \"public\".add_columnstore_policy('\"market\".\"cc_ohlcv_spot_1d_raw\"', after => INTERVAL '90 days', if_not_exists => TRUE)",
            "SELECT \"public\".add_retention_policy('\"market\".\"cc_ohlcv_spot_1d_raw\"', drop_after => INTERVAL '3650 days', if_not_exists => TRUE)",
        ],
        Of("2.18.0", Both).Hypertable(SpotOhlcv.Days).Skip(1));

    [Fact]
    public void Before_2_18_columnstore_is_called_compression() => Assert.Equal(
        [
            "ALTER TABLE \"market\".\"cc_ohlcv_spot_1d_raw\" SET (timescaledb.compress, timescaledb.compress_segmentby = 'exchange, symbol_unmapped', "
                + "timescaledb.compress_orderby = 'datetime DESC')",
            "SELECT \"public\".add_compression_policy('\"market\".\"cc_ohlcv_spot_1d_raw\"', compress_after => INTERVAL '90 days', if_not_exists => TRUE)",
        ],
        Of("2.17.2-dev", Both with { DropAfter = null }).Hypertable(SpotOhlcv.Days).Skip(1));

    [Fact]
    public void The_build_under_the_Apache_licence_has_hypertables_and_nothing_more() => Assert.Single(
        new TimescaleDialect("market", new TimescaleExtension("2.28.1", "public", IsCommunity: false), Both).Hypertable(SpotOhlcv.Days));

    [Fact]
    public void Reference_tables_and_books_are_plain_tables() => Assert.All(
        DatasetCatalog.All.Where(dataset => dataset.Chunked is null),
        dataset => Assert.Equal(new PostgreSqlDialect("market").CreateTable(dataset), Of("2.28.1", Both).CreateTable(dataset)));

    [Fact]
    public void The_key_of_every_hypertable_has_the_time_in_it_and_no_upsert_changes_a_key_column() => Assert.All(
        DatasetCatalog.All.Where(dataset => dataset.Chunked is not null), dataset =>
        {
            Assert.Contains(dataset.Chunked!.Time, dataset.Key);
            string assigned = Of("2.28.1").Insert(dataset, LoadMode.Replace).Split("DO UPDATE SET ")[1];
            Assert.All(dataset.Key, ordinal => Assert.DoesNotContain($"\"{dataset.Columns[ordinal].Name}\" =", assigned, StringComparison.Ordinal));
        });

    [Fact]
    public void A_script_makes_hypertables_only_where_the_extension_is() => Assert.All(
        SchemaScript.Write("timescale").Split('\n').Where(line => line.Contains("create_hypertable", StringComparison.Ordinal)),
        line => Assert.StartsWith("DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable(", line, StringComparison.Ordinal));

    [Fact]
    public void A_script_makes_a_hypertable_of_every_time_series_and_of_order_books() => Assert.Equal(
        DatasetCatalog.All.Count(dataset => dataset.Chunked is not null),
        SchemaScript.Write("timescale").Split('\n').Count(line => line.Contains("create_hypertable", StringComparison.Ordinal)));

    [Fact]
    public void A_session_may_decompress_as_many_rows_as_it_must_where_the_extension_is_and_only_there()
    {
        PostgreSqlServer plain = new("15.18", 150018, "UTF8", null);

        Assert.DoesNotContain("timescaledb", PostgreSqlDriver.Session(plain, "market"), StringComparison.Ordinal);
        Assert.Equal(
            PostgreSqlDriver.Session(plain, "market")
            + "; SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'timescaledb.max_tuples_decompressed_per_dml_transaction'",
            PostgreSqlDriver.Session(plain with { Timescale = TimescaleExtension.Usual }, "market"));
    }

    private static TimescaleDialect Of(string version, ChunkPolicy? policy = null) =>
        new("market", new TimescaleExtension(version, "public", IsCommunity: true), policy ?? new ChunkPolicy());
}
