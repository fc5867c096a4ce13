namespace CcIngest.Model;

/// <summary>The rules that a row must keep to be stored, asked again of what is stored: other programs write to these tables too.</summary>
internal static class StoredRow
{
    /// <param name="rules">The validation rules of one id.</param>
    public static QualityRule For(IGrouping<string, ValidationRule> rules) => new(rules.Key, string.Join("; ", rules.Select(rule => rule.Statement)))
    {
        Severity = QualitySeverity.Error,
        Cause = "The row was written or changed by another program: this one does not store such a row.",
        Mending = QualityMending.AskAgain,
        Judge = facts => new RowJudge(facts, (rows, row) =>
        {
            foreach (ValidationRule rule in rules)
            {
                if (!rule.Holds(rows, row))
                {
                    return (CandleCells.Shown(rows, row, rule.Columns.Select(rows.Dataset.Ordinal)), rule.Statement);
                }
            }

            return null;
        }),
    };
}
