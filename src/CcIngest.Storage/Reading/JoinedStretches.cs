using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// The coverage of a series in one text (<see cref="SqlDialect.JoinedRows"/>): for each row 19 characters of its start, 19 of its end, one for where the state
/// is from, and the state; commas between them.
/// </summary>
internal static class JoinedStretches
{
    public const char OfStore = '+';
    public const char OfSource = '-';

    private const int TimeLength = 19;

    public static bool IsOfStore(ReadOnlySpan<char> mark) => mark is [OfStore];

    /// <param name="count">Rows that the engine has put into it.</param>
    /// <returns>In the order of time; null when the text has been cut, or does not read as expected.</returns>
    public static List<CoverageStretch>? Read(ReadOnlySpan<char> text, long count)
    {
        List<CoverageStretch> stretches = [];
        bool isOrdered = true;
        foreach (Range part in text.Split(','))
        {
            ReadOnlySpan<char> row = text[part];
            if (row.Length < (2 * TimeLength) + 2
                || !SqlTime.TryParse(row[..TimeLength], out DateTime from)
                || !SqlTime.TryParse(row[TimeLength..(2 * TimeLength)], out DateTime to)
                || !Enum.TryParse(row[((2 * TimeLength) + 1)..], out CoverageState state)
                || from >= to)
            {
                return null;
            }

            isOrdered &= stretches.Count == 0 || stretches[^1].Range.From <= from;
            stretches.Add(new CoverageStretch(new TimeRange(from, to), state, IsOfStore(row.Slice(2 * TimeLength, 1))));
        }

        if (stretches.Count != count)
        {
            return null;
        }

        if (!isOrdered)
        {
            stretches.Sort((one, other) => one.Range.From.CompareTo(other.Range.From));
        }

        return stretches;
    }
}
