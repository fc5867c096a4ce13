using System.Buffers;

namespace CcIngest.Parquet.Tests;

public sealed class EncodingTests
{
    [Fact]
    public void Runs_and_packs_come_back_for_every_width()
    {
        Random random = new(3);
        for (int width = 1; width <= 20; width++)
        {
            int[] values = [.. Enumerable.Range(0, 500).SelectMany(_ => Enumerable.Repeat(random.Next(1 << width), random.Next(1, 20)))];
            ArrayBufferWriter<byte> output = new();
            RunLengthWriter.Write(values, width, output);
            int[] read = new int[values.Length];
            RunLengthReader reader = new(new PageBytes(output.WrittenSpan.ToArray(), 0, output.WrittenCount), width);
            for (int start = 0; start < read.Length; start += 37)
            {
                reader.Read(read.AsSpan(start, Math.Min(37, read.Length - start)));
            }

            Assert.Equal(values, read);
        }
    }

    /// <summary>The example of the format's own description: 1 to 5 in blocks of 128 by 4.</summary>
    [Fact]
    public void Differences_are_added_up()
    {
        byte[] page = [0x80, 0x01, 0x04, 0x05, 0x02, 0x02, 0, 0, 0, 0];
        long[] read = new long[5];
        new DeltaDecoder(new PageBytes(page, 0, page.Length), is32: false).Read(read);
        Assert.Equal([1L, 2, 3, 4, 5], read);
    }

    [Fact]
    public void Bytes_of_numbers_that_lie_apart_are_joined()
    {
        byte[] page = [1, 2, 0, 0, 0, 0, 0, 0];
        long[] read = new long[2];
        new PlainInt32Decoder(ByteStreamSplit.Join(new PageBytes(page, 0, page.Length), 4)).Read(read);
        Assert.Equal([1L, 2], read);
    }

    [Theory]
    [InlineData("0", 2, "0")]
    [InlineData("-5", 2, "-0.05")]
    [InlineData("150", 2, "1.5")]
    [InlineData("-12300", 2, "-123")]
    [InlineData("7", 0, "7")]
    public void A_decimal_is_printed_without_zeros_at_its_end(string unscaled, int scale, string text) =>
        Assert.Equal(text, DecimalText.Of(System.Numerics.BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture), scale));

    [Fact]
    public void Old_times_of_twelve_bytes_are_read()
    {
        // Half past one of 2024-01-02, Julian day 2,460,312.
        byte[] page = [.. BitConverter.GetBytes(5_400_000_000_000L), .. BitConverter.GetBytes(2_460_312)];
        long[] read = new long[1];
        new PlainInt96Decoder(new PageBytes(page, 0, page.Length)).Read(read);
        Assert.Equal(new DateTime(2024, 1, 2, 1, 30, 0, DateTimeKind.Utc), DateTime.UnixEpoch.AddMicroseconds(read[0]));
    }
}
