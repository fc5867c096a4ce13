using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources.Tests;

/// <summary>Records of any dataset: what the samples of today's endpoints do not show.</summary>
public sealed class JsonRowReaderTests
{
    private static readonly Dataset Any = new("any", "any",
    [
        Column.Text("key").Required().From("KEY"),
        Column.Text("venue").Required().From("@exchange"),
        Column.Decimal("exact", 20, 8).From("PRICE.EXACT"),
        Column.Double("about").From("PRICE.ABOUT"),
        Column.Boolean("flag").From("FLAG"),
        Column.Int32("small").From("SMALL"),
        Column.Json("document").From("DOCUMENT"),
        Column.DateTimeMicroseconds("precise").From("PRECISE"),
        Column.DateTime("seen").As(ColumnRole.RetrievedAt),
        Column.CreatedAt(),
    ], "key")
    {
        Description = "A dataset of the tests.",
        Origin = "nowhere",
    };

    [Fact]
    public void Every_kind_of_column_is_read()
    {
        (RowBatch rows, RowFault? fault) = Read(
            """{"KEY":"k","PRICE":{"ABOUT":"0.5","EXACT":"00012.3400"},"FLAG":1,"SMALL":-5,"DOCUMENT":{"a" : [1.0, "ü\n"]},"PRECISE":1749180973.123456789}""");

        Assert.Null(fault);
        Expect.Row(rows, 0, ("key", "k"), ("venue", "kraken"), ("exact", "12.34"), ("about", 0.5), ("flag", true), ("small", -5),
            ("document", """{"a":[1.0,"ü\n"]}"""), ("precise", Expect.Utc("2025-06-06 03:36:13.123456")), ("seen", Expect.Utc("2025-06-06")));
    }

    [Theory]
    [InlineData("""{"KEY":"k","PRICE":{"EXACT":0.123456789}}""", "EXACT is 0.123456789, no decimal of 20 digits with 8 behind the point.")]
    [InlineData("""{"KEY":"k","FLAG":2}""", "FLAG is 2, no boolean.")]
    [InlineData("""{"KEY":"k","FLAG":"yes"}""", "FLAG is \"yes\", no boolean.")]
    [InlineData("""{"KEY":"k","SMALL":2147483648}""", "SMALL is 2147483648, no 32-bit integer.")]
    [InlineData("""{"KEY":"k","SMALL":false}""", "SMALL is false, no 32-bit integer.")]
    [InlineData("""{"KEY":"k","PRICE":[1]}""", "PRICE is an array, no object.")]
    [InlineData("""{"KEY":{"a":1},"SMALL":7}""", "KEY is an object, no text.")]
    public void A_value_of_the_wrong_kind_is_named(string record, string reason)
    {
        (_, RowFault? fault) = Read(record);

        Assert.Equal((RowFault.Unreadable, reason), (fault?.Rule, fault?.Reason));
    }

    [Fact]
    public void A_fault_does_not_keep_the_rest_from_being_read()
    {
        (RowBatch rows, RowFault? fault) = Read("""{"SMALL":"x","KEY":"k","FLAG":{}}""");

        Assert.Equal("SMALL is \"x\", no 32-bit integer.", fault?.Reason);
        Assert.Equal("k", Expect.Cell(rows, 0, "key"));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_no_text()
    {
        byte[] record = [.. "{\"KEY\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        (_, RowFault? fault) = Read(record);

        Assert.Equal(RowFault.Unreadable, fault?.Rule);
    }

    [Fact]
    public void A_page_makes_each_text_once()
    {
        JsonRowReader reader = new(Any, new TextCache());
        RowBatch rows = new(Any);
        for (int row = 0; row < 2; row++)
        {
            Utf8JsonReader json = new("""{"KEY":"the same"}"""u8);
            json.Read();
            reader.Read(ref json, rows);
        }

        Assert.Same(rows.Text(0, 0), rows.Text(1, 0));
    }

    [Fact]
    public void A_page_of_candles_costs_no_memory_for_each_row()
    {
        const int Count = 5_000;
        byte[] page = Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Range(0, Count).Select(day => Candle.Day("2000-01-01"))) + "]");
        RowBatch rows = new(SpotOhlcv.Days, Count + 1);
        JsonRowReader reader = new(SpotOhlcv.Days, new TextCache());
        ReadAll(page, reader, rows, 100);
        rows.Clear();

        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(page, reader, rows, Count);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Count, rows.Count);
        Assert.InRange(allocated, 0, 8 * Count);    // no object for each row: the smallest has 24 bytes. The runtime itself may need some, once.
    }

    private static void ReadAll(ReadOnlySpan<byte> page, JsonRowReader reader, RowBatch rows, int most)
    {
        Utf8JsonReader json = new(page);
        json.Read();
        while (rows.Count < most && json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            reader.Read(ref json, rows);
        }
    }

    private static (RowBatch Rows, RowFault? Fault) Read(string record) => Read(Encoding.UTF8.GetBytes(record));

    private static (RowBatch Rows, RowFault? Fault) Read(byte[] record)
    {
        RowBatch rows = new(Any);
        JsonRowReader reader = new(Any, new TextCache()) { RetrievedAt = Expect.Utc("2025-06-06") };
        reader.Give("@exchange", "kraken");
        Utf8JsonReader json = new(record);
        json.Read();
        RowFault? fault = reader.Read(ref json, rows);
        return (rows, fault);
    }
}
