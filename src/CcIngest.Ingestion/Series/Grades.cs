using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The grades of venues, best first.</summary>
public static class Grades
{
    public static IReadOnlyList<string> All { get; } = ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D", "E", "F"];

    /// <summary>A grade and all better ones, best first.</summary>
    /// <exception cref="IngestException">There is no such grade.</exception>
    public static IReadOnlyList<string> AtLeast(string minimum)
    {
        int last = All.ToList().FindIndex(grade => string.Equals(grade, minimum, StringComparison.OrdinalIgnoreCase));
        return last >= 0
            ? [.. All.Take(last + 1)]
            : throw new IngestException(IngestErrorId.JobInvalid, $"'{minimum}' is not a grade.", $"Use one of {string.Join(", ", All)}.");
    }
}
