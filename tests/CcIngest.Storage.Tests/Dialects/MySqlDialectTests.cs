using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage.Tests;

public sealed class MySqlDialectTests
{
    private static readonly MySqlDialect Dialect = new("market", "utf8mb4_general_ci");

    [Theory]
    [InlineData("cc_exchanges_general")]
    [InlineData("cc_exchange_spot_details")]
    [InlineData("cc_instruments_spot")]
    [InlineData("cc_ohlcv_spot_1d_raw")]
    public void Text_of_exchanges_instruments_and_candles_has_the_collation_that_was_asked_for(string table)
    {
        MatchCollection columns = Regex.Matches(CreateOf(Dialect, table), @"(?m)^\s+`\w+` (VARCHAR|LONGTEXT).*$");

        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Contains("CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", column.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_of_the_own_books_compare_exactly() => Assert.All(
        DatasetCatalog.All.Where(dataset => dataset.IsBookkeeping),
        dataset => Assert.All(dataset.Key, ordinal => Assert.True(Dialect.ComparesExactly(dataset.Columns[ordinal]), $"{dataset} {dataset.Columns[ordinal]}")));

    [Fact]
    public void Another_key_collation_reaches_every_identifier_column_and_makes_it_exact()
    {
        MySqlDialect exact = new("market", "utf8mb4_bin");

        Assert.All(DatasetCatalog.All, dataset => Assert.DoesNotContain("general_ci", CreateOf(exact, dataset.Table), StringComparison.Ordinal));
        Assert.True(exact.ComparesExactly(InstrumentsSpot.Dataset.Columns[0]));
        Assert.False(Dialect.ComparesExactly(InstrumentsSpot.Dataset.Columns[0]));
        Assert.True(Dialect.ComparesExactly(Assets.Dataset.Columns[0]));
    }

    [Fact]
    public void The_upsert_takes_new_values_by_name_and_leaves_key_and_created_at()
    {
        string upsert = Dialect.Insert(ExchangeSpotDetails.Dataset, LoadMode.Replace);

        Assert.StartsWith("INSERT INTO `market`.`cc_exchange_spot_details` (`exchange_internal_name`, `api_exchange_type`, ", upsert, StringComparison.Ordinal);
        Assert.Contains("VALUES (@p0, @p1, ", upsert, StringComparison.Ordinal);
        Assert.EndsWith(", `updated_at` = VALUES(`updated_at`)", upsert, StringComparison.Ordinal);
        Assert.DoesNotContain("`created_at` =", upsert, StringComparison.Ordinal);
        Assert.DoesNotContain("`exchange_internal_name` =", upsert, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_rows_are_inserted_beside_those_that_are_there() =>
        Assert.StartsWith("INSERT IGNORE INTO `market`.`cc_dead_letters`", Dialect.Insert(Bookkeeping.DeadLetters, LoadMode.InsertMissing), StringComparison.Ordinal);

    [Fact]
    public void Several_rows_are_one_statement()
    {
        string insert = Dialect.Insert(Bookkeeping.SchemaVersion, LoadMode.Fresh, rows: 2);

        Assert.Contains("VALUES (@p0, @p1, @p2, @p3), (@p4, @p5, @p6, @p7)", insert, StringComparison.Ordinal);
    }

    [Fact]
    public void Indexes_stand_in_the_table_so_that_a_second_time_does_nothing()
    {
        Assert.All(DatasetCatalog.All, dataset => Assert.StartsWith("CREATE TABLE IF NOT EXISTS ", Assert.Single(Dialect.CreateTable(dataset)), StringComparison.Ordinal));
        Assert.Contains("KEY `ix_cc_ohlcv_spot_1m_raw_datetime` (`datetime`)", CreateOf(Dialect, "cc_ohlcv_spot_1m_raw"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_quoted_so_that_no_name_can_end_the_quotes() => Assert.Equal("`a``b`", Dialect.Quote("a`b"));

    private static string CreateOf(MySqlDialect dialect, string table) =>
        Assert.Single(dialect.CreateTable(DatasetCatalog.All.Single(dataset => dataset.Table == table)));
}
