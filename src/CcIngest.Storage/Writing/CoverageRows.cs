using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Coverage as rows of <c>cc_coverage</c>.</summary>
internal static class CoverageRows
{
    /// <summary>Symbols in one IN list.</summary>
    private const int ListSize = 500;

    private static readonly Dataset Table = Bookkeeping.Coverage;
    private static readonly int From = Table.Ordinal("from_time");
    private static readonly int To = Table.Ordinal("to_time");
    private static readonly int Symbol = Table.Ordinal("symbol_unmapped");
    private static readonly int State = Table.Ordinal("state");
    private static readonly int RunId = Table.Ordinal("run_id");
    private static readonly int Request = Table.Ordinal("request");
    private static readonly int KnownAt = Table.Ordinal("known_at");

    /// <summary>The rows that deltas write and, as rows of keys alone, those that they delete. Later deltas of a series build on earlier ones.</summary>
    public static (RowBatch Deletes, RowBatch Upserts) Of(IEnumerable<CoverageDelta> deltas)
    {
        Dictionary<(SeriesKey Series, DateTime From), CoverageInterval?> last = [];
        foreach (CoverageDelta delta in deltas)
        {
            foreach (DateTime start in delta.Deletes)
            {
                last[(delta.Series, start)] = null;
            }

            foreach (CoverageInterval interval in delta.Upserts)
            {
                last[(delta.Series, interval.Range.From)] = interval;
            }
        }

        RowBatch deletes = new(Table);
        RowBatch upserts = new(Table);
        foreach (((SeriesKey series, DateTime from), CoverageInterval? interval) in last)
        {
            RowBatch rows = interval is null ? deletes : upserts;
            int row = rows.AddRow();
            rows.Set(row, Table.Ordinal("dataset"), series.Dataset);
            rows.Set(row, Table.Ordinal("exchange"), series.Exchange);
            rows.Set(row, Symbol, series.Symbol);
            rows.Set(row, Table.Ordinal("interval_name"), series.Interval.ToString());
            rows.Set(row, From, from);
            if (interval is not null)
            {
                rows.Set(row, To, interval.Range.To);
                rows.Set(row, State, interval.State.ToString());
                rows.Set(row, RunId, interval.Evidence.RunId);
                rows.Set(row, Request, ShortText.Of(interval.Evidence.Request, Table.Columns[Request].Length));
                rows.Set(row, KnownAt, interval.Evidence.KnownAt.Ticks - (interval.Evidence.KnownAt.Ticks % TimeSpan.TicksPerMicrosecond));
            }
        }

        return (RowOrder.Apply(deletes, null, out _), RowOrder.Apply(upserts, null, out _));
    }

    public static async Task<IReadOnlyList<CoverageMap>> ReadAsync(
        SqlStore store, DbConnection connection, IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken)
    {
        Dictionary<SeriesKey, List<CoverageInterval>> intervals = series.Distinct().ToDictionary(key => key, _ => new List<CoverageInterval>());
        foreach (IGrouping<(string Dataset, string Exchange, Interval Interval), SeriesKey> group in intervals.Keys
            .GroupBy(key => (key.Dataset, key.Exchange, key.Interval)))
        {
            foreach (SeriesKey[] chunk in group.Chunk(ListSize))
            {
                // Of these alone: an engine that takes names for one when only blanks at their end differ brings those of other chunks as well.
                Dictionary<string, List<CoverageInterval>> wanted = chunk.ToDictionary(key => key.Symbol, key => intervals[key], StringComparer.Ordinal);
                RowBatch rows = await ReadAsync(store, connection, chunk, cancellationToken).ConfigureAwait(false);
                for (int row = 0; row < rows.Count; row++)
                {
                    if (wanted.TryGetValue(rows.Text(row, Symbol)!, out List<CoverageInterval>? found))
                    {
                        found.Add(IntervalOf(rows, row));
                    }
                }
            }
        }

        return [.. series.Select(key => CoverageMap.FromStore(key, intervals[key]))];
    }

    /// <summary>Reads coverage of series that differ in their symbol only.</summary>
    private static async Task<RowBatch> ReadAsync(
        SqlStore store, DbConnection connection, SeriesKey[] series, CancellationToken cancellationToken)
    {
        RowBatch rows = new(Table);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT {store.Dialect.Names(Table, RowReader.AllOrdinals(Table))} FROM {store.Dialect.Name(Table)} WHERE "
                + $"{Name("dataset")} = @p0 AND {Name("exchange")} = @p1 AND {Name("interval_name")} = @p2 "
                + $"AND {Name("symbol_unmapped")} IN ({string.Join(", ", series.Select((_, index) => $"@p{index + 3}"))})";
            RowReader.AddParameter(command, 0, series[0].Dataset);
            RowReader.AddParameter(command, 1, series[0].Exchange);
            RowReader.AddParameter(command, 2, series[0].Interval.ToString());
            for (int index = 0; index < series.Length; index++)
            {
                RowReader.AddParameter(command, index + 3, series[index].Symbol);
            }

            await RowReader.ReadAsync(store, command, rows, RowReader.AllOrdinals(Table), cancellationToken).ConfigureAwait(false);
        }

        return rows;

        string Name(string column) => store.Dialect.Quote(column);
    }

    private static CoverageInterval IntervalOf(RowBatch rows, int row) => new(
        new TimeRange(rows.Time(row, From), rows.Time(row, To)),
        Enum.Parse<CoverageState>(rows.Text(row, State)!),
        new CoverageEvidence(rows.Text(row, RunId)!, rows.Text(row, Request)!, rows.Time(row, KnownAt)));
}
