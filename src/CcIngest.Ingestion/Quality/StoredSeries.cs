using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The series of a store that a test or a comparison is about.</summary>
internal static class StoredSeries
{
    /// <summary>By table, and by the code points of their names; each with its table at its interval.</summary>
    public static async Task<IReadOnlyList<(Dataset Dataset, SeriesKey Key)>> FindAsync(
        IMarketDataStore store, IReadOnlyList<QualityTarget> targets, CancellationToken cancellationToken)
    {
        List<(Dataset, SeriesKey)> series = [];
        foreach (Dataset table in DatasetCatalog.All.Where(table => table.Series is not null && targets.Any(target => IsMeant(table, target))))
        {
            foreach ((SeriesKey key, _) in await new SeriesPrefix(table).ReadAsync(store, [], [], cancellationToken).ConfigureAwait(false))
            {
                if (targets.Any(target => target.Has(key)))
                {
                    series.Add((table.Interval is null ? DatasetCatalog.TimeSeries(table.Name, key.Interval) : table, key));
                }
            }
        }

        return series;
    }

    /// <summary>The whole of what the targets ask for of a series, closed periods only; a bound that one of them leaves open is open.</summary>
    public static TestedRange RangeOf(SeriesKey key, IReadOnlyList<QualityTarget> targets, DateTime now)
    {
        QualityTarget[] mine = [.. targets.Where(target => target.Has(key))];
        DateTime closed = WantedRange.ClosedBefore(key.Interval, now, new IngestOptions().Grace);
        DateTime? from = mine.Any(target => target.From is null) ? null : key.Interval.Floor(mine.Min(target => target.From.GetValueOrDefault()));
        DateTime? to = mine.Any(target => target.To is null) ? null : key.Interval.Floor(mine.Max(target => target.To.GetValueOrDefault()));
        return new TestedRange(from, to < closed ? to.Value : closed, to is null || to >= closed);
    }

    private static bool IsMeant(Dataset table, QualityTarget target) =>
        (target.Dataset is null || target.Dataset == table.Name) && (target.Interval is null || table.Interval is null || table.Interval == target.Interval);
}
