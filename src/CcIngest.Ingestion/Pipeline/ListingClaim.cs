using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>
/// Judges an answer's claim that nothing is older. An empty page means that before the listing, but it comes as well after an instrument's
/// end when the store does not know of the end yet; believed there, it would write off the whole history.
/// </summary>
internal static class ListingClaim
{
    /// <param name="need">The series with its first trade by the store and what is stored of it.</param>
    /// <param name="answer">What the source said.</param>
    /// <param name="hasRows">Whether this walk has seen data, in this answer or a newer one.</param>
    /// <returns>Where the series begins, or null when nothing is said or what is known says otherwise.</returns>
    public static DateTime? Believed(SeriesNeed need, SeriesPage answer, bool hasRows)
    {
        bool isRefuted = need.StoredFrom < answer.ListedFrom
            || (!hasRows && need.Pair.FirstTrade is { } first && need.Key.Interval.Floor(first) < answer.ListedFrom);
        return isRefuted ? null : answer.ListedFrom;
    }
}
