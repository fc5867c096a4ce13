using System.Globalization;
using System.Text;

namespace CcIngest.Simulator.Tests;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, 8, "0")]
    [InlineData(1058579, 1, "105857.9")]
    [InlineData(1037500, 1, "103750")]
    [InlineData(24171, 9, "2.4171e-05")]
    [InlineData(1, 8, "1e-08")]
    [InlineData(12, 12, "1.2e-11")]
    [InlineData(19142, 5, "0.19142")]
    [InlineData(1, 4, "0.0001")]
    [InlineData(10, 8, "1e-07")]
    [InlineData(100_000, 8, "0.001")]
    [InlineData(4_000_000_000_000_000_000, 2, "40000000000000000")]
    [InlineData(long.MaxValue, 18, "9.223372036854775807")]
    public void Steps_are_written_as_the_api_writes_numbers(long steps, int decimals, string expected) =>
        Assert.Equal(expected, Written(steps, decimals));

    [Fact]
    public void Any_number_of_steps_reads_back_as_the_nearest_double()
    {
        for (int index = 0; index < 20_000; index++)
        {
            long steps = (long)(CounterHash.Bits(1, index) >> (1 + (index % 60)));
            int decimals = (int)CounterHash.Below(2, index, 19);
            double expected = double.Parse($"{steps}e-{decimals}", CultureInfo.InvariantCulture);
            Assert.Equal(expected, double.Parse(Written(steps, decimals), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Exponential_agrees_with_the_library_to_the_last_digits()
    {
        for (double x = -20; x <= 20; x += 0.0137)
        {
            Assert.InRange(LogNoise.Exp(x) / Math.Exp(x), 1 - 1e-14, 1 + 1e-14);
        }
    }

    private static string Written(long steps, int decimals)
    {
        byte[] target = new byte[JsonText.LongestNumber];
        JsonText text = new(target);
        text.Number(steps, decimals);
        return Encoding.UTF8.GetString(target, 0, text.Length);
    }
}
