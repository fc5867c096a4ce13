using System.Buffers.Text;

namespace CcIngest.Model;

/// <summary>
/// Doubles as plain decimals, <c>-43210.55</c>, both ways and exactly, several times as fast as for all doubles: most prices and amounts are whole
/// numbers of a hundred-millionth. What is not of that kind is left to the runtime.
/// </summary>
/// <remarks>
/// Clinger, "How to Read Floating Point Numbers Accurately" (1990): a whole number up to 2^53 and a power of ten up to 10^22 are exact as doubles, so
/// one division gives the double that is nearest to the decimal.
/// </remarks>
public static class PlainNumber
{
    /// <summary>Room that <see cref="TryWrite"/> may want: a sign, 16 digits, a point.</summary>
    public const int Longest = 20;

    private const ulong LargestExact = 1UL << 53;

    /// <summary>More characters may be more than a 64-bit number holds.</summary>
    private const int LongestRead = 19;

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <param name="text">A JSON number.</param>
    /// <returns>False where it has an exponent or too many digits; it is a number all the same.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.Length is 0 or > LongestRead)
        {
            return false;
        }

        bool isNegative = text[0] == '-';
        ulong digits = 0;
        int decimals = 0;
        int afterPoint = 0;
        foreach (byte letter in isNegative ? text[1..] : text)
        {
            uint digit = (uint)letter - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                decimals += afterPoint;
            }
            else if (letter == '.' && afterPoint == 0)
            {
                afterPoint = 1;
            }
            else
            {
                return false;
            }
        }

        value = digits / Powers[decimals];
        value = isNegative ? -value : value;
        return digits <= LargestExact;
    }

    /// <summary>Writes a text that reads back as the same double.</summary>
    /// <param name="room"><see cref="Longest"/> bytes at least.</param>
    /// <returns>False where the double has more digits than that; nothing is written.</returns>
    public static bool TryWrite(double value, Span<byte> room, out int written)
    {
        written = 0;
        double size = Math.Abs(value);

        // As many decimals as leave the whole number below 2^52, where half a step is still a double: it is needed to round.
        int decimals = size < 4e7 ? 8 : size < 4e11 ? 4 : 0;
        if (!(size < 4e15) || (size == 0 && double.IsNegative(value)))
        {
            return false;
        }

        ulong steps = (ulong)((size * Powers[decimals]) + 0.5);
        if (steps / Powers[decimals] != size)
        {
            return false;
        }

        if (value < 0)
        {
            room[written++] = (byte)'-';
        }

        ulong unit = (ulong)Powers[decimals];
        Utf8Formatter.TryFormat(steps / unit, room[written..], out int digits);
        written += digits;
        ulong fraction = steps % unit;
        if (fraction == 0)
        {
            return true;
        }

        room[written++] = (byte)'.';
        for (; fraction % 10 == 0; decimals--)
        {
            fraction /= 10;
        }

        for (int place = decimals - 1; place >= 0; place--)
        {
            room[written + place] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        written += decimals;
        return true;
    }
}
