using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>What a rebuild says to SingleStore, of which no server is at hand.</summary>
public sealed class SingleStoreRebuildTests
{
    private static readonly SourceTable Old = new(
        "cc_ohlcv_spot_1d_raw",
        [
            new SourceColumn("datetime", "datetime", ColumnFamily.Time, false),
            new SourceColumn("exchange", "varchar(255)", ColumnFamily.Text, false),
            new SourceColumn("symbol_unmapped", "varchar(255)", ColumnFamily.Text, false),
            new SourceColumn("open", "double", ColumnFamily.Double, true),
            new SourceColumn("first_trade_timestamp", "bigint(20)", ColumnFamily.Integer, true),
            new SourceColumn("collected_at", "datetime", ColumnFamily.Time, false),
        ],
        [], new HashSet<string>(), []);

    private static readonly RebuildRequest Request = new()
    {
        Table = Old.Name,
        Key = ["exchange", "symbol_unmapped", "datetime"],
        Times = [new TimeConversion("first_trade_timestamp", TimeUnit.ms, false, false)],
        RemovesDuplicates = true,
        NewestBy = "collected_at",
    };

    private readonly SingleStoreRebuildWords _words = new(new SingleStoreDialect("market", "utf8mb4_general_ci"));

    [Fact]
    public void The_new_table_is_sharded_and_sorted_as_the_catalogue_says()
    {
        string create = new RebuildSql(_words, Old, Request, "cc_ohlcv_spot_1d_raw__new_1").CreateNew.Single();

        Assert.StartsWith("CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_1d_raw__new_1` (", create, StringComparison.Ordinal);
        Assert.Contains("`first_trade_timestamp` DATETIME NULL", create, StringComparison.Ordinal);
        Assert.Contains("PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`)", create, StringComparison.Ordinal);
        Assert.Contains("SHARD KEY (", create, StringComparison.Ordinal);
        Assert.Contains("SORT KEY (", create, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_program_is_written_out_because_no_type_can_be_changed()
    {
        SourceTable other = Old with { Name = "trips" };

        string create = new RebuildSql(_words, other, Request with { Table = "trips" }, "trips__new_1").CreateNew.Single();

        Assert.StartsWith("CREATE TABLE `market`.`trips__new_1` (\n    `datetime` datetime NOT NULL,", create, StringComparison.Ordinal);
        Assert.Contains("`first_trade_timestamp` DATETIME NULL", create, StringComparison.Ordinal);
        Assert.EndsWith(
            "PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`),\n    SHARD KEY (`exchange`, `symbol_unmapped`, `datetime`),\n    SORT KEY (`exchange`, `symbol_unmapped`, `datetime`)\n)",
            create, StringComparison.Ordinal);
        Assert.DoesNotContain("LIKE", create, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_and_indexes_are_written_out_too()
    {
        SourceTable other = Old with
        {
            Name = "trips",
            Columns = [.. Old.Columns.Select(column => column.Name is "open" or "first_trade_timestamp" ? column with { Default = "'0'" } : column)],
            Keys = [new TableKey("by_open", ["open"], false, false), new TableKey("__SHARDKEY", ["exchange"], false, false)],
        };

        string create = new RebuildSql(_words, other, Request with { Table = "trips" }, "trips__new_1").CreateNew.Single();

        Assert.Contains("`open` double NULL DEFAULT '0'", create, StringComparison.Ordinal);
        Assert.Contains("`first_trade_timestamp` DATETIME NULL,", create, StringComparison.Ordinal);
        Assert.EndsWith("),\n    KEY `by_open` (`open`) USING HASH\n)", create, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_unique_key_and_a_column_that_counts_are_told_as_lost()
    {
        SourceTable other = Old with { Name = "trips", Keys = [new TableKey("PRIMARY", ["open"], true, true)], Losses = ["the column open (auto_increment)"] };

        Assert.Equal(
            ["the column open (auto_increment)", "the unique key (open), beside which there can be no other"], _words.LossesOf(other, Request with { Table = "trips" }));
        Assert.Contains("EXTRA LIKE '%auto_increment%'", _words.Losses("trips").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_added_to_an_epoch_and_zeros_are_null()
    {
        Assert.Equal(
            "CASE WHEN (`first_trade_timestamp` >= 1 AND `first_trade_timestamp` < 4102444800000) "
            + "THEN TIMESTAMPADD(SECOND, `first_trade_timestamp` DIV 1000, CAST('1970-01-01 00:00:00' AS DATETIME)) END",
            _words.Convert(Request.Times[0]));
    }

    [Fact]
    public void The_swap_is_two_renames_and_its_window_is_named()
    {
        Assert.Equal(
            ["ALTER TABLE `market`.`t` RENAME TO `t__before`", "ALTER TABLE `market`.`t__new` RENAME TO `t`"], _words.Rename("t", "t__new", "t__before"));
        Assert.Contains("there is no table of the name", _words.Swap, StringComparison.Ordinal);
    }

    [Fact]
    public void Mysql_locks_and_has_the_rename_wait_in_a_second_connection()
    {
        MySqlRebuildWords words = new(new MySqlDialect("market", "utf8mb4_general_ci"));

        IReadOnlyList<string> swap = new MySqlSwap(null!, null!, words).Describe(new SwapNames("t", "t__new", "t__before"));

        Assert.Equal(
            [
                "LOCK TABLES `market`.`t` READ, `market`.`t__new` WRITE, `market`.`cc_table_rebuilds` WRITE",
                "RENAME TABLE `market`.`t` TO `market`.`t__before`, `market`.`t__new` TO `market`.`t` -- in a second connection, which waits 1 s for readers",
                "UNLOCK TABLES",
            ],
            swap);
    }

    [Fact]
    public void Names_of_new_indexes_fit_every_engine()
    {
        // '__new_' and eight digits.
        const int Longer = 14;
        Assert.All(
            DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping).SelectMany(dataset => dataset.Indexes.Select(index => SqlDialect.IndexName(dataset, index)).Append(dataset.Table)),
            name => Assert.InRange(name.Length + Longer, 1, 64));
    }
}
