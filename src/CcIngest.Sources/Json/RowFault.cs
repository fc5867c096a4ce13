using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Why a record is not stored.</summary>
/// <param name="Rule">A rule's id, or one of the constants.</param>
/// <param name="Reason">What is wrong, with the values, for people.</param>
internal sealed record RowFault(string Rule, string Reason)
{
    /// <summary>A value of the wrong type, or out of the type's range.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A column that must have a value has none.</summary>
    public const string Required = "required";

    /// <summary>A text longer than its column.</summary>
    public const string TooLong = "too-long";

    /// <summary>A row of another series than the one asked for.</summary>
    public const string WrongSeries = "wrong-series";

    /// <summary>The first value that its column cannot hold, else the first of the dataset's rules that the row breaks; null for a good row.</summary>
    /// <param name="fitting">As <see cref="RowFit.CheckRow"/> takes it.</param>
    public static RowFault? ByRules(RowBatch batch, int row, int fitting = -1)
    {
        if (RowFit.CheckRow(batch, row, fitting) is { } misfit)
        {
            return new RowFault(misfit.Rule, misfit.Reason);
        }

        IReadOnlyList<ValidationRule> rules = batch.Dataset.Rules;
        for (int i = 0; i < rules.Count; i++)
        {
            ValidationRule rule = rules[i];
            if (!rule.Holds(batch, row))
            {
                return Broken(rule, batch, row);
            }
        }

        return null;
    }

    private static RowFault Broken(ValidationRule rule, RowBatch batch, int row)
    {
        IEnumerable<int> shown = rule.Columns.Count > 0 ? rule.Columns.Select(batch.Dataset.Ordinal) : batch.Dataset.Key;
        return new RowFault(rule.Id, $"Must hold: {rule.Statement}. Here: {string.Join(", ", shown.Select(ordinal => Value(batch, row, ordinal)))}.");
    }

    private static string Value(RowBatch batch, int row, int ordinal) => batch.Dataset.Columns[ordinal].Name + " = " + batch.Value(row, ordinal) switch
    {
        null => "nothing",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z",
        string text => $"'{text}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString(),
    };
}
