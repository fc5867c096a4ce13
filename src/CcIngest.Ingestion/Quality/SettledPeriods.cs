using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>How many rows the books promise between two times; asked with times that ascend.</summary>
internal sealed class SettledPeriods(IReadOnlyList<CoverageInterval> coverage, Interval interval)
{
    private int _next;

    /// <summary>Null where a part of the time is anything else than complete or without trades.</summary>
    public long? RowsIn(DateTime from, DateTime to)
    {
        while (_next < coverage.Count && coverage[_next].Range.To <= from)
        {
            _next++;
        }

        long rows = 0;
        DateTime reached = from;
        for (int i = _next; i < coverage.Count && reached < to; i++)
        {
            CoverageInterval known = coverage[i];
            if (known.Range.From > reached || known.State is not (CoverageState.Complete or CoverageState.NoTrades))
            {
                return null;
            }

            DateTime end = known.Range.To < to ? known.Range.To : to;
            rows += known.State == CoverageState.Complete ? interval.PeriodsIn(new TimeRange(reached, end)) : 0;
            reached = end;
        }

        return reached == to ? rows : null;
    }
}
