using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// The coverage that goes along with exported rows, as a file of <c>cc_coverage</c>: what is absent because nothing was traded is knowledge too.
/// Its name begins with an underscore, which readers of partitioned folders take for a note.
/// </summary>
internal static class ExportedCoverage
{
    public const string FileName = "_coverage.parquet";

    private static readonly Dataset Table = Bookkeeping.Coverage;

    public static async Task<ManifestFile> WriteAsync(
        IMarketDataStore store, ExportRequest request, IReadOnlyList<SeriesKey> series, CancellationToken cancellationToken)
    {
        string path = Path.Combine(request.Folder, FileName);
        using PartFile file = PartFile.Create(path, Table);
        RowBatch rows = new(Table);
        foreach (SeriesKey key in series)
        {
            // One at a time: a series of minutes with few trades has a hundred thousand stretches.
            foreach (CoverageMap map in await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))
            {
                Fill(rows, map, request);
                file.Write(rows);
            }
        }

        (long count, long bytes, string sha256) = file.Commit();
        return new ManifestFile(FileName, count, bytes, sha256);
    }

    /// <summary>The stretch that a row of the file tells.</summary>
    public static (SeriesKey Series, CoverageInterval Interval) Read(RowBatch rows, int row)
    {
        SeriesKey series = new(Text("dataset"), Text("exchange"), Text("symbol_unmapped"), Interval.Parse(Text("interval_name")));
        TimeRange range = new(rows.Time(row, Table.Ordinal("from_time")), rows.Time(row, Table.Ordinal("to_time")));
        CoverageEvidence evidence = new(Text("run_id"), Text("request"), rows.Time(row, Table.Ordinal("known_at")));
        return (series, new CoverageInterval(range, Enum.Parse<CoverageState>(Text("state")), evidence));

        string Text(string column) => rows.Text(row, Table.Ordinal(column)) ?? "";
    }

    private static void Fill(RowBatch rows, CoverageMap map, ExportRequest request)
    {
        rows.Clear();
        DateTime from = request.From ?? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        DateTime to = request.To ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        foreach (CoverageInterval interval in map.Intervals)
        {
            if (interval.Range.Intersect(new TimeRange(from, to)) is not { } range)
            {
                continue;
            }

            int row = rows.AddRow();
            rows.Set(row, Table.Ordinal("dataset"), map.Series.Dataset);
            rows.Set(row, Table.Ordinal("exchange"), map.Series.Exchange);
            rows.Set(row, Table.Ordinal("symbol_unmapped"), map.Series.Symbol);
            rows.Set(row, Table.Ordinal("interval_name"), map.Series.Interval.ToString());
            rows.Set(row, Table.Ordinal("from_time"), range.From);
            rows.Set(row, Table.Ordinal("to_time"), range.To);
            rows.Set(row, Table.Ordinal("state"), interval.State.ToString());
            rows.Set(row, Table.Ordinal("run_id"), interval.Evidence.RunId);
            rows.Set(row, Table.Ordinal("request"), interval.Evidence.Request);
            rows.Set(row, Table.Ordinal("known_at"), interval.Evidence.KnownAt);
        }
    }
}
