using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage.Tests;

public sealed class SqliteDialectTests
{
    private static readonly SqliteDialect Dialect = new("market");

    public static TheoryData<string> Tables => [.. DatasetCatalog.All.Select(dataset => dataset.Table)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_is_clustered_by_its_key_and_checks_keys_and_numbers(string table)
    {
        Dataset dataset = DatasetCatalog.All.Single(dataset => dataset.Table == table);
        string create = Dialect.CreateTable(dataset)[0];

        Assert.StartsWith($"CREATE TABLE IF NOT EXISTS \"market\".\"{table}\" (", create, StringComparison.Ordinal);
        Assert.EndsWith(") WITHOUT ROWID", create, StringComparison.Ordinal);
        for (int ordinal = 0; ordinal < dataset.Columns.Count; ordinal++)
        {
            Column column = dataset.Columns[ordinal];
            bool isChecked = dataset.Key.Contains(ordinal) || Dialect.TypeOf(column) != "TEXT";
            Assert.Equal(isChecked, create.Contains($"CHECK (typeof(\"{column.Name}\")", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_index_names_the_schema_before_itself_and_not_before_the_table() => Assert.All(
        DatasetCatalog.All.SelectMany(dataset => Dialect.CreateTable(dataset).Skip(1)),
        statement => Assert.Matches("^CREATE INDEX IF NOT EXISTS \"market\"\\.\"ix_\\w+\" ON \"(cc_\\w+|symbols|order_book_snapshots)\" \\(", statement));

    [Fact]
    public void Index_names_are_unique_in_the_schema()
    {
        string[] names = [.. DatasetCatalog.All.SelectMany(dataset => dataset.Indexes.Select(index => SqlDialect.IndexName(dataset, index)))];

        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void The_upsert_names_its_target_and_leaves_key_and_created_at()
    {
        string upsert = Dialect.Insert(InstrumentsSpot.Dataset, LoadMode.Replace);

        Assert.Contains("ON CONFLICT (\"exchange_internal_name\", \"mapped_instrument_symbol\") DO UPDATE SET \"api_instrument_type\" = excluded.\"api_instrument_type\"", upsert, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"(created_at|exchange_internal_name|mapped_instrument_symbol)\" = ", upsert);
        Assert.EndsWith("DO NOTHING", Dialect.Insert(InstrumentsSpot.Dataset, LoadMode.InsertMissing), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_newer_than_3_35_is_used() =>
        Assert.DoesNotMatch("STRICT|->|RIGHT JOIN|FULL JOIN", SchemaScript.Write(StoreEngines.Sqlite));

    [Fact]
    public void Names_are_quoted_so_that_no_name_can_end_the_quotes() => Assert.Equal("\"a\"\"b\"", Dialect.Quote("a\"b"));

    [Fact]
    public void A_row_is_deleted_by_its_whole_key() => Assert.Equal(
        "DELETE FROM \"market\".\"cc_asset_market_data\" WHERE \"asset_id\" = @p0 AND \"snapshot_ts\" = @p1",
        Dialect.DeleteByKey(AssetMarketData.Dataset));
}
