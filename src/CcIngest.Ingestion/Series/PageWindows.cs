using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Cuts what is asked for into requests.</summary>
internal static class PageWindows
{
    /// <summary>
    /// Pages that together hold every asked period, newest first, so that the answer which names the listing ends the walk. Ranges that fit
    /// one page are asked together, with what lies between them: a page costs a request, not bytes. No smaller number of pages would do.
    /// </summary>
    /// <param name="asked">Ascending, joined, with period starts as bounds.</param>
    /// <param name="interval">The length of a period.</param>
    /// <param name="maxPeriods">The most periods a page may span; at least 1.</param>
    public static IEnumerable<TimeRange> NewestFirst(IReadOnlyList<TimeRange> asked, Interval interval, int maxPeriods)
    {
        int oldest = asked.Count - 1;
        DateTime end = oldest < 0 ? default : asked[oldest].To;
        while (oldest >= 0)
        {
            DateTime lowest = interval.Add(end, -maxPeriods);
            DateTime from = end;
            while (oldest >= 0 && asked[oldest].To > lowest)
            {
                if (asked[oldest].From < lowest)
                {
                    from = lowest;
                    break;
                }

                from = asked[oldest--].From;
            }

            yield return new TimeRange(from, end);
            if (oldest >= 0)
            {
                end = asked[oldest].To < lowest ? asked[oldest].To : lowest;
            }
        }
    }
}
