using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>Lines for LOAD DATA beside a reader that splits them by the manual's rules: tabs, line feeds, backslashes, <c>\N</c>.</summary>
public sealed class LoadDataTextTests
{
    private static readonly DateTime Day = new(2026, 1, 15, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Dataset Any = new("any", "any",
    [
        Column.Text("first", 60).Required(),
        Column.Text("second", 60),
        Column.Double("number"),
        Column.Int64("whole"),
        Column.DateTime("seconds"),
        Column.DateTimeMicroseconds("precise"),
        Column.Text("last", 60),
    ], "first")
    {
        Description = "A dataset of the tests.",
        Origin = "nowhere",
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_written_is_read_back(int seed)
    {
        Random random = new(seed);
        RowBatch rows = new(Any);
        for (int row = 0; row < 3_000; row++)
        {
            Fill(rows, random);
        }

        string?[][] cells = Lines(rows);

        Assert.Equal(rows.Count, cells.Length);
        for (int row = 0; row < rows.Count; row++)
        {
            Assert.Equal(Enumerable.Range(0, Any.Columns.Count).Select(ordinal => Exact(rows.Value(row, ordinal))), cells[row].Select((cell, ordinal) => Exact(Value(cell, Any.Columns[ordinal].Kind))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Names_that_rows_share_for_a_while_are_those_of_each_row(int seed)
    {
        Random random = new(seed);
        Dataset named = new("named", "named",
            [Column.Double("price"), Column.Text("a", 60).Required(), Column.Text("b", 60), Column.Int64("b_id"), Column.Text("c", 60), Column.Int64("c_id"), Column.Double("volume"),
            Column.Int64("trades"), Column.Text("d", 60), Column.Text("e", 60)], "a")
        {
            Description = "A dataset of the tests.",
            Origin = "nowhere",
        };
        string?[] texts = ["x", "a\tname", "", "another", null];
        RowBatch rows = new(named);
        for (int row = 0; row < 3_000; row++)
        {
            rows.AddRow();
            rows.Set(row, 0, random.NextDouble());
            for (int ordinal = 1; ordinal < named.Columns.Count; ordinal++)
            {
                bool stays = row > 0 && random.Next(6) > 0;
                if (named.Columns[ordinal].Storage == ColumnStorage.Text)
                {
                    rows.Set(row, ordinal, stays ? rows.Text(row - 1, ordinal) : texts[random.Next(ordinal == 1 ? 4 : 5)]);
                }
                else if (named.Columns[ordinal].Storage == ColumnStorage.Double)
                {
                    rows.Set(row, ordinal, random.NextDouble());
                }
                else if (stays ? !rows.IsNull(row - 1, ordinal) : random.Next(3) > 0)
                {
                    rows.Set(row, ordinal, stays ? rows.Int64(row - 1, ordinal) : random.NextInt64(100_000));
                }
            }
        }

        string?[][] cells = Lines(rows);

        Assert.All(Enumerable.Range(0, rows.Count), row => Assert.Equal(
            Enumerable.Range(1, named.Columns.Count - 1).Select(ordinal => Exact(rows.Value(row, ordinal))),
            cells[row].Select((cell, ordinal) => Exact(Value(cell, named.Columns[ordinal].Kind))).Skip(1)));
    }

    [Fact]
    public void Empty_texts_have_room_for_what_stands_between_them()
    {
        RowBatch rows = new(Any);
        for (int row = 0; row < 500; row++)
        {
            rows.AddRow();
            foreach (string name in (string[])["first", "second", "last"])
            {
                rows.Set(row, Any.Ordinal(name), "");
            }
        }

        Assert.All(Lines(rows), cells => Assert.Equal((IEnumerable<string?>)["", "", null, null, null, null, ""], cells));
    }

    private static void Fill(RowBatch rows, Random random)
    {
        int row = rows.AddRow();
        rows.Set(row, 0, Text(random));
        if (random.Next(3) > 0)
        {
            rows.Set(row, 1, Text(random));
            rows.Set(row, 2, (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-10, 20)));
            rows.Set(row, 3, random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
        }

        if (random.Next(4) > 0)
        {
            DateTime time = Day.AddDays(random.Next(3)).AddSeconds(random.Next(86_400));
            rows.Set(row, 4, time);
            rows.Set(row, 5, time.AddMicroseconds(random.Next(1_000_000)));
            rows.Set(row, 6, row % 2 == 0 ? "the same" : Text(random));
        }
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => "ab\t\n\\\0N'\"ü€\r"[random.Next(12)]));

    /// <summary>The cells of the text, escapes undone.</summary>
    private static string?[][] Lines(RowBatch rows)
    {
        using LoadDataText text = new(capacity: 16);
        int[] ordinals = [.. Enumerable.Range(0, rows.Dataset.Columns.Count)];
        text.Append(rows, ordinals);
        List<string?[]> lines = [];
        List<string?> cells = [];
        StringBuilder cell = new();
        bool isNull = false;
        string all = Encoding.UTF8.GetString(text.Written);
        for (int at = 0; at < all.Length; at++)
        {
            switch (all[at])
            {
                case '\\' when all[at + 1] == 'N':
                    at++;
                    isNull = true;
                    break;
                case '\\':
                    at++;
                    cell.Append(all[at] switch { 't' => '\t', 'n' => '\n', '0' => '\0', char other => other });
                    break;
                case '\t' or '\n':
                    cells.Add(isNull ? null : cell.ToString());
                    cell.Clear();
                    isNull = false;
                    if (all[at] == '\n')
                    {
                        lines.Add([.. cells]);
                        cells.Clear();
                    }

                    break;
                default:
                    cell.Append(all[at]);
                    break;
            }
        }

        Assert.Empty(cells);
        return [.. lines];
    }

    /// <summary>Doubles by their bits: the two zeros are equal else.</summary>
    private static object? Exact(object? value) => value is double number ? BitConverter.DoubleToInt64Bits(number) : value;

    private static object? Value(string? cell, ColumnKind kind) => kind switch
    {
        _ when cell is null => null,
        ColumnKind.Text => cell,
        ColumnKind.Double => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture),
        ColumnKind.Int64 => long.Parse(cell, CultureInfo.InvariantCulture),
        _ => DateTime.Parse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };
}
