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
        for (int i = 0; i < Draws; i++)
        {
            string text = Decimal(random);
            if (PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out double read))
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(read));
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
    [InlineData(1e-9)]
    [InlineData(1e16)]
    [InlineData(double.Epsilon)]
    [InlineData(1.0 / 3)]
    public void What_is_no_plain_decimal_is_left_to_others(double value) =>
        Assert.False(PlainNumber.TryWrite(value, stackalloc byte[PlainNumber.Longest], out _));

    [Theory]
    [InlineData("")]
    [InlineData("1e5")]
    [InlineData("1E-5")]
    [InlineData("1.2.3")]
    [InlineData("9007199254740993")]
    [InlineData("18446744073709551616")]
    [InlineData("0.12345678901234567890")]
    public void What_is_not_surely_exact_is_not_read(string text) => Assert.False(PlainNumber.TryRead(Encoding.ASCII.GetBytes(text), out _));

    private static string Decimal(Random random)
    {
        string whole = random.NextInt64((long)Math.Pow(10, random.Next(0, 18))).ToString(CultureInfo.InvariantCulture);
        string fraction = random.Next(3) == 0 ? "" : "." + random.NextInt64((long)Math.Pow(10, random.Next(1, 17))).ToString(CultureInfo.InvariantCulture).PadLeft(random.Next(1, 12), '0');
        return (random.Next(4) == 0 ? "-" : "") + whole + fraction;
    }
}
