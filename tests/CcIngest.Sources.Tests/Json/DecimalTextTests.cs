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
    public void A_number_keeps_every_digit(string text, string expected)
    {
        Assert.True(DecimalText.TryCanonical(Encoding.UTF8.GetBytes(text), 38, 18, out string? canonical));
        Assert.Equal(expected, canonical);
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
