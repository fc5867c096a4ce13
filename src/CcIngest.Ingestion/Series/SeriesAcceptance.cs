using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A series with what it needs.</summary>
/// <param name="Need">What it needs.</param>
/// <param name="IsNoted">Whether the store has all of this already, so that accepting it writes nothing.</param>
internal sealed record PlannedSeries(SeriesNeed Need, bool IsNoted);

/// <summary>Plans series from the store's coverage in outline, and says what a run has taken upon itself.</summary>
/// <param name="store">The store.</param>
/// <param name="step">What is asked for.</param>
/// <param name="wanted">Of every series.</param>
/// <param name="chunk">Series whose evidence is read at once, where a plan needs it; bounds memory.</param>
internal sealed class SeriesAcceptance(Storage.IMarketDataStore store, IngestStep step, WantedRange wanted, int chunk)
{
    /// <summary>Series planned together. Their outlines take some ten megabytes, and a venue that is read at once is not read again for the rest of its series.</summary>
    private const int PlannedTogether = 25_000;

    /// <summary>
    /// The run and since when it shares its series with others: what another one has asked for since then is not read again for late corrections. Null for
    /// a run that shares nothing.
    /// </summary>
    public (string RunId, DateTime Since)? Sharing { get; init; }

    /// <summary>
    /// What each series needs, in order; those that need nothing and whose books need no entry are left to the caller to skip.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<PlannedSeries>> PlanAsync(
        IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((SeriesKey Key, TradingPair Pair)[] part in series.Chunk(PlannedTogether))
        {
            IReadOnlyList<CoverageOutline> outlines = await ReadOutlinesAsync([.. part.Where(one => !NeedsEvidence(one.Pair)).Select(one => one.Key)], cancellationToken).ConfigureAwait(false);
            Dictionary<SeriesKey, Known> byEvidence = await ReadEvidenceAsync([.. part.Where(one => NeedsEvidence(one.Pair))], cancellationToken).ConfigureAwait(false);
            int next = 0;
            yield return [.. part.Select(one => PlanOf(one.Pair, byEvidence.TryGetValue(one.Key, out Known known) ? known : new Known(outlines[next++], null, false)))];
        }
    }

    /// <summary>Asked ranges become pending; what the store's own tables or the clock say of the others is noted.</summary>
    public static CoverageDelta Accept(SeriesNeed need, CoverageMap coverage, RunContext run)
    {
        CoverageEvidence asked = run.Evidence("asked for, not yet answered");
        CoverageEvidence running = run.Evidence("the period had not closed");
        CoverageEvidence life = run.Evidence(SeriesPlanner.LifeEvidence(need.Pair));
        return coverage.Set([.. Notes(need).Select(note => new CoverageInterval(
            note.Range, note.State, note.State == CoverageState.Pending ? asked : note.State == CoverageState.Open ? running : life))]);
    }

    /// <summary>Whether <see cref="Accept"/> has nothing to write: each stretch lies in one of the same state.</summary>
    public static bool IsNoted(SeriesNeed need, CoverageOutline coverage) => !coverage.HasOverlaps
        && HasAll(need.Open, CoverageState.Open, coverage) && HasAll(need.NotListed, CoverageState.NotListed, coverage) && HasAll(need.Missing, CoverageState.Pending, coverage);

    /// <summary>The states that <see cref="Accept"/> sets.</summary>
    public static IReadOnlyList<(TimeRange Range, CoverageState State)> Notes(SeriesNeed need) =>
    [
        .. need.NotListed.Select(range => (range, CoverageState.NotListed)),
        .. need.Missing.Select(range => (range, CoverageState.Pending)),
        .. need.Open.Select(range => (range, CoverageState.Open)),
    ];

    private static bool HasAll(IReadOnlyList<TimeRange> ranges, CoverageState state, CoverageOutline coverage)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (!coverage.Holds(ranges[i], state))
            {
                return false;
            }
        }

        return true;
    }

    private bool NeedsEvidence(TradingPair pair) => Sharing is not null || SeriesPlanner.MayHaveEnded(pair);

    private PlannedSeries PlanOf(TradingPair pair, Known known)
    {
        SeriesNeed need = SeriesPlanner.Plan(pair, wanted, known.Outline, known.Ended, known.IsFresh ? 0 : step.Revisit);
        if (step.Only is { } only)
        {
            need = need.Within(only.GetValueOrDefault(need.Key) ?? []);
        }

        return new PlannedSeries(need, IsNoted(need, known.Outline));
    }

    /// <summary>In the order of the series; one half beside the other, so that engine and driver are not always waiting for each other.</summary>
    private async Task<IReadOnlyList<CoverageOutline>> ReadOutlinesAsync(IReadOnlyList<SeriesKey> series, CancellationToken cancellationToken)
    {
        // Between two venues: one is read by one pass. Few series are not worth a second connection.
        int middle = series.Count < chunk ? 0 : series.Count / 2;
        while (middle > 0 && middle < series.Count && series[middle].Exchange == series[middle - 1].Exchange)
        {
            middle++;
        }

        IReadOnlyList<CoverageOutline>[] halves = await Task.WhenAll(
            ((IReadOnlyList<SeriesKey>[])[[.. series.Take(middle)], [.. series.Skip(middle)]]).Where(half => half.Count > 0).Select(half => store.ReadOutlinesAsync(half, cancellationToken))).ConfigureAwait(false);
        return halves is [var all] ? all : [.. halves.SelectMany(half => half)];
    }

    private async Task<Dictionary<SeriesKey, Known>> ReadEvidenceAsync(
        IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series, CancellationToken cancellationToken)
    {
        Dictionary<SeriesKey, Known> known = [];
        foreach ((SeriesKey Key, TradingPair Pair)[] part in series.Chunk(chunk))
        {
            IReadOnlyList<CoverageMap> maps = await store.ReadCoverageAsync([.. part.Select(one => one.Key)], cancellationToken).ConfigureAwait(false);
            foreach (((SeriesKey key, TradingPair pair), CoverageMap coverage) in part.Zip(maps))
            {
                known[key] = new Known(CoverageOutline.Of(coverage), SeriesPlanner.Ended(pair, wanted.Interval, coverage), IsFresh(coverage));
            }
        }

        return known;
    }

    private bool IsFresh(CoverageMap coverage) => Sharing is { } sharing
        && coverage.Intervals.Any(known => known.Evidence.RunId != sharing.RunId && known.Evidence.KnownAt >= sharing.Since && known.State != CoverageState.Pending);

    /// <summary>What a plan goes by.</summary>
    private readonly record struct Known(CoverageOutline Outline, DateTime? Ended, bool IsFresh);
}
