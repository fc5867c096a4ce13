using System.Text;

namespace CcIngest.Sources.Tests;

/// <summary>Exact decimals in canonical form.</summary>
public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("007.5000", "7.5")]
    [InlineData("-12", "-12")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("1.29e-05", "0.0000129")]
    [InlineData("1.5E+3", "1500")]
    [InlineData("12345e-2", "123.45")]
    [InlineData("99999999999999999999.123456789012345678", "99999999999999999999.123456789012345678")]
    [InlineData("-0", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("120", "120")]
    [InlineData("120.00", "120")]
    [InlineData("0.0100", "0.01")]
    public void A_number_keeps_every_digit(string text, string expected)
    {
        Assert.True(DecimalText.TryCanonical(Encoding.UTF8.GetBytes(text), 38, 18, out string? canonical));
        Assert.Equal(expected, canonical);
    }

    [Fact]
    public void A_plain_number_is_read_as_one_with_an_exponent_that_changes_nothing()
    {
        Random random = new(8);
        for (int i = 0; i < 20_000; i++)
        {
            string plain = string.Concat(Enumerable.Range(0, random.Next(1, 26)).Select(_ => "0012345.-9"[random.Next(10)]));

            bool isNumber = DecimalText.TryCanonical(Encoding.UTF8.GetBytes(plain), 18, 9, out string? canonical);
            bool isNumberWithExponent = DecimalText.TryCanonical(Encoding.UTF8.GetBytes(plain + "e0"), 18, 9, out string? withExponent);

            Assert.True((isNumber, canonical) == (isNumberWithExponent, withExponent), $"{plain}: {canonical} and {withExponent}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e999999999")]
    [InlineData("NaN")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("0.0000000000000000001")]
    [InlineData("123456789012345678901")]
    public void What_is_no_number_or_does_not_fit_is_refused(string text) =>
        Assert.False(DecimalText.TryCanonical(Encoding.UTF8.GetBytes(text), 38, 18, out _));
}
