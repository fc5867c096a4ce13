using System.Globalization;
using System.Numerics;

namespace CcIngest.Parquet;

/// <summary>Exact decimals between their text and the whole number that the format keeps: the value without its point.</summary>
internal static class DecimalText
{
    /// <summary>The text without zeros at the end of its fraction.</summary>
    public static string Of(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string fraction = digits[^scale..].TrimEnd('0');
        return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }

    /// <exception cref="ParquetException">The text is no decimal, or one that does not fit.</exception>
    public static BigInteger Parse(string text, ParquetColumn column)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : digits[(point + 1)..].TrimEnd('0');
        if (whole.IsEmpty || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            throw new ParquetException($"'{text}' is no decimal.");
        }

        if (whole.TrimStart('0').Length > column.Precision - column.Scale || fraction.Length > column.Scale)
        {
            throw new ParquetException(FormattableString.Invariant(
                $"{text} does not fit a decimal of {column.Precision} digits, {column.Scale} behind the point."));
        }

        BigInteger value = BigInteger.Parse(
            string.Concat(whole, fraction, new string('0', column.Scale - fraction.Length)), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[0] == '-' ? -value : value;
    }
}

/// <summary>Decimals kept as bytes, the highest first.</summary>
internal sealed class DecimalDecoder(ByteDecoder bytes, int scale) : ValueDecoder<string?>
{
    /// <summary>Nobody needs more for 76 digits.</summary>
    private const int MaxBytes = 32;

    public override void Read(Span<string?> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            ReadOnlySpan<byte> value = bytes.Next();
            into[i] = value.Length is > 0 and <= MaxBytes
                ? DecimalText.Of(new BigInteger(value, isUnsigned: false, isBigEndian: true), scale)
                : throw new ParquetException(FormattableString.Invariant($"A decimal has {value.Length} bytes."));
        }
    }
}

/// <summary>Decimals kept as whole numbers.</summary>
internal sealed class DecimalNumberDecoder(ValueDecoder<long> numbers, int scale) : ValueDecoder<string?>
{
    public override void Read(Span<string?> into)
    {
        long[] part = new long[into.Length];
        numbers.Read(part);
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = DecimalText.Of(part[i], scale);
        }
    }
}
