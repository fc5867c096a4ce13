using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>
/// Judges an answer's claim that nothing is older. An empty page means that before the listing, but it comes as well after an instrument's
/// end, and by mistake; believed there, it would write off the whole history. So what the store knows comes first.
/// </summary>
internal static class ListingClaim
{
    /// <param name="need">The series with its first trade by the store and what is stored of it.</param>
    /// <param name="answer">What the source said.</param>
    /// <returns>Where the series begins, or null when nothing is said or what is known says otherwise.</returns>
    public static DateTime? Believed(SeriesNeed need, SeriesPage answer)
    {
        bool isRefuted = need.StoredFrom < answer.ListedFrom
            || (IsLifeKnown(need.Pair) && need.Pair.FirstTrade is { } first && need.Key.Interval.Floor(first) < answer.ListedFrom);
        return isRefuted ? null : answer.ListedFrom;
    }

    /// <summary>The end of the period with the last trade that the store knows of; null when it knows of none.</summary>
    public static DateTime? TradedUntil(SeriesNeed need) =>
        IsLifeKnown(need.Pair) && need.Pair.LastTrade is { } last ? need.Key.Interval.Next(need.Key.Interval.Floor(last)) : null;

    /// <summary>Periods asked for of which the answer says that they are before the listing, though what is known says otherwise.</summary>
    public static TimeRange? Disputed(FetchedPage page)
    {
        if (page.ListedFrom is not null || page.Answer.ListedFrom is not { } claimed)
        {
            return null;
        }

        DateTime end = claimed < page.Range.To ? claimed : page.Range.To;
        end = TradedUntil(page.Work.Need) < end ? TradedUntil(page.Work.Need)!.Value : end;
        return TimeRanges.Between(page.Range.From, end) is { } claim && TimeRanges.Within(page.Work.Need.Missing, claim) is { Count: > 0 } open
            ? new TimeRange(open[0].From, open[^1].To)
            : null;
    }

    /// <summary>A last trade before the first one: the table is wrong, and says nothing.</summary>
    private static bool IsLifeKnown(TradingPair pair) => !(pair.LastTrade < pair.FirstTrade);
}
