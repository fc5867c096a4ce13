namespace CcIngest.Model;

/// <summary>Judges each row by itself.</summary>
/// <param name="judge">Null for a row that keeps the rule; else what was found and what is expected.</param>
internal sealed class RowJudge(SeriesFacts facts, Func<RowBatch, int, (string Found, string Expected)?> judge) : ISeriesJudge
{
    private readonly int _time = facts.TimeOrdinal;

    public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
    {
        if (judge(rows, row) is var (found, expected))
        {
            DateTime at = rows.Time(row, _time);
            tell(new RuleBreach(at, facts.Interval.Next(at), found, expected));
        }
    }

    public void End(Action<RuleBreach> tell)
    {
    }
}
