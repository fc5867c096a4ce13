namespace CcIngest.Model;

/// <summary>Exact decimals as text, without any number type between: a double has 15 digits, <see cref="decimal"/> 28, a column up to 38.</summary>
public static class ExactDecimal
{
    /// <summary>The canonical text of one in fixed notation: no zeros at the ends, no minus before zero. <c>007.500</c> gives <c>7.5</c>.</summary>
    /// <param name="text">An optional minus, digits, and digits behind a point.</param>
    public static string Canonical(string text)
    {
        (bool isNegative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction) = Parts(text);
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return "0";
        }

        return string.Concat(isNegative ? "-" : "", whole.IsEmpty ? "0" : whole, fraction.IsEmpty ? "" : ".", fraction);
    }

    /// <summary>Compares by value; zeros at the ends do not count.</summary>
    public static int Compare(string left, string right)
    {
        (bool isLeftNegative, ReadOnlySpan<char> leftWhole, ReadOnlySpan<char> leftFraction) = Parts(left);
        (bool isRightNegative, ReadOnlySpan<char> rightWhole, ReadOnlySpan<char> rightFraction) = Parts(right);
        bool isLeftZero = leftWhole.IsEmpty && leftFraction.IsEmpty;
        bool isRightZero = rightWhole.IsEmpty && rightFraction.IsEmpty;
        if (isLeftZero && isRightZero)
        {
            return 0;
        }

        isLeftNegative &= !isLeftZero;
        isRightNegative &= !isRightZero;
        if (isLeftNegative != isRightNegative)
        {
            return isLeftNegative ? -1 : 1;
        }

        int size = leftWhole.Length != rightWhole.Length
            ? leftWhole.Length.CompareTo(rightWhole.Length)
            : leftWhole.SequenceCompareTo(rightWhole) is var whole && whole != 0 ? whole : leftFraction.SequenceCompareTo(rightFraction);
        return isLeftNegative ? -size : size;
    }

    /// <summary>-1, 0 or 1.</summary>
    public static int Sign(string text) => Math.Sign(Compare(text, "0"));

    private static Digits Parts(string text) => new(text);

    /// <summary>The digits before and behind the point, without the zeros that say nothing.</summary>
    private readonly ref struct Digits
    {
        public Digits(string text)
        {
            IsNegative = text.StartsWith('-');
            ReadOnlySpan<char> rest = text.AsSpan(IsNegative ? 1 : 0);
            int point = rest.IndexOf('.');
            Whole = (point < 0 ? rest : rest[..point]).TrimStart('0');
            Fraction = point < 0 ? [] : rest[(point + 1)..].TrimEnd('0');
        }

        public bool IsNegative { get; }

        public ReadOnlySpan<char> Whole { get; }

        public ReadOnlySpan<char> Fraction { get; }

        public void Deconstruct(out bool isNegative, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction)
        {
            isNegative = IsNegative;
            whole = Whole;
            fraction = Fraction;
        }
    }
}
