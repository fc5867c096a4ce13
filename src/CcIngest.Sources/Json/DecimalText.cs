using System.Buffers.Text;
using System.Text;

namespace CcIngest.Sources;

/// <summary>Exact decimals as text: no exponent, no leading or trailing zeros, never rounded.</summary>
internal static class DecimalText
{
    /// <param name="text">A number as JSON writes it; an exponent is allowed.</param>
    /// <param name="precision">Digits in all.</param>
    /// <param name="scale">Digits behind the point.</param>
    /// <returns>False when the text is no number or has more digits than fit.</returns>
    public static bool TryCanonical(ReadOnlySpan<byte> text, int precision, int scale, out string? canonical)
    {
        if (TryPlain(text, precision, scale, out canonical))
        {
            return true;
        }

        bool negative = text.StartsWith("-"u8);
        ReadOnlySpan<byte> rest = negative ? text[1..] : text;
        int exponent = 0;
        int mark = rest.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            ReadOnlySpan<byte> power = rest[(mark + 1)..];
            power = power.StartsWith("+"u8) ? power[1..] : power;
            if (!Utf8Parser.TryParse(power, out exponent, out int used) || used != power.Length || Math.Abs((long)exponent) > 1_000)
            {
                return false;
            }

            rest = rest[..mark];
        }

        int point = rest.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? rest : rest[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : rest[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty)
            || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        string digits = Encoding.ASCII.GetString(whole) + Encoding.ASCII.GetString(fraction);
        int before = whole.Length + exponent;      // digits in front of the point
        digits = before > digits.Length ? digits.PadRight(before, '0') : digits;
        digits = before < 0 ? new string('0', -before) + digits : digits;
        before = Math.Max(before, 0);
        string front = digits[..before].TrimStart('0');
        string behind = digits[before..].TrimEnd('0');
        if (behind.Length > scale || front.Length > precision - scale)
        {
            return false;
        }

        canonical = (front.Length, behind.Length) switch
        {
            (0, 0) => "0",
            (_, 0) => front,
            (0, _) => "0." + behind,
            _ => $"{front}.{behind}",
        };
        canonical = negative && canonical != "0" ? "-" + canonical : canonical;
        return true;
    }
    /// <summary>Nearly all numbers are written plainly: the canonical text is a piece of theirs.</summary>
    /// <returns>False for any other number too.</returns>
    private static bool TryPlain(ReadOnlySpan<byte> text, int precision, int scale, out string? canonical)
    {
        canonical = null;
        int start = text.StartsWith("-"u8) ? 1 : 0;
        int point = text.IndexOf((byte)'.');
        int end = point < 0 ? text.Length : point;
        ReadOnlySpan<byte> whole = text[start..end];
        bool isBelowOne = whole is [(byte)'0'];
        if (whole.IsEmpty || (whole[0] == '0' && !isBelowOne) || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        int behind = 0;
        if (point >= 0)
        {
            ReadOnlySpan<byte> fraction = text[(point + 1)..];
            if (fraction.IsEmpty || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }

            behind = fraction.TrimEnd((byte)'0').Length;
            end = behind > 0 ? point + 1 + behind : end;
        }

        if (behind > scale || (isBelowOne ? 0 : whole.Length) > precision - scale)
        {
            return false;
        }

        canonical = isBelowOne && behind == 0 ? "0" : Encoding.ASCII.GetString(text[..end]);
        return true;
    }
}
