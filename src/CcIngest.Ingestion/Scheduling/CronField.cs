using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>One field of cron: <c>*</c>, numbers, ranges and steps, separated by commas.</summary>
internal static class CronField
{
    /// <param name="text">For example <c>1-5</c>, <c>*/15</c> or <c>Mon,Fri</c>.</param>
    /// <param name="what">Its name, for the error.</param>
    /// <param name="low">Smallest number.</param>
    /// <param name="high">Greatest number.</param>
    /// <param name="names">Words for the numbers from <paramref name="low"/> on; none unless given.</param>
    /// <exception cref="IngestException">SettingInvalid.</exception>
    public static IReadOnlyList<int> Parse(string text, string what, int low, int high, IReadOnlyList<string>? names = null)
    {
        SortedSet<int> numbers = [];
        foreach (string part in text.Split(','))
        {
            (string range, string? step) = part.Split('/') is [string left, string right] ? (left, right) : (part, null);
            string[] ends = range == "*" ? [Text(low), Text(high)] : range.Split('-');
            int every = step is null ? 1 : Number(step, 1, high);
            int from = Number(ends[0], low, high);
            int to = ends.Length switch
            {
                2 => Number(ends[1], low, high),
                1 => step is null ? from : high,
                _ => throw Wrong(),
            };
            if (to < from)
            {
                throw Wrong();
            }

            for (int number = from; number <= to; number += every)
            {
                numbers.Add(number);
            }
        }

        return [.. numbers];

        int Number(string word, int least, int most)
        {
            int name = names is null ? -1 : names.Select(one => one.Equals(word, StringComparison.OrdinalIgnoreCase)).ToList().IndexOf(true);
            return name >= 0 ? low + name
                : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && least <= number && number <= most ? number
                : throw Wrong();
        }

        IngestException Wrong() => new(
            IngestErrorId.SettingInvalid, $"'{text}' is no {what} of a schedule.",
            FormattableString.Invariant($"Write *, numbers from {low} to {high}, ranges (1-5) and steps (*/15), separated by commas."));
    }

    /// <param name="numbers">Ascending.</param>
    /// <param name="all">How many there can be.</param>
    public static string Write(IReadOnlyList<int> numbers, int all) => numbers.Count == all ? "*" : string.Join(',', numbers.Select(Text));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
