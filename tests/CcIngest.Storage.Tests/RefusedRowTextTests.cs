using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>A row that the store refused is read from its letter as it was.</summary>
public sealed class RefusedRowTextTests
{
    public static TheoryData<string> Tables => [.. DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping).Select(dataset => dataset.Table)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_comes_back_from_its_text(string table)
    {
        Dataset dataset = DatasetCatalog.All.Single(one => one.Table == table);
        RowBatch rows = Some.Rows(dataset, 20);
        RowBatch again = new(dataset);

        for (int row = 0; row < rows.Count; row++)
        {
            Assert.Null(RefusedRowText.Read(Refusal.Of(rows, row, "store-refused", "CHECK"), Some.Now, again));
            foreach ((int ordinal, Column column) in dataset.Columns.Index())
            {
                Assert.True(
                    column.Role != ColumnRole.Value || rows.CellEquals(row, again, row, ordinal), $"{column}: {rows.Value(row, ordinal)} became {again.Value(row, ordinal)}");
                Assert.True(column.Role != ColumnRole.RetrievedAt || again.Time(row, ordinal) == Some.Now, column.Name);
            }
        }
    }

    [Theory]
    [InlineData("{\"no_such_column\":1}", "unreadable")]
    [InlineData("{\"open\":\"high\"}", "unreadable")]
    [InlineData("[1]", "unreadable")]
    [InlineData("no json", "unreadable")]
    [InlineData("{\"open\":1}", "price-missing")]
    [InlineData("{\"datetime\":\"2024-01-01 00:00:00\",\"exchange\":\"kraken\",\"symbol_unmapped\":\"X\",\"open\":\"NaN\"}", "out-of-range")]
    public void A_text_that_is_no_row_by_the_rules_of_now_says_why_and_adds_nothing(string text, string rule)
    {
        RowBatch rows = new(SpotOhlcv.Days);
        RejectedRow letter = new(SpotOhlcv.Days, text, "store-refused", "CHECK", RefusedRowText.Request(SpotOhlcv.Days));

        Assert.Equal(rule, RefusedRowText.Read(letter, Some.Now, rows)?.Rule);
        Assert.Equal(0, rows.Count);
    }

    [Fact]
    public void The_texts_of_the_source_are_told_apart()
    {
        RejectedRow refused = Refusal.Of(Some.Rows(SpotOhlcv.Days, 1), 0, "store-refused", "CHECK");

        Assert.True(RefusedRowText.IsIn(refused));
        Assert.False(RefusedRowText.IsIn(refused with { Request = "/spot/v1/historical/days?market=kraken" }));
    }
}
