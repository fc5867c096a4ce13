using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>How fresh the data of a store are, by its books.</summary>
public static class FreshnessReading
{
    /// <summary>The age from which a series lags, unless somebody says otherwise: what a job that runs once a day may leave.</summary>
    public static readonly TimeSpan UsualMaxAge = TimeSpan.FromHours(26);

    /// <param name="filter">Which series; its <see cref="FreshnessFilter.Behind"/> is set from <paramref name="maxAge"/>.</param>
    /// <param name="maxAge">The age from which a series lags; it begins when the last whole period ends.</param>
    public static async Task<IReadOnlyList<DataFreshness>> ReadAsync(
        IMarketDataStore store, FreshnessFilter filter, TimeSpan maxAge, DateTime now, CancellationToken cancellationToken)
    {
        DateTime second = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        return
        [
            .. (await store.QueryAsync<DataFreshness>(StoredQuery.Freshness, filter with { Behind = second - maxAge }, cancellationToken).ConfigureAwait(false))
                .Select(row => row with { At = second }),
        ];
    }

    /// <summary>Tells the meter the age of each dataset, if anybody listens.</summary>
    internal static async Task MeasureAsync(IMarketDataStore store, DateTime now, CancellationToken cancellationToken)
    {
        if (!IngestMeter.WantsFreshness)
        {
            return;
        }

        IReadOnlyList<DataFreshness> rows = await ReadAsync(store, new FreshnessFilter(), UsualMaxAge, now, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<(string Dataset, string Interval), DataFreshness> dataset in rows.Where(row => row.NewestTo is not null).GroupBy(row => (row.Dataset, row.Interval)))
        {
            IngestMeter.Aged(dataset.Key.Dataset, dataset.Key.Interval, now - dataset.Max(row => row.NewestTo!.Value));
        }
    }
}
