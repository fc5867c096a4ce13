using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CcIngest.Model;

/// <summary>
/// Doubles as decimals, <c>-43210.55</c>, both ways and exactly, several times as fast as for all doubles: prices and amounts have at most
/// nineteen digits and a small exponent or none. What is not of that kind is left to the runtime.
/// </summary>
/// <remarks>
/// Clinger, "How to Read Floating Point Numbers Accurately" (1990): a whole number up to 2^53 and a power of ten up to 10^22 are exact as doubles, so
/// one division gives the double that is nearest to the decimal. More digits take one division of 128 by 64 bits, whose remainder says how to round.
/// </remarks>
public static class PlainNumber
{
    /// <summary>Room that <see cref="TryWrite"/> may want: a sign, a zero, a point and 18 digits, and some to spare.</summary>
    public const int Longest = 24;

    private const ulong LargestExact = 1UL << 53;

    /// <summary>More digits may be more than a 64-bit number holds.</summary>
    private const int MostDigits = 19;

    /// <summary>So many digits tell any two doubles apart (IEEE 754-2019, 5.12.2).</summary>
    private const int TellingDigits = 17;

    private const int MantissaBits = 52;

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    private static readonly ulong[] WholePowers = [.. Powers.Take(MostDigits + 1).Select(power => (ulong)power)];

    /// <summary>00 to 99.</summary>
    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <param name="text">A JSON number and nothing else.</param>
    /// <returns>False where it has too large an exponent or too many digits; it may be a number all the same.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value) => TryRead(text, out value, out int length) && length == text.Length;

    /// <param name="text">Begins with a JSON number (RFC 8259, 6).</param>
    /// <param name="length">Bytes of the number.</param>
    /// <returns>False where it has too large an exponent or too many digits, or is no JSON number.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value, out int length)
    {
        value = 0;
        length = 0;
        bool isNegative = !text.IsEmpty && text[0] == '-';
        int start = isNegative ? 1 : 0;
        ulong digits = 0;
        int end = Digits(text, start, ref digits);
        int count = end - start;
        if (count == 0 || (count > 1 && text[start] == '0'))
        {
            return false;
        }

        int decimals = 0;
        if ((uint)end < (uint)text.Length && text[end] == '.')
        {
            int point = end;
            end = Digits(text, point + 1, ref digits);
            decimals = end - point - 1;
            if (decimals == 0)
            {
                return false;
            }
        }

        int power = -decimals;
        if (count + decimals > MostDigits || ((uint)end < (uint)text.Length && (text[end] | 0x20) == 'e' && !TryExponent(text, ref end, ref power)))
        {
            return false;
        }

        if (digits <= LargestExact && Math.Abs(power) < Powers.Length)
        {
            value = power <= 0 ? digits / Powers[-power] : digits * Powers[power];
        }
        else if (power <= 0 && -power < WholePowers.Length)
        {
            value = Divide(digits, WholePowers[-power]);
        }
        else
        {
            return false;
        }

        length = end;
        value = isNegative ? -value : value;
        return true;
    }

    /// <param name="text">Begins with a JSON number.</param>
    /// <param name="length">Bytes of the number.</param>
    /// <returns>False where it has a fraction, an exponent or more than eighteen digits, or is no JSON number.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long value, out int length)
    {
        bool isNegative = !text.IsEmpty && text[0] == '-';
        int start = isNegative ? 1 : 0;
        ulong digits = 0;
        length = Digits(text, start, ref digits);
        value = isNegative ? -(long)digits : (long)digits;
        int count = length - start;
        return count is > 0 and < MostDigits && (count == 1 || text[start] != '0')
            && ((uint)length >= (uint)text.Length || (text[length] != '.' && (text[length] | 0x20) != 'e'));
    }

    /// <summary>Writes a text that reads back as the same double.</summary>
    /// <param name="room"><see cref="Longest"/> bytes at least.</param>
    /// <returns>False for what is written with an exponent, and for what is no number; nothing is written.</returns>
    public static bool TryWrite(double value, Span<byte> room, out int written)
    {
        written = 0;
        double size = Math.Abs(value);
        if (!(size < LargestExact) || (size == 0 && double.IsNegative(value)))
        {
            return false;
        }

        ulong whole = (ulong)size;
        ulong fraction = 0;
        int decimals = 0;
        if (whole != size && !TryFraction(size, whole, out fraction, out decimals) && !TrySeventeen(size, out whole, out fraction, out decimals))
        {
            return false;
        }

        if (value < 0)
        {
            room[written++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(whole, room[written..], out int digits);
        written += digits;
        if (fraction != 0)
        {
            room[written++] = (byte)'.';
            written += WriteFraction(fraction, decimals, room[written..]);
        }

        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, ref int end, ref int power)
    {
        int start = end + 1;
        bool isNegative = start < text.Length && text[start] == '-';
        if (isNegative || (start < text.Length && text[start] == '+'))
        {
            start++;
        }

        ulong exponent = 0;
        end = Digits(text, start, ref exponent);
        power += isNegative ? -(int)exponent : (int)exponent;
        return end - start is > 0 and < 4;
    }

    /// <returns>Where the digits end.</returns>
    private static int Digits(ReadOnlySpan<byte> text, int at, ref ulong digits)
    {
        ulong number = digits;

        // Eight at a time: how many of them are digits is counted, not branched on.
        while (text.Length - at >= sizeof(ulong))
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            int count = LeadingDigits(eight);
            if (count < sizeof(ulong))
            {
                digits = count == 0 ? number : (number * WholePowers[count]) + NumberOf(eight << (8 * (sizeof(ulong) - count)));
                return at + count;
            }

            number = (number * 100_000_000) + NumberOf(eight);
            at += sizeof(ulong);
        }

        while ((uint)at < (uint)text.Length)
        {
            uint digit = (uint)text[at] - '0';
            if (digit > 9)
            {
                break;
            }

            number = (number * 10) + digit;
            at++;
        }

        digits = number;
        return at;
    }

    /// <summary>How many of eight characters, the first one lowest, are digits before the first that is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LeadingDigits(ulong eight)
    {
        // The highest bit of a byte is set where adding takes it beyond '9', or subtracting below '0'. What that carries over goes to later characters only.
        ulong others = ((eight + 0x4646464646464646) | (eight - 0x3030303030303030)) & 0x8080808080808080;
        return BitOperations.TrailingZeroCount(others) / 8;
    }

    /// <summary>The number of eight digits, the first one lowest; a zero byte in front counts as the digit 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NumberOf(ulong eight)
    {
        // Digits to pairs, pairs to fours, fours to eight.
        ulong number = ((eight & 0x0F0F0F0F0F0F0F0F) * ((10 << 8) + 1)) >> 8;
        number = ((number & 0x00FF00FF00FF00FF) * ((100 << 16) + 1)) >> 16;
        return ((number & 0x0000FFFF0000FFFF) * ((10_000UL << 32) + 1)) >> 32;
    }

    /// <summary>The double that is nearest to a quotient, of two equally near ones the even.</summary>
    private static double Divide(ulong dividend, ulong divisor)
    {
        int dividendZeros = BitOperations.LeadingZeroCount(dividend);
        int divisorZeros = BitOperations.LeadingZeroCount(divisor);
        ulong high = dividend << dividendZeros;
        ulong scaled = divisor << divisorZeros;

        // Both have their highest bit set now, so that this quotient has 63 or 64 bits.
        ulong quotient = (ulong)(new UInt128(high >> 1, high << 63) / scaled);
        bool hasRest = unchecked((high << 63) - (quotient * scaled)) != 0;
        int dropped = 64 - (MantissaBits + 1) - BitOperations.LeadingZeroCount(quotient);
        ulong mantissa = quotient >> dropped;
        ulong rest = quotient - (mantissa << dropped);
        ulong half = 1UL << (dropped - 1);
        if (rest > half || (rest == half && (hasRest || (mantissa & 1) == 1)))
        {
            mantissa++;
        }

        return Math.ScaleB(mantissa, dropped - 63 - dividendZeros + divisorZeros);
    }

    /// <summary>A double that is a decimal of few places, as nearly all prices and amounts are.</summary>
    /// <param name="whole">What stands before the point.</param>
    private static bool TryFraction(double size, ulong whole, out ulong fraction, out int decimals)
    {
        // As many decimals as leave the whole number below 2^52, where half a step is still a double: it is needed to round.
        decimals = size < 4e7 ? 8 : size < 4e11 ? 4 : 0;
        return IsExact(size, whole, decimals, out fraction)
            || (size < 4e3 && IsExact(size, whole, decimals = 12, out fraction))
            || (size < 0.4 && IsExact(size, whole, decimals = 16, out fraction));
    }

    private static bool IsExact(double size, ulong whole, int decimals, out ulong fraction)
    {
        ulong steps = (ulong)((size * Powers[decimals]) + 0.5);
        fraction = steps - (whole * WholePowers[decimals]);
        return steps / Powers[decimals] == size;
    }

    /// <summary>Any double from a hundredth on, rounded to seventeen digits.</summary>
    private static bool TrySeventeen(double size, out ulong whole, out ulong fraction, out int decimals)
    {
        (whole, fraction, decimals) = (0, 0, 0);
        if (size < 0.01)
        {
            return false;
        }

        // The double is mantissa / 2^places; as a fraction it has 1 to 59 of them.
        long bits = BitConverter.DoubleToInt64Bits(size);
        int places = 1075 - (int)(bits >> MantissaBits);
        ulong mantissa = ((ulong)bits & ((1UL << MantissaBits) - 1)) | (1UL << MantissaBits);
        whole = mantissa >> places;
        decimals = whole == 0 ? size < 0.1 ? TellingDigits + 1 : TellingDigits : TellingDigits - DigitsOf(whole);
        UInt128 scaled = Math.BigMul(mantissa - (whole << places), WholePowers[decimals]);
        fraction = (ulong)((scaled + (1UL << (places - 1))) >> places);
        if (fraction == WholePowers[decimals])
        {
            (whole, fraction) = (whole + 1, 0);
        }

        return true;
    }

    private static int DigitsOf(ulong number)
    {
        int digits = 1;
        while (digits < MostDigits && number >= WholePowers[digits])
        {
            digits++;
        }

        return digits;
    }

    /// <summary>The digits behind the point, without zeros at their end.</summary>
    private static int WriteFraction(ulong fraction, int decimals, Span<byte> room)
    {
        for (; fraction % 10_000 == 0; decimals -= 4)
        {
            fraction /= 10_000;
        }

        for (; fraction % 10 == 0; decimals--)
        {
            fraction /= 10;
        }

        int place = decimals;
        while (place >= 2)
        {
            (fraction, ulong pair) = Math.DivRem(fraction, 100UL);
            place -= 2;
            Pairs.Slice(2 * (int)pair, 2).CopyTo(room[place..]);
        }

        if (place == 1)
        {
            room[0] = (byte)('0' + fraction);
        }

        return decimals;
    }
}
