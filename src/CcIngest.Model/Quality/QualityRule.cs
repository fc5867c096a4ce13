namespace CcIngest.Model;

/// <summary>
/// What must hold for data that are stored: a part of each dataset's definition (<see cref="Dataset.QualityRules"/>). Unlike a
/// <see cref="ValidationRule"/>, which a row must keep to be stored, a rule may look at neighbours, at the books and at other tables.
/// </summary>
/// <param name="Id">The stable word under which findings are counted and found, for example <c>trade-times</c>.</param>
/// <param name="Statement">What must hold, for people.</param>
public sealed record QualityRule(string Id, string Statement)
{
    public required QualitySeverity Severity { get; init; }

    /// <summary>The likely cause of a finding, for people.</summary>
    public required string Cause { get; init; }

    public required QualityMending Mending { get; init; }

    /// <summary>
    /// Rows before a judged one that can decide about it. A test of a part of a series reads so many before its start: with fewer it would miss what a test
    /// of all finds, and call it resolved.
    /// </summary>
    public int Reach { get; init; } = 64;

    /// <summary>What a test of the rule reads.</summary>
    public QualityReads Reads { get; init; }

    /// <summary>Whether rows are a breach by what the books say of them: rows that an ingest writes meanwhile bring their books along.</summary>
    public bool IsOfBooks { get; init; }

    /// <summary>Begins a test of one series; null for what does not read the rows of a series one by one.</summary>
    public Func<SeriesFacts, ISeriesJudge>? Judge { get; init; }

    public override string ToString() => Id;
}

/// <summary>What the test of a rule reads.</summary>
public enum QualityReads
{
    /// <summary>The rows of a series in the order of time, with what the books say of it.</summary>
    Rows,

    /// <summary>The rows of a series beside those of the same series at finer intervals.</summary>
    FinerRows,

    /// <summary>A whole table and those it refers to, by a query.</summary>
    References,
}
