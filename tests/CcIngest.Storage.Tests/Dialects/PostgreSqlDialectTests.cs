using CcIngest.Model;

namespace CcIngest.Storage.Tests;

public sealed class PostgreSqlDialectTests
{
    private static readonly PostgreSqlDialect Dialect = new("market");

    [Fact]
    public void The_upsert_writes_only_a_row_that_differs_and_never_its_key_or_created_at()
    {
        string upsert = Dialect.Insert(ExchangeSpotDetails.Dataset, LoadMode.Replace);

        Assert.StartsWith("INSERT INTO \"market\".\"cc_exchange_spot_details\" (\"exchange_internal_name\", ", upsert, StringComparison.Ordinal);
        Assert.Contains("\nON CONFLICT (\"exchange_internal_name\") DO UPDATE SET \"api_exchange_type\" = excluded.\"api_exchange_type\"", upsert, StringComparison.Ordinal);
        Assert.Contains("\nWHERE (\"cc_exchange_spot_details\".\"api_exchange_type\", ", upsert, StringComparison.Ordinal);
        Assert.Contains(") IS DISTINCT FROM (excluded.\"api_exchange_type\", ", upsert, StringComparison.Ordinal);
        Assert.DoesNotContain("\"created_at\" =", upsert, StringComparison.Ordinal);
        Assert.DoesNotContain("\"exchange_internal_name\" =", upsert, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_compared_as_text_because_it_has_no_equality() =>
        Assert.Contains("\"cc_exchanges_general\".\"item_types\"::text", Dialect.Insert(ExchangesGeneral.Dataset, LoadMode.Replace), StringComparison.Ordinal);

    [Fact]
    public void Staged_rows_go_to_their_table_in_one_statement_that_names_every_column()
    {
        string insert = Dialect.InsertStaged(Bookkeeping.SchemaVersion, LoadMode.Fresh);

        Assert.Equal(
            "INSERT INTO \"market\".\"cc_schema_version\" (\"version\", \"applied_at\", \"tool_version\", \"key_collation\")\n"
            + "SELECT \"version\", \"applied_at\", \"tool_version\", \"key_collation\" FROM pg_temp.\"staging_cc_schema_version\"\n"
            + "ON CONFLICT (\"version\") DO NOTHING",
            insert);
    }

    [Fact]
    public void Texts_compare_by_code_points_and_times_have_no_zone()
    {
        string create = Dialect.CreateTable(SpotOhlcv.Days)[0];

        Assert.Contains("\"exchange\" varchar(64) COLLATE \"C\" NOT NULL", create, StringComparison.Ordinal);
        Assert.Contains("\"datetime\" timestamp(0) NOT NULL", create, StringComparison.Ordinal);
        Assert.DoesNotContain("timestamptz", create, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("PRIMARY KEY (\"exchange\", \"symbol_unmapped\", \"datetime\")", create, StringComparison.Ordinal);
        Assert.Contains("numeric(38,18)", Dialect.CreateTable(Klines.Dataset)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_statement_of_a_table_may_be_repeated() => Assert.All(
        DatasetCatalog.All.SelectMany(Dialect.CreateTable), statement => Assert.Matches("^CREATE (TABLE|INDEX) IF NOT EXISTS ", statement));

    [Fact]
    public void Names_of_tables_and_indexes_are_short_enough_and_each_is_its_own()
    {
        Dataset long_ = new("x", new string('t', 50), [Column.Int64("a").Required(), Column.Text(new string('b', 30)), Column.Text(new string('b', 29) + "c")], "a")
        {
            Description = "", Origin = "",
        };
        string[] indexes = [.. Dialect.CreateTable(long_.Index(long_.Columns[1].Name).Index(long_.Columns[2].Name)).Skip(1).Select(statement => statement.Split('"')[1])];

        Assert.All(DatasetCatalog.All.SelectMany(Dialect.CreateTable), statement => Assert.InRange(statement.Split('"')[1].Length, 1, PostgreSqlDialect.LongestName));
        Assert.All(indexes, index => Assert.Equal(PostgreSqlDialect.LongestName, index.Length));
        Assert.Equal(2, indexes.Distinct().Count());
    }

    [Theory]
    [InlineData("SELECT HEX(a.b) FROM t", "SELECT UPPER(ENCODE(CONVERT_TO(a.b, 'UTF8'), 'hex')) FROM t")]
    [InlineData("HEX(LOWER(e.name)) IN @namesHex", "UPPER(ENCODE(CONVERT_TO(LOWER(e.name), 'UTF8'), 'hex')) IN @namesHex")]
    [InlineData("SELECT THEX(a)", "SELECT THEX(a)")]
    public void The_stored_queries_words_become_the_engines(string shared, string own) => Assert.Equal(own, Dialect.Adapt(shared));

    [Theory]
    [InlineData("pg_market")]
    [InlineData("information_schema")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void A_schema_that_the_engine_would_not_have_is_refused(string schema) =>
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => SchemaScript.Write("timescale", schema)).Id);

    [Fact]
    public void Writers_hold_their_lease_without_barring_its_renewal() => Assert.Equal(" FOR KEY SHARE", Dialect.ForShare);

    [Fact]
    public void Names_are_quoted_so_that_no_name_can_end_the_quotes() => Assert.Equal("\"a\"\"b\"", Dialect.Quote("a\"b"));
}
