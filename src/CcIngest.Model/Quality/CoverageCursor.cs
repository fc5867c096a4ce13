namespace CcIngest.Model;

/// <summary>Walks the coverage of a series beside its rows: each question is later than the one before.</summary>
internal sealed class CoverageCursor(IReadOnlyList<CoverageInterval> coverage)
{
    private int _next;

    /// <summary>The state at a time, or null where the books say nothing.</summary>
    public CoverageState? At(DateTime time)
    {
        while (_next < coverage.Count && coverage[_next].Range.To <= time)
        {
            _next++;
        }

        return _next < coverage.Count && coverage[_next].Range.From <= time ? coverage[_next].State : null;
    }

    /// <summary>Whether all between two times had no trades; the next question is not before the second of them.</summary>
    public bool HasNoTrades(DateTime from, DateTime to)
    {
        DateTime reached = from;
        while (reached < to)
        {
            if (At(reached) != CoverageState.NoTrades)
            {
                return false;
            }

            reached = coverage[_next].Range.To;
        }

        return true;
    }
}
