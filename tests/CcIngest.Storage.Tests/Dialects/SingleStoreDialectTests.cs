using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>
/// What MariaDB would take and SingleStore refuses, or does in silence: asserted on the generated text, because no SingleStore runs here. One test
/// for each fact of the list "What MariaDB in CI will not catch".
/// </summary>
public sealed class SingleStoreDialectTests
{
    private static readonly SingleStoreDialect Dialect = new("market", "utf8mb4_general_ci");
    private static readonly string Script = SchemaScript.Write(StoreEngines.SingleStore);

    /// <summary>Every text that is ever sent, beside the queries: schema, upserts, deletes.</summary>
    private static readonly string Everything = string.Join("\n",
    [
        Script,
        .. DatasetCatalog.All.SelectMany(dataset => Enum.GetValues<LoadMode>().Select(mode => Dialect.Insert(dataset, mode))),
        .. DatasetCatalog.All.Select(Dialect.DeleteByKey),
    ]);

    public static TheoryData<string> Tables => [.. DatasetCatalog.All.Select(dataset => dataset.Table)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_only_unique_key_contains_every_shard_column(string table)
    {
        string create = CreateOf(table);

        string[] primary = ColumnsOf(Assert.Single(Regex.Matches(create, @"PRIMARY KEY \(([^)]*)\)").ToArray()));
        string[] shard = ColumnsOf(Assert.Single(Regex.Matches(create, @"SHARD KEY \(([^)]*)\)").ToArray()));

        Assert.Single(Regex.Matches(create, @"SORT KEY \("));
        Assert.DoesNotContain("UNIQUE", create, StringComparison.Ordinal);
        Assert.NotEmpty(shard);
        Assert.Subset(primary.ToHashSet(), shard.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void An_upsert_sets_no_key_column_and_never_created_at(string table)
    {
        Dataset dataset = Of(table);
        string upsert = Dialect.Insert(dataset, LoadMode.Replace);

        string[] assigned = [.. Regex.Matches(upsert[upsert.IndexOf("ON DUPLICATE KEY UPDATE", StringComparison.Ordinal)..], @"`(\w+)` = VALUES\(`\1`\)")
            .Select(match => match.Groups[1].Value)];

        Assert.Equal(
            dataset.Columns.Where((column, ordinal) => !dataset.Key.Contains(ordinal) && column.Role != ColumnRole.CreatedAt).Select(column => column.Name),
            assigned);
    }

    [Fact]
    public void An_upsert_has_no_row_alias() => Assert.DoesNotMatch(@"(?i)\)\s+AS\s+\w+", Everything);

    [Fact]
    public void There_is_no_foreign_key_and_no_check() => Assert.DoesNotMatch(@"(?i)FOREIGN KEY|REFERENCES|\bCHECK\b|CONSTRAINT", Everything);

    [Fact]
    public void Times_have_no_digits_behind_the_second_or_six() =>
        Assert.All(Regex.Matches(Everything, @"(?i)\b(DATETIME|TIMESTAMP)\((\d+)\)"), match => Assert.Equal("6", match.Groups[2].Value));

    [Fact]
    public void No_type_ends_in_2038() => Assert.DoesNotMatch(@"(?im)^\s+`\w+` TIMESTAMP", Script);

    [Fact]
    public void Decimals_have_a_scale_of_30_at_most() =>
        Assert.All(DatasetCatalog.All.SelectMany(dataset => dataset.Columns).Where(column => column.Kind == ColumnKind.Decimal), column => Assert.InRange(column.Scale, 0, 30));

    [Fact]
    public void No_default_stands_in_the_schema() => Assert.DoesNotMatch(@"(?i)\bDEFAULT\b|ON UPDATE", Script);

    [Fact]
    public void No_key_column_is_a_floating_point_number() => Assert.All(
        DatasetCatalog.All, dataset => Assert.All(dataset.Key, ordinal => Assert.NotEqual(ColumnKind.Double, dataset.Columns[ordinal].Kind)));

    [Fact]
    public void Nothing_counts_by_itself() => Assert.DoesNotMatch("(?i)AUTO_INCREMENT|SERIAL", Everything);

    [Fact]
    public void Every_text_column_says_its_character_set_and_collation()
    {
        MatchCollection columns = Regex.Matches(Script, @"(?m)^\s+`\w+` (?:VARCHAR|LONGTEXT|TEXT|CHAR)\b.*$");

        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Matches("CHARACTER SET utf8mb4 COLLATE utf8mb4_(general_ci|bin) ", column.Value));
    }

    [Fact]
    public void Keys_are_short_enough_for_every_engine() => Assert.All(
        DatasetCatalog.All,
        dataset =>
        {
            Assert.All(dataset.Key, ordinal => Assert.InRange(dataset.Columns[ordinal].Length, 0, 255));
            Assert.InRange(dataset.Key.Sum(ordinal => dataset.Columns[ordinal].Storage == ColumnStorage.Text ? 4 * dataset.Columns[ordinal].Length : 8), 1, 3072);
        });

    [Fact]
    public void Nothing_changes_a_type_or_a_key_in_place() =>
        Assert.DoesNotMatch(@"(?i)\bMODIFY\b|ADD (?:UNIQUE|PRIMARY)|DROP PRIMARY|CREATE UNIQUE", Everything);

    [Fact]
    public void Nothing_uses_savepoints_session_zones_merge_or_returning() =>
        Assert.DoesNotMatch(@"(?i)\bSAVEPOINT\b|ROLLBACK TO|SET time_zone|\bMERGE INTO\b|\bRETURNING\b", Everything);

    [Fact]
    public void No_table_is_a_reference_or_row_table() => Assert.DoesNotMatch(@"(?i)CREATE\s+(REFERENCE|ROWSTORE|TEMPORARY)\b", Everything);

    [Fact]
    public void Updates_and_deletes_have_no_order_and_no_limit() => Assert.All(
        DatasetCatalog.All, dataset => Assert.DoesNotMatch(@"(?i)\bORDER BY\b|\bLIMIT\b", Dialect.DeleteByKey(dataset)));

    [Fact]
    public void Names_have_at_most_64_characters() =>
        Assert.All(Regex.Matches(Everything, "`([^`]+)`"), match => Assert.InRange(match.Groups[1].Length, 1, 64));

    [Fact]
    public void No_table_option_of_mysql_is_there() => Assert.DoesNotMatch("(?i)ENGINE=|ROW_FORMAT|CLUSTERED COLUMNSTORE", Script);

    [Fact]
    public void Plain_keys_are_hash_indexes_and_none_repeats_the_sort_key()
    {
        Assert.All(Regex.Matches(Script, @"(?m)^    KEY .*$"), match => Assert.Matches(@"^    KEY `\w+` \([^)]*\) USING HASH,?$", match.Value));
        Assert.DoesNotMatch("(?m)^    KEY ", CreateOf("cc_ohlcv_spot_1d_raw"));
    }

    [Fact]
    public void Exchanges_have_the_keys_that_were_asked_for()
    {
        string create = CreateOf("cc_exchanges_general");

        Assert.Contains("PRIMARY KEY (`internal_name`)", create, StringComparison.Ordinal);
        Assert.Contains("SHARD KEY (`internal_name`)", create, StringComparison.Ordinal);
        Assert.Contains("KEY `ix_cc_exchanges_general_exchange_api_id` (`exchange_api_id`) USING HASH", create, StringComparison.Ordinal);
    }

    [Fact]
    public void Instruments_have_the_keys_that_were_asked_for()
    {
        string create = CreateOf("cc_instruments_spot");

        Assert.Contains("PRIMARY KEY (`exchange_internal_name`, `mapped_instrument_symbol`)", create, StringComparison.Ordinal);
        Assert.Contains("SHARD KEY (`exchange_internal_name`, `mapped_instrument_symbol`)", create, StringComparison.Ordinal);
        Assert.Contains("SORT KEY (`exchange_internal_name`, `mapped_instrument_symbol`, `last_trade_datetime` DESC)", create, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1d")]
    [InlineData("1h")]
    [InlineData("1m")]
    public void Candles_have_the_keys_that_were_asked_for(string interval)
    {
        string create = CreateOf($"cc_ohlcv_spot_{interval}_raw");

        Assert.Contains("PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`)", create, StringComparison.Ordinal);
        Assert.Contains("SHARD KEY (`exchange`, `symbol_unmapped`)", create, StringComparison.Ordinal);
        Assert.Contains("SORT KEY (`datetime`)", create, StringComparison.Ordinal);
    }

    private static Dataset Of(string table) => DatasetCatalog.All.Single(dataset => dataset.Table == table);

    private static string CreateOf(string table) => Assert.Single(Dialect.CreateTable(Of(table)));

    private static string[] ColumnsOf(Match clause) => [.. Regex.Matches(clause.Groups[1].Value, "`([^`]+)`").Select(match => match.Groups[1].Value)];
}
