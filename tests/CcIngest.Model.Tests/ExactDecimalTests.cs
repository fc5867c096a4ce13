namespace CcIngest.Model.Tests;

/// <summary>Exact decimals as text.</summary>
public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("0.100000000000000000", "0.1")]
    [InlineData("7.000000000000000000", "7")]
    [InlineData("-12.500000000000000000", "-12.5")]
    [InlineData("00120.00", "120")]
    [InlineData("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999")]
    public void An_engine_s_text_becomes_the_canonical_one(string text, string expected) => Assert.Equal(expected, ExactDecimal.Canonical(text));

    [Theory]
    [InlineData("1", "1.0", 0)]
    [InlineData("-0", "0.00", 0)]
    [InlineData("0.000000000000000001", "0.000000000000000002", -1)]
    [InlineData("12345678901234567890.1", "12345678901234567890.11", -1)]
    [InlineData("9", "10", -1)]
    [InlineData("0.9", "0.10", 1)]
    [InlineData("-2", "1", -1)]
    [InlineData("-2", "-1", -1)]
    [InlineData("-0.5", "0", -1)]
    public void Values_compare_beyond_the_digits_of_any_number_type(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(ExactDecimal.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(ExactDecimal.Compare(right, left)));
    }

    [Theory]
    [InlineData("-0.000000000000000001", -1)]
    [InlineData("0.0", 0)]
    [InlineData("0.000000000000000001", 1)]
    public void The_sign_is_that_of_the_value(string text, int expected) => Assert.Equal(expected, ExactDecimal.Sign(text));
}
