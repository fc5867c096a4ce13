using CcIngest.TestSupport;

namespace CcIngest.Model.Tests;

public sealed class RowBatchTests
{
    private static readonly Dataset AllKinds = new("kinds", "cc_kinds",
    [
        Column.Int64("id").Required(),
        Column.Text("text", 10),
        Column.LongText("long_text"),
        Column.Json("json"),
        Column.Double("number"),
        Column.Decimal("exact", 10, 4),
        Column.Int32("small"),
        Column.Boolean("flag"),
        Column.DateTime("time"),
        Column.DateTimeMicroseconds("fine_time"),
    ], "id")
    {
        Description = "Every kind of column.",
        Origin = "tests",
    };

    [Fact]
    public void A_new_row_is_null_throughout_also_where_a_row_stood_before()
    {
        RowBatch rows = Filled(3);
        rows.Clear();

        int row = rows.AddRow();

        Assert.Equal((0, 1), (row, rows.Count));
        Assert.All(Enumerable.Range(0, AllKinds.Columns.Count), ordinal => Assert.True(rows.IsNull(row, ordinal)));
        Assert.All(Enumerable.Range(0, AllKinds.Columns.Count), ordinal => Assert.Null(rows.Value(row, ordinal)));
    }

    [Fact]
    public void Grows_and_keeps_what_it_has()
    {
        RowBatch rows = Filled(1_000, capacity: 1);

        Assert.Equal(1_000, rows.Count);
        Assert.All(Enumerable.Range(0, 1_000), row => Assert.Equal(
            [(long)row, $"t{row}", "long", "{}", row + 0.5, "1.5000", (long)-row, row % 2 == 0, Some.Now, Some.Now.AddTicks(10)],
            Enumerable.Range(0, AllKinds.Columns.Count).Select(ordinal => rows.Value(row, ordinal))));
    }

    [Fact]
    public void A_row_taken_back_leaves_no_trace()
    {
        RowBatch rows = Filled(2);

        rows.RemoveLastRow();
        rows.AddRow();

        Assert.Equal(2, rows.Count);
        Assert.Null(rows.Value(1, 1));
        Assert.Null(rows.Value(1, 4));
    }

    [Fact]
    public void An_appended_row_is_equal_cell_by_cell_nulls_included()
    {
        RowBatch rows = Filled(2);
        rows.SetNull(1, 4);
        rows.SetNull(1, 1);
        RowBatch copy = new(AllKinds);

        int here = copy.Append(rows, 1);

        Assert.All(Enumerable.Range(0, AllKinds.Columns.Count), ordinal => Assert.True(copy.CellEquals(here, rows, 1, ordinal)));
        Assert.False(copy.CellEquals(here, rows, 0, 4));
        Assert.False(copy.CellEquals(here, rows, 0, 1));
    }

    [Theory]
    [InlineData(0.1, 0.1, true)]
    [InlineData(0.0, -0.0, true)]
    [InlineData(0.1, 0.10000000000000002, false)]
    public void Doubles_are_compared_as_numbers(double left, double right, bool isEqual)
    {
        RowBatch rows = Filled(2);
        rows.Set(0, 4, left);
        rows.Set(1, 4, right);

        Assert.Equal(isEqual, rows.CellEquals(0, rows, 1, 4));
    }

    [Fact]
    public void Texts_are_compared_character_for_character()
    {
        RowBatch rows = Filled(2);
        rows.Set(0, 1, "caf\u00e9");
        rows.Set(1, 1, "cafe\u0301");

        Assert.False(rows.CellEquals(0, rows, 1, 1));
    }

    [Fact]
    public void Times_are_utc() => Assert.Equal(DateTimeKind.Utc, Filled(1).Time(0, 8).Kind);

    private static RowBatch Filled(int count, int capacity = 256)
    {
        RowBatch rows = new(AllKinds, capacity);
        for (int i = 0; i < count; i++)
        {
            int row = rows.AddRow();
            object[] values = [(long)i, $"t{i}", "long", "{}", i + 0.5, "1.5000", (long)-i, i % 2 == 0, Some.Now, Some.Now.AddTicks(10)];
            for (int ordinal = 0; ordinal < values.Length; ordinal++)
            {
                Some.Set(rows, row, AllKinds.Columns[ordinal].Name, values[ordinal]);
            }
        }

        return rows;
    }
}
