using System.Text;

namespace CcIngest.Parquet.Tests;

public sealed class SnappyTests
{
    [Fact]
    public void A_literal_and_a_copy_that_overlaps_itself_are_read() =>
        // Length 11; literal "ab"; copy of 9 from 2 back, in the form with an offset of two bytes.
        Assert.Equal("abababababa", Decompress([11, 0x04, (byte)'a', (byte)'b', 0x22, 0x02, 0x00], 11));

    [Fact]
    public void A_copy_with_a_short_offset_is_read() =>
        // Copy of 4 from 3 back: length 4 is 0 in the tag.
        Assert.Equal("abcabca", Decompress([7, 0x08, (byte)'a', (byte)'b', (byte)'c', 0x01, 0x03], 7));

    [Fact]
    public void A_long_literal_has_its_length_in_bytes_of_its_own()
    {
        string text = new('x', 300);
        Assert.Equal(text, Decompress([0xAC, 0x02, 61 << 2, 43, 1, .. Encoding.ASCII.GetBytes(text)], 300));
    }

    [Theory]
    [InlineData(new byte[] { 5, 0x04, 97, 98 })]                          // ends too early
    [InlineData(new byte[] { 5, 0x04, 97, 98, 0x01, 0x03 })]              // copies from before the beginning
    [InlineData(new byte[] { 5, 0x04, 97, 98, 0x01, 0x00 })]              // copies from nowhere
    [InlineData(new byte[] { 5, 0x40, 97, 98 })]                          // a literal longer than the input
    [InlineData(new byte[] { 6, 0x10, 97, 98, 97, 98, 97 })]              // another length than the page says
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]       // no length
    [InlineData(new byte[] { })]
    public void Damaged_data_are_refused(byte[] input) => Assert.Throws<ParquetException>(() => Decompress(input, 5));

    private static string Decompress(byte[] input, int length)
    {
        byte[] output = new byte[length];
        Snappy.Decompress(input, output);
        return Encoding.ASCII.GetString(output);
    }
}
