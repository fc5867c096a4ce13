namespace CcIngest.Model;

/// <summary>What must hold for a row to be stored. A row that breaks a rule becomes a dead letter; the others are stored.</summary>
/// <param name="Id">The stable word under which rejected rows are counted and found, for example <c>ohlc-order</c>.</param>
/// <param name="Statement">What must hold, for people: "low ≤ open, close ≤ high".</param>
/// <param name="Holds">Whether the row keeps the rule.</param>
public sealed record ValidationRule(string Id, string Statement, Func<RowBatch, int, bool> Holds)
{
    /// <summary>The columns the rule speaks of: a rejection shows their values.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
