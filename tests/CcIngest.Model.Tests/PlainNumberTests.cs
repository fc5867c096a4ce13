using System.Globalization;
using System.Text;

namespace CcIngest.Model.Tests;

/// <summary>Fast paths beside the slow, obvious ones of the runtime, which know nothing of them.</summary>
public sealed class PlainNumberTests
{
    private const int Draws = 200_000;

    [Fact]
    public void What_is_read_is_the_double_that_the_runtime_reads()
    {
        Random random = new(1);
        int read = 0;
        for (int i = 0; i < Draws; i++)
        {
            string text = Decimal(random);
            if (PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out double value))
            {
                read++;
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
            }
        }

        Assert.InRange(read, Draws / 2, Draws);
    }

    [Fact]
    public void A_number_ends_where_something_else_begins_whatever_that_is()
    {
        Random random = new(5);
        byte[] noise = new byte[9];
        for (int digits = 1; digits <= 20; digits++)
        {
            for (int follower = 0; follower < 256; follower++)
            {
                if ((char)follower is (>= '0' and <= '9') or '.' or 'e' or 'E')
                {
                    continue;
                }

                random.NextBytes(noise);
                noise[0] = (byte)follower;
                string number = string.Concat(Enumerable.Range(0, digits).Select(place => (char)('0' + (place == 0 ? random.Next(1, 10) : random.Next(10)))));
                byte[] text = [.. Encoding.ASCII.GetBytes(number), .. noise[..random.Next(1, noise.Length + 1)]];
                bool isWhole = PlainNumber.TryRead(text, out long whole, out int length);
                Assert.Equal(digits < 19, isWhole);
                Assert.True(!isWhole || (length == digits && whole == long.Parse(number, CultureInfo.InvariantCulture)), number);
                bool isRead = PlainNumber.TryRead(text, out double value, out int read);
                Assert.Equal(digits < 20, isRead);
                Assert.True(!isRead || (read == digits && value.Equals(double.Parse(number, CultureInfo.InvariantCulture))), number);
            }
        }
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_double()
    {
        Random random = new(2);
        Span<byte> room = stackalloc byte[PlainNumber.Longest];
        int written = 0;
        for (int i = 0; i < Draws; i++)
        {
            double value = (i % 3) switch
            {
                0 => double.Parse(Decimal(random), CultureInfo.InvariantCulture),
                1 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 18)),
            };
            if (PlainNumber.TryWrite(value, room, out int length))
            {
                written++;
                double back = double.Parse(Encoding.ASCII.GetString(room[..length]), CultureInfo.InvariantCulture);
                Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back));
            }
        }

        Assert.InRange(written, Draws / 8, Draws);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(0.1, "0.1")]
    [InlineData(43210.55, "43210.55")]
    [InlineData(0.00000001, "0.00000001")]
    [InlineData(-1234567.00000001, "-1234567.00000001")]
    [InlineData(99999999.99, "99999999.99")]
    [InlineData(399999999999.1234, "399999999999.1234")]
    [InlineData(3999999999999999, "3999999999999999")]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(0.000012345, "0.000012345")]
    [InlineData(1e-9, "0.000000001")]
    [InlineData(0.999999999999999, "0.999999999999999")]
    [InlineData(139788772.55190086, "139788772.55190086")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    [InlineData(2.0 / 30, "0.066666666666666666")]
    [InlineData(200.0 / 3, "66.666666666666671")]
    public void Prices_and_amounts_are_written_as_people_write_them(double value, string text)
    {
        Span<byte> room = stackalloc byte[PlainNumber.Longest];

        Assert.True(PlainNumber.TryWrite(value, room, out int length));
        Assert.Equal(text, Encoding.ASCII.GetString(room[..length]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.0)]
    [InlineData(1e16)]
    [InlineData(double.Epsilon)]
    [InlineData(1.0 / 300)]
    public void What_needs_an_exponent_is_left_to_others(double value) =>
        Assert.False(PlainNumber.TryWrite(value, stackalloc byte[PlainNumber.Longest], out _));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e0001")]
    [InlineData("1e23")]
    [InlineData("1.2.3")]
    [InlineData("12345678901234567e3")]
    [InlineData("18446744073709551616")]
    [InlineData("0.12345678901234567890")]
    public void What_is_no_number_or_not_surely_exact_is_not_read(string text) => Assert.False(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Of_two_doubles_that_are_equally_near_the_even_one_is_read()
    {
        // 2^53 + 1 and 2^53 + 3 lie in the middle between doubles, also when they are written as fractions.
        foreach (string text in (string[])["9007199254740993", "9007199254740995", "9007199254740993.00", "900719925474099.3", "4503599627370497.5", "4503599627370498.5"])
        {
            Assert.True(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out double value));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
        }
    }

    [Theory]
    [InlineData("0,", 0, 1)]
    [InlineData("-12}", -12, 3)]
    [InlineData("999999999999999999 ", 999999999999999999, 18)]
    public void A_whole_number_ends_where_its_digits_end(string text, long value, int length)
    {
        Assert.True(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out long read, out int end));
        Assert.Equal((value, length), (read, end));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("00")]
    [InlineData("-")]
    [InlineData("null")]
    [InlineData("1000000000000000000")]
    public void Other_numbers_are_no_whole_ones(string text) => Assert.False(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out long _, out _));

    private static string Decimal(Random random)
    {
        string whole = random.NextInt64((long)Math.Pow(10, random.Next(0, 18))).ToString(CultureInfo.InvariantCulture);
        string fraction = random.Next(3) == 0 ? "" : "." + random.NextInt64((long)Math.Pow(10, random.Next(1, 17))).ToString(CultureInfo.InvariantCulture).PadLeft(random.Next(1, 12), '0');
        string exponent = random.Next(5) == 0 ? "e" + random.Next(-25, 25).ToString(CultureInfo.InvariantCulture) : "";
        return (random.Next(4) == 0 ? "-" : "") + whole + fraction + exponent;
    }
}
