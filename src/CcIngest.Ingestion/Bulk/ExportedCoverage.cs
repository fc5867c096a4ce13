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

    /// <summary>The stretch that a row of the file tells; null when it tells none.</summary>
    public static (SeriesKey Series, CoverageInterval Interval)? Read(RowBatch rows, int row)
    {
        if (!Interval.TryParse(Text("interval_name"), out Interval? interval)
            || TimeRanges.Between(rows.Time(row, Table.Ordinal("from_time")), rows.Time(row, Table.Ordinal("to_time"))) is not { } range
            || !Enum.TryParse(Text("state"), out CoverageState state) || !Enum.IsDefined(state))
        {
            return null;
        }

        SeriesKey series = new(Text("dataset"), Text("exchange"), Text("symbol_unmapped"), interval);
        CoverageEvidence evidence = new(Text("run_id"), Text("request"), rows.Time(row, Table.Ordinal("known_at")));
        return (series, new CoverageInterval(range, state, evidence));

        string Text(string column) => rows.Text(row, Table.Ordinal(column)) ?? "";
    }

    private static void Fill(RowBatch rows, CoverageMap map, ExportRequest request)
    {
        rows.Clear();
        foreach (CoverageInterval interval in map.Intervals
            .Select(stretch => WholePeriods.Clip(stretch, map.Series.Interval, request.From, request.To)).OfType<CoverageInterval>())
        {
            int row = rows.AddRow();
            rows.Set(row, Table.Ordinal("dataset"), map.Series.Dataset);
            rows.Set(row, Table.Ordinal("exchange"), map.Series.Exchange);
            rows.Set(row, Table.Ordinal("symbol_unmapped"), map.Series.Symbol);
            rows.Set(row, Table.Ordinal("interval_name"), map.Series.Interval.ToString());
            rows.Set(row, Table.Ordinal("from_time"), interval.Range.From);
            rows.Set(row, Table.Ordinal("to_time"), interval.Range.To);
            rows.Set(row, Table.Ordinal("state"), interval.State.ToString());
            rows.Set(row, Table.Ordinal("run_id"), interval.Evidence.RunId);
            rows.Set(row, Table.Ordinal("request"), interval.Evidence.Request);
            rows.Set(row, Table.Ordinal("known_at"), interval.Evidence.KnownAt);
        }
    }
}
