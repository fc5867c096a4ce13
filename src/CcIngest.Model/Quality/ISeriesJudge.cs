namespace CcIngest.Model;

/// <summary>Looks at the rows of one series, ascending by time, and tells where a rule does not hold. Keeps a bounded number of rows in mind.</summary>
public interface ISeriesJudge
{
    /// <param name="rows">Valid until this returns.</param>
    /// <param name="tell">Takes a breach; those of one rule come in the order of their starts.</param>
    void Look(RowBatch rows, int row, Action<RuleBreach> tell);

    /// <summary>There are no more rows.</summary>
    void End(Action<RuleBreach> tell);
}

/// <summary>A stretch of a series in which a rule does not hold.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="Found">What is stored, for people.</param>
/// <param name="Expected">What the rule expects, for people.</param>
public sealed record RuleBreach(DateTime From, DateTime To, string Found, string Expected);
