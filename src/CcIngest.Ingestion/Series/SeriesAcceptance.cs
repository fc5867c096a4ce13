using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A series with what it needs and what is known of it.</summary>
internal sealed record PlannedSeries(SeriesNeed Need, CoverageMap Coverage);

/// <summary>Plans series from the store's coverage, chunk by chunk, and writes what a run has taken upon itself.</summary>
internal sealed class SeriesAcceptance(Storage.IMarketDataStore store, IngestStep step, WantedRange wanted, int chunk)
{
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
        foreach ((SeriesKey Key, TradingPair Pair)[] part in series.Chunk(chunk))
        {
            IReadOnlyList<CoverageMap> maps = await store.ReadCoverageAsync([.. part.Select(one => one.Key)], cancellationToken)
                .ConfigureAwait(false);
            Dictionary<SeriesKey, CoverageMap> known = maps.ToDictionary(map => map.Series);
            yield return [.. part.Select(one =>
            {
                CoverageMap coverage = known.GetValueOrDefault(one.Key) ?? new CoverageMap(one.Key);
                SeriesNeed need = SeriesPlanner.Plan(one.Pair, wanted, coverage, IsFresh(coverage) ? 0 : step.Revisit);
                return new PlannedSeries(step.Only is { } only ? need.Within(only.GetValueOrDefault(one.Key) ?? []) : need, coverage);
            })];
        }
    }

    private bool IsFresh(CoverageMap coverage) => Sharing is { } sharing
        && coverage.Intervals.Any(known => known.Evidence.RunId != sharing.RunId && known.Evidence.KnownAt >= sharing.Since && known.State != CoverageState.Pending);

    /// <summary>Asked ranges become pending; what the store's own tables or the clock say of the others is noted.</summary>
    public static CoverageDelta Accept(SeriesNeed need, CoverageMap coverage, RunContext run)
    {
        CoverageEvidence asked = run.Evidence("asked for, not yet answered");
        CoverageEvidence running = run.Evidence("the period had not closed");
        CoverageEvidence life = run.Evidence(SeriesPlanner.LifeEvidence(need.Pair));
        return coverage.Set(
        [
            .. need.NotListed.Select(range => new CoverageInterval(range, CoverageState.NotListed, life)),
            .. need.Missing.Select(range => new CoverageInterval(range, CoverageState.Pending, asked)),
            .. need.Open.Select(range => new CoverageInterval(range, CoverageState.Open, running)),
        ]);
    }
}
