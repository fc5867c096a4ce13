using System.Globalization;
using System.Text.Json;

namespace CcIngest.Model;

/// <summary>A value that its column cannot hold.</summary>
/// <param name="Row">The row in its batch.</param>
/// <param name="Rule">The id under which the row is rejected.</param>
/// <param name="Reason">What is wrong, with column and value.</param>
public sealed record Misfit(int Row, string Rule, string Reason);

/// <summary>
/// Whether the values of a batch fit the columns of its dataset: what an engine would cut, round, refuse or misread is found here, once for all
/// engines, so that one bad row does not take its batch along.
/// </summary>
public static class RowFit
{
    /// <summary>A text is longer than its column.</summary>
    public const string TooLong = "too-long";

    /// <summary>A number or time is outside what the column holds; NaN and infinity are.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A required value is not there.</summary>
    public const string Missing = "missing";

    /// <summary>A text has a NUL or half a surrogate pair, or a JSON column holds no JSON.</summary>
    public const string BadText = "bad-text";

    /// <summary>The first year that every engine takes.</summary>
    private const int FirstYear = 1000;

    private static readonly long FirstTicks = new DateTime(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>What does not fit, at most one for each row, in row order. Clock columns are the store's affair and left out.</summary>
    public static IReadOnlyList<Misfit> Check(RowBatch batch)
    {
        SortedDictionary<int, Misfit> misfits = [];
        for (int ordinal = 0; ordinal < batch.Dataset.Columns.Count; ordinal++)
        {
            Column column = batch.Dataset.Columns[ordinal];
            if (!IsJudged(column))
            {
                continue;
            }

            if (Fits(batch, ordinal, column))
            {
                continue;
            }

            for (int row = 0; row < batch.Count; row++)
            {
                if (Check(batch, row, ordinal, column) is { } misfit)
                {
                    misfits.TryAdd(row, misfit);
                }
            }
        }

        return [.. misfits.Values];
    }

    /// <summary>Whether all of a column fits, at a glance: nearly always it does, and single cells need not be looked at.</summary>
    private static bool Fits(RowBatch batch, int ordinal, Column column)
    {
        switch (column.Kind)
        {
            case ColumnKind.Double:
                foreach (double number in batch.Doubles(ordinal))
                {
                    if (!double.IsFinite(number))
                    {
                        return false;
                    }
                }

                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                ReadOnlySpan<long> times = batch.Int64s(ordinal);
                ReadOnlySpan<bool> nulls = batch.Nulls(ordinal);
                for (int row = 0; row < times.Length; row++)
                {
                    if (!nulls[row] && !IsTime(times[row]))
                    {
                        return false;
                    }
                }

                break;
            case ColumnKind.Text or ColumnKind.LongText:
                // Rows of a page share most of their texts: the same one is looked at once.
                string? seen = null;
                foreach (string? text in batch.Texts(ordinal))
                {
                    if (text is null ? !column.Nullable : !ReferenceEquals(text, seen) && CheckText(0, column, text) is not null)
                    {
                        return false;
                    }

                    seen = text;
                }

                return true;
            case ColumnKind.Int64:
                break;
            default:
                return false;
        }

        return column.Nullable || !batch.Nulls(ordinal).Contains(true);
    }

    /// <summary>The first value of a row that does not fit, or null. Values that are not there are not judged.</summary>
    /// <param name="fitting">A row of the batch that is known to fit: a text that it has as well is not looked at again. None unless said.</param>
    public static Misfit? CheckRow(RowBatch batch, int row, int fitting = -1)
    {
        if (FitsAtAGlance(batch, row, fitting))
        {
            return null;
        }

        ReadOnlySpan<Column> columns = batch.Dataset.ColumnSpan;
        for (int ordinal = 0; ordinal < columns.Length; ordinal++)
        {
            if (IsJudged(columns[ordinal]) && !batch.IsNull(row, ordinal) && Check(batch, row, ordinal, columns[ordinal]) is { } misfit)
            {
                return misfit;
            }
        }

        return null;
    }

    /// <summary>Whether a row surely fits: asked of every row that is read, of which nearly all do. A null is 0, which fits any number.</summary>
    private static bool FitsAtAGlance(RowBatch batch, int row, int fitting)
    {
        JudgedColumns judged = batch.Dataset.Judged;
        foreach (int ordinal in judged.Doubles)
        {
            if (!double.IsFinite(batch.Double(row, ordinal)))
            {
                return false;
            }
        }

        foreach (int ordinal in judged.Times)
        {
            if (!IsTime(batch.Int64(row, ordinal)) && !batch.IsNull(row, ordinal))
            {
                return false;
            }
        }

        foreach (int ordinal in judged.Others)
        {
            bool isSame = fitting >= 0 && batch.IsSameText(row, fitting, ordinal);
            if (!isSame && !batch.IsNull(row, ordinal) && Check(batch, row, ordinal, batch.Dataset.ColumnSpan[ordinal]) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a column takes the value that a batch brings; clocks are set by the store.</summary>
    internal static bool IsJudged(Column column) => column.Role is ColumnRole.Value or ColumnRole.RetrievedAt;

    private static Misfit? Check(RowBatch batch, int row, int ordinal, Column column)
    {
        if (batch.IsNull(row, ordinal))
        {
            return column.Nullable ? null : new Misfit(row, Missing, $"{column} is missing.");
        }

        return column.Kind switch
        {
            ColumnKind.Text or ColumnKind.LongText or ColumnKind.Json or ColumnKind.Decimal => CheckText(row, column, batch.Text(row, ordinal)!),
            ColumnKind.Double => double.IsFinite(batch.Double(row, ordinal)) ? null : Outside(row, column, batch.Double(row, ordinal)),
            ColumnKind.Int32 => (int)batch.Int64(row, ordinal) == batch.Int64(row, ordinal) ? null : Outside(row, column, batch.Int64(row, ordinal)),
            ColumnKind.Boolean => batch.Int64(row, ordinal) is 0 or 1 ? null : Outside(row, column, batch.Int64(row, ordinal)),
            ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => CheckTime(row, column, batch.Int64(row, ordinal)),
            _ => null,
        };
    }

    private static Misfit? CheckText(int row, Column column, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal) || HasHalfSurrogate(text))
        {
            return new Misfit(row, BadText, $"{column} has a character that no engine keeps (NUL or half a surrogate pair).");
        }

        return column.Kind switch
        {
            // A UTF-16 unit is at least as much as a character, so short texts need no count.
            ColumnKind.Text when text.Length > column.Length && text.EnumerateRunes().Count() is var length && length > column.Length =>
                new Misfit(row, TooLong, string.Create(CultureInfo.InvariantCulture, $"{column} has {length} characters, at most {column.Length} fit.")),
            ColumnKind.Json when !IsJson(text) => new Misfit(row, BadText, $"{column} is no JSON."),
            ColumnKind.Decimal when !FitsDecimal(text, column) => Outside(row, column, text),
            _ => null,
        };
    }

    private static Misfit? CheckTime(int row, Column column, long ticks) =>
        IsTime(ticks)
            ? null
            : new Misfit(row, OutOfRange, $"{column} lies before the year {FirstYear.ToString(CultureInfo.InvariantCulture)} or is no time.");

    private static bool IsTime(long ticks) => ticks >= FirstTicks && ticks <= DateTime.MaxValue.Ticks;

    private static bool HasHalfSurrogate(string text)
    {
        int start = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (int i = start; i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The canonical text of a decimal: an optional minus, digits, and digits behind a point.</summary>
    private static bool FitsDecimal(string text, Column column)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : digits[(point + 1)..];
        return whole.Length > 0 && point != digits.Length - 1
            && !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9')
            && whole.TrimStart('0').Length <= column.Precision - column.Scale && fraction.Length <= column.Scale;
    }

    private static Misfit Outside(int row, Column column, object value) =>
        new(row, OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{column} is {value}, which its column does not hold."));
}
