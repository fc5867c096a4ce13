using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Finds what is not there, by what the store knows of its series; asks no source.</summary>
public static class GapSearch
{
    /// <summary>Series after series by dataset, exchange, name and interval; the gaps of each in the order of time.</summary>
    public static async IAsyncEnumerable<Gap> FindAsync(
        IMarketDataStore store, GapRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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
                await foreach (Gap gap in OfSeriesAsync(store, series, request, cancellationToken).ConfigureAwait(false))
                {
                    yield return gap;
                }

                series = [];
            }

            series.Add(stretch);
        }

        await foreach (Gap gap in OfSeriesAsync(store, series, request, cancellationToken).ConfigureAwait(false))
        {
            yield return gap;
        }
    }

    private static async IAsyncEnumerable<Gap> OfSeriesAsync(
        IMarketDataStore store, List<CoverageRecord> stretches, GapRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (stretches.Count == 0)
        {
            yield break;
        }

        bool reads = request.ReadsRows && IsWanted(request, GapCause.RowsMissing);
        List<Gap> gaps = [.. SeriesGaps.Of(stretches, request.From, request.To)];
        if (reads)
        {
            gaps.AddRange(await MissingRows.FindAsync(store, stretches, request.From, request.To, cancellationToken).ConfigureAwait(false));
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
