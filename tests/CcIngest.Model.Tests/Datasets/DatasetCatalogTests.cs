using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Model.Tests;

public sealed class DatasetCatalogTests
{
    public static TheoryData<string> Tables => [.. DatasetCatalog.All.Select(dataset => dataset.Table)];

    public static TheoryData<string, string> Rules
    {
        get
        {
            TheoryData<string, string> rules = [];
            foreach (Dataset dataset in DatasetCatalog.All)
            {
                foreach (ValidationRule rule in dataset.Rules)
                {
                    rules.Add(dataset.Table, rule.Id);
                }
            }

            return rules;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_definition_is_whole(string table)
    {
        Dataset dataset = Of(table);

        Assert.Matches("^(cc_[a-z0-9_]+|symbols|klines|order_book_snapshots)$", table);
        Assert.All(dataset.Columns, column => Assert.Matches("^[a-z][a-z0-9_]*$", column.Name));
        Assert.Equal(dataset.Columns.Count, dataset.Columns.Select(column => column.Name).Distinct().Count());
        Assert.All(dataset.Columns.Where(column => column.Kind == ColumnKind.Text), column => Assert.InRange(column.Length, 1, 1024));
        Assert.NotEmpty(dataset.Key);
        Assert.All(dataset.Key, ordinal => Assert.False(dataset.Columns[ordinal].Nullable));
        Assert.Subset(dataset.Key.ToHashSet(), dataset.ShardKey.ToHashSet());
        Assert.Subset(dataset.SortKey.ToHashSet(), dataset.SortDescending.ToHashSet());
        Assert.False(string.IsNullOrWhiteSpace(dataset.Description));
        Assert.False(string.IsNullOrWhiteSpace(dataset.Origin));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Made_up_rows_keep_every_rule_and_fit(string table)
    {
        RowBatch rows = Some.Rows(Of(table), 50);

        Assert.Empty(RowFit.Check(rows));
        Assert.All(Of(table).Rules, rule => Assert.All(Enumerable.Range(0, rows.Count), row => Assert.True(rule.Holds(rows, row), rule.Id)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_can_be_broken_and_names_columns_of_its_table(string table, string id)
    {
        Dataset dataset = Of(table);
        ValidationRule rule = dataset.Rules.First(rule => rule.Id == id);
        RowBatch rows = Some.Rows(dataset, 1);

        Assert.All(rule.Columns, column => Assert.True(dataset.TryGetOrdinal(column, out _), column));
        Break(rows, rule);

        Assert.False(rule.Holds(rows, 0));
    }

    [Theory]
    [InlineData("kraken", true)]
    [InlineData("", false)]
    [InlineData(" kraken", false)]
    [InlineData("kraken ", false)]
    [InlineData("kraken\u00a0", false)]
    public void A_key_has_no_blank_at_its_ends(string name, bool holds)
    {
        RowBatch rows = Some.Row(ExchangesGeneral.Dataset, ("internal_name", name));

        Assert.Equal(holds, ExchangesGeneral.Dataset.Rules[0].Holds(rows, 0));
    }

    [Fact]
    public void The_candle_tables_have_34_columns_and_the_keys_that_are_settled() => Assert.All(
        new[] { SpotOhlcv.Days, SpotOhlcv.Hours, SpotOhlcv.Minutes },
        dataset =>
        {
            Assert.Equal(34, dataset.Columns.Count);
            Assert.Equal(["exchange", "symbol_unmapped", "datetime"], dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name));
            Assert.Equal(dataset, DatasetCatalog.TimeSeries(SpotOhlcv.Name, dataset.Interval!));
            Assert.Matches(new Regex($"^cc_ohlcv_spot_{dataset.Interval}_raw$"), dataset.Table);
        });

    [Theory]
    [InlineData("ohlcv-futures", "cc_futures_ohlcv", "market instrument datetime", 36)]
    [InlineData("funding-rate-futures", "cc_futures_funding_rate_ohlc", "market instrument datetime", 17)]
    [InlineData("open-interest-futures", "cc_futures_open_interest_ohlc", "market instrument datetime", 30)]
    [InlineData("ohlcv-index", "cc_ohlcv_spot_indices", "market asset quote datetime", 28)]
    public void A_family_has_three_tables_with_the_settled_key(string family, string stem, string key, int columns) => Assert.All(
        DatasetCatalog.All.Where(dataset => dataset.Name == family).Zip(["1d", "1h", "1m"]),
        pair =>
        {
            Assert.Equal(3, DatasetCatalog.All.Count(dataset => dataset.Name == family));
            Assert.Matches($"^{stem}_{pair.Second}(_raw)?$", pair.First.Table);
            Assert.Equal(key.Split(' '), pair.First.Key.Select(ordinal => pair.First.Columns[ordinal].Name));
            Assert.Equal(columns, pair.First.Columns.Count);
            Assert.Equal(3, pair.First.Since);
        });

    [Theory]
    [InlineData("BTC-USD", "BTC", "USD")]
    [InlineData("A-B-USD", "A-B", "USD")]
    public void A_symbol_in_two_columns_is_put_together_again(string symbol, string asset, string quote)
    {
        RowBatch rows = Some.Rows(IndexOhlcv.Days, 1);

        IndexOhlcv.Days.Series!.Name(rows, 0, "cadli", symbol);

        Assert.Equal((asset, quote, symbol), (Some.Cell(rows, 0, "asset"), Some.Cell(rows, 0, "quote"), IndexOhlcv.Days.Series.SymbolOf(rows, 0)));
    }

    [Fact]
    public void An_interval_that_there_is_not_is_refused_with_those_that_there_are()
    {
        IngestException interval = Assert.Throws<IngestException>(() => DatasetCatalog.TimeSeries(SpotOhlcv.Name, Interval.Parse("5m")));
        IngestException family = Assert.Throws<IngestException>(() => DatasetCatalog.TimeSeries("exchanges", Interval.OneDay));

        Assert.Contains("1d, 1h, 1m", interval.Advice, StringComparison.Ordinal);
        Assert.Contains(SpotOhlcv.Name, family.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_column_must_be_required()
    {
        Column[] columns = [Column.Text("name")];

        Assert.Throws<ArgumentException>(() => new Dataset("x", "cc_x", columns, "name") { Description = "x", Origin = "x" });
        Assert.Throws<ArgumentException>(() => new Dataset("x", "cc_x", columns, "nam") { Description = "x", Origin = "x" });
    }

    private static Dataset Of(string table) => DatasetCatalog.All.Single(dataset => dataset.Table == table);

    private static void Break(RowBatch rows, ValidationRule rule)
    {
        switch (rule.Id)
        {
            case "price-missing" or "rate-missing" or "amount-missing":
                Some.Set(rows, 0, rule.Columns[^1], null);
                break;
            case "ohlc-order":
                Some.Set(rows, 0, rule.Columns[1], Some.Cell(rows, 0, rule.Columns[2]) is double low ? low / 2 : "0.00000001");
                break;
            case "off-grid":
                Some.Set(rows, 0, rows.Dataset.Columns[rows.Dataset.Series!.Time].Name, Some.Start.AddSeconds(1));
                break;
            case "negative":
                Some.Set(rows, 0, rule.Columns[0], Some.Cell(rows, 0, rule.Columns[0]) switch { long => -1L, double => -1.0, _ => "-1" });
                break;
            case "taker-volume":
                Some.Set(rows, 0, "taker_buy_volume", Some.Cell(rows, 0, "volume") + "9");
                break;
            case "standard-symbol":
                Some.Set(rows, 0, "standard_symbol", "BTCUSDT");
                break;
            case "trades-sum":
                Some.Set(rows, 0, "total_trades", (long)Some.Cell(rows, 0, "total_trades")! + 1);
                break;
            case "volume-sum":
                Some.Set(rows, 0, "volume", ((double)Some.Cell(rows, 0, "volume")! * 1.001) + 1);
                break;
            case BookFault.Shape:
                Some.Set(rows, 0, "bids", """[["1"]]""");
                break;
            case BookFault.NotPositive:
                Some.Set(rows, 0, "bids", """[["1", "0"]]""");
                break;
            case BookFault.NotSorted:
                Some.Set(rows, 0, "bids", """[["1", "1"], ["2", "1"]]""");
                break;
            case BookFault.Crossed:
                Some.Set(rows, 0, "bids", """[["2", "1"]]""");
                Some.Set(rows, 0, "asks", """[["2", "1"]]""");
                break;
            case "key-blank":
                Some.Set(rows, 0, rule.Statement.Split(' ')[0], " ");
                break;
            default:
                throw new NotSupportedException($"Say here how a row breaks {rule.Id}.");
        }
    }
}
