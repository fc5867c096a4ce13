using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Brings to a store what another knew of a series beside its rows: that nothing was traded, that it was not listed, that the source has lost it. What
/// the other had not settled becomes pending. Rows assert their periods themselves, and nothing that is settled here is changed.
/// </summary>
internal static class CoverageTransfer
{
    /// <summary>Stretches that are set together: a map is a list, and to put many into a long one takes its length for each.</summary>
    private const int Together = 1_000;

    /// <param name="known">The coverage of the series here.</param>
    /// <param name="told">The other's stretches, ascending.</param>
    /// <param name="evidence">Makes this run's evidence out of the other's.</param>
    /// <returns>What the store has to write, in this order.</returns>
    public static IEnumerable<CoverageDelta> Deltas(CoverageMap known, IEnumerable<CoverageInterval> told, Func<CoverageEvidence, CoverageEvidence> evidence)
    {
        CoverageInterval[] stored = [.. known.Intervals];
        CoverageInterval? carried = null;
        int next = 0;
        foreach (CoverageInterval[] part in told.Where(interval => interval.State != CoverageState.Complete).Chunk(Together))
        {
            TimeRange span = new(part[0].Range.From, part[^1].Range.To);
            while (next < stored.Length && stored[next].Range.To < span.From)
            {
                next++;
            }

            int end = next;
            while (end < stored.Length && stored[end].Range.From <= span.To)
            {
                end++;
            }

            // The last stretch of the part before may reach up to this one, and the two may be one.
            List<CoverageInterval> near = [.. stored[next..end]];
            if (carried is not null)
            {
                near.RemoveAll(interval => interval.Range.From < carried.Range.To);
                near.Insert(0, carried);
            }

            CoverageMap map = new(known.Series, near);
            CoverageDelta delta = map.Set([.. part.SelectMany(interval => Free(near, interval)
                .Select(range => new CoverageInterval(range, Here(interval.State), evidence(interval.Evidence))))]);
            carried = map.Intervals.Count > 0 ? map.Intervals[^1] : carried;
            if (!delta.IsEmpty)
            {
                yield return delta;
            }
        }
    }

    private static CoverageState Here(CoverageState there) => there switch
    {
        CoverageState.NoTrades or CoverageState.NotListed or CoverageState.LostAtSource => there,
        _ => CoverageState.Pending,
    };

    /// <summary>The parts of a stretch of which less is known here.</summary>
    private static IReadOnlyList<TimeRange> Free(List<CoverageInterval> near, CoverageInterval told)
    {
        bool isPending = Here(told.State) == CoverageState.Pending;
        return TimeRanges.Except(told.Range, near
            .SkipWhile(interval => interval.Range.To <= told.Range.From).TakeWhile(interval => interval.Range.From < told.Range.To)
            .Where(interval => isPending || interval.State is not (CoverageState.Pending or CoverageState.Open)).Select(interval => interval.Range));
    }
}
