using CcIngest.TestSupport;

namespace CcIngest.Model.Tests;

public sealed class RowFitTests
{
    private static readonly Dataset Exact = new("exact", "cc_exact", [Column.Int64("id").Required(), Column.Decimal("price", 6, 2)], "id")
    {
        Description = "One exact column.",
        Origin = "tests",
    };

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1234.56", true)]
    [InlineData("0001234.5", true)]
    [InlineData("9999.99", true)]
    [InlineData("12345", false)]
    [InlineData("1.234", false)]
    [InlineData("1e3", false)]
    [InlineData("", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1,5", false)]
    [InlineData("--1", false)]
    public void A_decimal_fits_when_its_digits_do(string text, bool fits)
    {
        RowBatch rows = Some.Row(Exact, ("price", text));

        Assert.Equal(fits, RowFit.Check(rows).Count == 0);
    }

    [Fact]
    public void Length_counts_characters_and_not_their_halves()
    {
        string emoji = string.Concat(Enumerable.Repeat("😀", 128));

        Assert.Empty(RowFit.Check(Some.Row(Assets.Dataset, ("symbol", emoji))));
        Misfit misfit = Assert.Single(RowFit.Check(Some.Row(Assets.Dataset, ("symbol", emoji + "x"))));
        Assert.Equal((RowFit.TooLong, "symbol has 129 characters, at most 128 fit."), (misfit.Rule, misfit.Reason));
    }

    [Fact]
    public void Beside_a_row_that_fits_only_what_it_has_too_is_taken_on_trust()
    {
        RowBatch rows = new(Assets.Dataset);
        foreach (string symbol in (string[])["BTC", "BTC", new string('x', 129)])
        {
            Some.Set(rows, rows.AddRow(), "symbol", symbol);
        }

        Assert.Null(RowFit.CheckRow(rows, 1, fitting: 0));
        Assert.Equal(RowFit.TooLong, RowFit.CheckRow(rows, 2, fitting: 1)?.Rule);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_row_by_itself_is_judged_as_it_is_among_others(int seed)
    {
        Dataset kinds = new("kinds", "cc_kinds",
        [
            Column.Int64("id").Required(), Column.Int32("number"), Column.Boolean("flag"), Column.Double("price"), Column.DateTime("time"),
            Column.DateTimeMicroseconds("precise"), Column.Text("name", 3), Column.Json("tags"), Column.Decimal("exact", 6, 2),
        ], "id")
        {
            Description = "A column of each kind.",
            Origin = "tests",
        };
        object[][] values =
        [
            [1L], [0L, -5L, 1L << 31], [0L, 1L, 2L], [0d, 1.5, double.NaN, double.PositiveInfinity], [Some.Start, new DateTime(0, DateTimeKind.Utc)],
            [Some.Start, new DateTime(12, DateTimeKind.Utc)], ["abc", "x", "abcd", "a\0"], ["{}", "[1]", "{"], ["1.25", "0", "1.255", "x"],
        ];
        Random random = new(seed);
        RowBatch rows = new(kinds);
        for (int row = 0; row < 2_000; row++)
        {
            rows.AddRow();
            for (int ordinal = 0; ordinal < values.Length; ordinal++)
            {
                // Mostly good, so that rows with one bad value are frequent.
                object value = random.Next(8) > 0 ? values[ordinal][0] : values[ordinal][random.Next(values[ordinal].Length)];
                if (ordinal == 0 || random.Next(6) > 0)
                {
                    Some.Set(rows, row, kinds.Columns[ordinal].Name, value);
                }
            }
        }

        Dictionary<int, Misfit> expected = RowFit.Check(rows).ToDictionary(misfit => misfit.Row);

        Assert.InRange(expected.Count, 100, 1_900);
        Assert.All(Enumerable.Range(0, rows.Count), row => Assert.Equal(expected.GetValueOrDefault(row), RowFit.CheckRow(rows, row)));
        Assert.All(Enumerable.Range(1, rows.Count - 1).Where(row => !expected.ContainsKey(row - 1)), row =>
            Assert.Equal(expected.GetValueOrDefault(row), RowFit.CheckRow(rows, row, fitting: row - 1)));
    }

    [Fact]
    public void Each_row_is_refused_once_and_in_order()
    {
        RowBatch rows = Some.Rows(Assets.Dataset, 4);
        Some.Set(rows, 3, "symbol", null);
        Some.Set(rows, 3, "name", null);
        Some.Set(rows, 1, "uri", new string('x', 256));

        Assert.Equal([1, 3], RowFit.Check(rows).Select(misfit => misfit.Row));
    }

    [Fact]
    public void Clocks_are_left_to_the_store() =>
        Assert.Empty(RowFit.Check(Some.Row(Assets.Dataset, ("created_at", null), ("updated_at", null))));

    [Fact]
    public void Times_start_in_the_year_1000()
    {
        Assert.Empty(RowFit.Check(Some.Row(Assets.Dataset, ("launch_date", new DateTime(1000, 1, 1, 0, 0, 0, DateTimeKind.Utc)))));
        Assert.Equal(
            RowFit.OutOfRange,
            Assert.Single(RowFit.Check(Some.Row(Assets.Dataset, ("launch_date", new DateTime(999, 12, 31, 23, 59, 59, DateTimeKind.Utc))))).Rule);
        RowBatch noTime = Some.Rows(Assets.Dataset, 1);
        noTime.Set(0, Assets.Dataset.Ordinal("launch_date"), long.MaxValue);
        Assert.Equal(RowFit.OutOfRange, Assert.Single(RowFit.Check(noTime)).Rule);
    }

    [Theory]
    [InlineData("[1,2]", true)]
    [InlineData("\"text\"", true)]
    [InlineData("[1,", false)]
    [InlineData("", false)]
    public void A_json_column_holds_json(string text, bool fits) =>
        Assert.Equal(fits, RowFit.Check(Some.Row(ExchangesGeneral.Dataset, ("item_types", text))).Count == 0);

    [Theory]
    [InlineData(new char[] { 'a', '\ud83d', '\ude00', 'b' }, true)]
    [InlineData(new char[] { 'a', '\ud83d' }, false)]
    [InlineData(new char[] { '\ude00', 'b' }, false)]
    [InlineData(new char[] { '\ud83d', '\ud83d', '\ude00' }, false)]
    [InlineData(new char[] { 'a', '\0' }, false)]
    public void Half_pairs_and_nul_are_no_text(char[] text, bool fits) =>
        Assert.Equal(fits, RowFit.Check(Some.Row(ExchangesGeneral.Dataset, ("description", new string(text)))).Count == 0);
}
