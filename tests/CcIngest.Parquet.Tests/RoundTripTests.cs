using FsCheck;
using FsCheck.Fluent;

namespace CcIngest.Parquet.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(ParquetCompression.Gzip, true)]
    [InlineData(ParquetCompression.Gzip, false)]
    [InlineData(ParquetCompression.None, true)]
    [InlineData(ParquetCompression.None, false)]
    public void Every_type_comes_back_as_it_was(ParquetCompression compression, bool usesDictionary)
    {
        Table rows = Some.Rows(1_000);
        ParquetWriterOptions options = new() { Compression = compression, UsesDictionary = usesDictionary, RowGroupRows = 300, PageRows = 70 };
        Table.AssertSame(rows, Table.Read(rows.Write(options), rowsAtOnce: 128));
    }

    [Fact]
    public void Whatever_is_written_is_read_again()
    {
        Gen<(int Rows, int Seed, int Nulls, int Group, int Page, bool Dictionary, int AtOnce)> sizes =
            from rows in Gen.Choose(0, 200)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from nulls in Gen.Choose(0, 10)
            from rowGroup in Gen.Choose(1, 250)
            from page in Gen.Choose(1, 100)
            from dictionary in Gen.Elements(true, false)
            from atOnce in Gen.Choose(1, 300)
            select (rows, seed, nulls, rowGroup, page, dictionary, atOnce);
        Prop.ForAll(sizes.ToArbitrary(), one =>
        {
            Table rows = Some.Rows(one.Rows, one.Seed, one.Nulls / 10d);
            ParquetWriterOptions options = new() { RowGroupRows = one.Group, PageRows = one.Page, UsesDictionary = one.Dictionary };
            Table.AssertSame(rows, Table.Read(rows.Write(options), one.AtOnce));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Doubles_and_long_numbers_keep_every_bit() => Prop.ForAll<double[], long[]>((doubles, longs) =>
    {
        Table rows = new(
            [new("d", ParquetType.Double), new("i", ParquetType.Int64)],
            [.. Enumerable.Range(0, Math.Max(doubles.Length, longs.Length)).Select(row => (object?[])
                [row < doubles.Length ? doubles[row] : null, row < longs.Length ? longs[row] : null])]);
        Table.AssertSame(rows, Table.Read(rows.Write()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_are_kept_or_refused() => Prop.ForAll<string?[]>(texts =>
    {
        Table rows = new([new("t", ParquetType.Text)], [.. texts.Select(text => (object?[])[text])]);
        if (Array.TrueForAll(texts, text => text is null || text == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text))))
        {
            Table.AssertSame(rows, Table.Read(rows.Write()));
        }
        else
        {
            Assert.Contains("surrogate", Assert.Throws<ParquetException>(() => rows.Write()).Message, StringComparison.Ordinal);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_without_rows_has_its_columns()
    {
        Table rows = new(Some.AllTypes, []);
        Table.AssertSame(rows, Table.Read(rows.Write()));
    }

    [Fact]
    public void Rows_come_in_parts_and_groups_are_filled()
    {
        using MemoryStream stream = new();
        using IParquetWriter writer = ParquetFormat.Create(stream, Some.AllTypes, new ParquetWriterOptions { RowGroupRows = 100 });
        writer.Write(Some.Rows(70));
        writer.Write(Some.Rows(250, seed: 2));
        writer.Finish();
        using IParquetReader reader = ParquetFormat.Open(new MemoryStream(stream.ToArray()), "a.parquet");
        Assert.Equal([100L, 100, 100, 20], reader.RowGroups);
        Table.AssertSame(new Table(Some.AllTypes, [.. Some.Rows(70).Rows, .. Some.Rows(250, seed: 2).Rows]), Table.Read(reader));
    }

    [Fact]
    public void Some_columns_are_read_in_the_order_asked_for()
    {
        Table rows = Some.Rows(10);
        using IParquetReader reader = ParquetFormat.Open(new MemoryStream(rows.Write()), "a.parquet");
        IParquetColumns read = reader.Read(["name", "number"], 100).First();
        Assert.Equal(rows.Rows.Select(row => row[11]), read.Texts(0).ToArray());
        Assert.Equal(rows.Rows.Select(row => row[10]), read.Int64s(1).ToArray().Cast<object>());
    }

    [Fact]
    public void Words_about_the_file_stand_in_its_footer()
    {
        ParquetWriterOptions options = new() { Metadata = new Dictionary<string, string> { ["dataset"] = "ohlcv-spot", ["ü"] = "" } };
        using IParquetReader reader = ParquetFormat.Open(new MemoryStream(Some.Rows(1).Write(options)), "a.parquet");
        Assert.Equal(options.Metadata, reader.Metadata);
        Assert.StartsWith("CcIngest version ", reader.CreatedBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small", 3_000_000_000L, "does not fit 32 bits")]
    [InlineData("flag", 2L, "neither 0 nor 1")]
    [InlineData("cents", "12345678.91", "does not fit a decimal of 9 digits, 2 behind the point")]
    [InlineData("cents", "0.001", "does not fit a decimal of 9 digits, 2 behind the point")]
    [InlineData("cents", "1e3", "is no decimal")]
    [InlineData("number", null, "the column is not nullable")]
    public void A_value_that_its_type_does_not_hold_is_refused(string column, object? value, string said)
    {
        Table rows = Some.Rows(3);
        rows.Rows[1][Some.AllTypes.Index().First(one => one.Item.Name == column).Index] = value;
        string message = Assert.Throws<ParquetException>(() => rows.Write()).Message;
        Assert.Contains($"Column '{column}'", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_different_values_take_little_room()
    {
        Table same = new([new("v", ParquetType.Text)], [.. Enumerable.Range(0, 10_000).Select(row => (object?[])[row < 5_000 ? "kraken" : "binance"])]);
        byte[] with = same.Write(new ParquetWriterOptions { Compression = ParquetCompression.None });
        byte[] without = same.Write(new ParquetWriterOptions { Compression = ParquetCompression.None, UsesDictionary = false });
        Assert.InRange(with.Length, 1, 500);
        Assert.InRange(without.Length, 100_000, 200_000);
    }
}
