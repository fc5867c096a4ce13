using System.Buffers.Text;
using System.Globalization;

namespace CcIngest.Simulator;

/// <summary>
/// Writes JSON text into a span and moves on. A page has 2,000 rows of 34 fields: copying prepared names and writing steps as digits takes a
/// third of the time of a general writer, and benchmarks of the client share the machine with this server.
/// </summary>
internal ref struct JsonText(Span<byte> target)
{
    /// <summary>The longest number written: a 64-bit count of steps with a point, leading zeros and a sign, or a double.</summary>
    public const int LongestNumber = 40;

    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Raw(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_target[Length..]);
        Length += text.Length;
    }

    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _target[Length..], out int written);
        Length += written;
    }

    /// <summary>A field: its prepared name with comma and colon, and a whole number.</summary>
    public void Field(scoped ReadOnlySpan<byte> name, long value)
    {
        Raw(name);
        Number(value);
    }

    /// <summary>A field with a number of steps.</summary>
    public void Field(scoped ReadOnlySpan<byte> name, long steps, int decimals)
    {
        Raw(name);
        Number(steps, decimals);
    }

    /// <summary>A field with a double.</summary>
    public void Field(scoped ReadOnlySpan<byte> name, double value)
    {
        Raw(name);
        Number(value);
    }

    /// <summary>The shortest text that reads back as the same double, with a small e as the API writes it.</summary>
    public void Number(double value)
    {
        value.TryFormat(_target[Length..], out int written, "r", CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A number of steps of 10 to the minus <paramref name="decimals"/>: 105857.9, 103750, 2.4171e-05. Exponents below 0.0001, as at the API.</summary>
    public void Number(long steps, int decimals)
    {
        if (steps < 0)
        {
            Raw("-"u8);
            steps = -steps;
        }

        while (decimals > 0 && steps % 10 == 0)
        {
            if (steps == 0)
            {
                decimals = 0;
                break;
            }

            steps /= 10;
            decimals--;
        }

        if (decimals == 0)
        {
            Number(steps);
            return;
        }

        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(steps, digits, out int count);
        digits = digits[..count];
        int exponent = count - 1 - decimals;
        if (exponent < -4)
        {
            Scientific(digits, exponent);
        }
        else if (exponent < 0)
        {
            Raw("0.000"u8[..(1 - exponent)]);
            Raw(digits);
        }
        else
        {
            Raw(digits[..(exponent + 1)]);
            Raw("."u8);
            Raw(digits[(exponent + 1)..]);
        }
    }

    private void Scientific(scoped ReadOnlySpan<byte> digits, int exponent)
    {
        Raw(digits[..1]);
        if (digits.Length > 1)
        {
            Raw("."u8);
            Raw(digits[1..]);
        }

        Raw(exponent > -10 ? "e-0"u8 : "e-"u8);
        Number((long)-exponent);
    }
}
