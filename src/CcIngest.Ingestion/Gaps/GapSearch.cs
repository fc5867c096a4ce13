using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Finds what is not there, by what the store knows of its series; asks no source.</summary>
public static class GapSearch
{
    /// <summary>Series after series by dataset, exchange, name and interval; the gaps of each in the order of time, in closed periods only.</summary>
    public static async IAsyncEnumerable<Gap> FindAsync(
        IMarketDataStore store, GapRequest request, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        CoverageFilter filter = new()
        {
            Datasets = request.Datasets,
            Exchanges = request.Exchanges,
            Symbols = request.RawSymbols,
            Intervals = [.. request.Intervals.Select(interval => interval.ToString())],
        };
        List<CoverageRecord> series = [];
        await foreach (CoverageRecord stretch in store.StreamAsync<CoverageRecord>(StoredQuery.Coverage, filter, cancellationToken).ConfigureAwait(false))
        {
            if (series.Count > 0 && KeyOf(series[0]) != KeyOf(stretch))
            {
                await foreach (Gap gap in OfSeriesAsync(store, series, request, now, cancellationToken).ConfigureAwait(false))
                {
                    yield return gap;
                }

                series = [];
            }

            series.Add(stretch);
        }

        await foreach (Gap gap in OfSeriesAsync(store, series, request, now, cancellationToken).ConfigureAwait(false))
        {
            yield return gap;
        }
    }

    private static async IAsyncEnumerable<Gap> OfSeriesAsync(
        IMarketDataStore store, List<CoverageRecord> stretches, GapRequest request, DateTime now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (stretches.Count == 0)
        {
            yield break;
        }

        DateTime closedEnd = WantedRange.ClosedBefore(Interval.Parse(stretches[0].Interval), now, new IngestOptions().Grace);
        List<Gap> gaps = [.. SeriesGaps.Of(stretches, request.From, request.To, closedEnd)];
        if (request.ReadsRows && IsWanted(request, GapCause.RowsMissing))
        {
            DateTime? from = request.KeptFrom > request.From || request.From is null ? request.KeptFrom : request.From;
            gaps.AddRange(await MissingRows.FindAsync(store, stretches, from, request.To, cancellationToken).ConfigureAwait(false));
        }

        foreach (Gap gap in gaps.Where(gap => IsWanted(request, gap.Cause)).OrderBy(gap => gap.From))
        {
            yield return gap;
        }
    }

    private static bool IsWanted(GapRequest request, GapCause cause) => request.Causes.Count == 0 || request.Causes.Contains(cause);

    private static (string, string, string, string) KeyOf(CoverageRecord stretch) =>
        (stretch.Dataset, stretch.Exchange, stretch.RawSymbol, stretch.Interval);
}
