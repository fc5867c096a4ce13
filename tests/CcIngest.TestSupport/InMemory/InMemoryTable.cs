using System.Globalization;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.TestSupport;

/// <summary>A table of an <see cref="InMemoryStore"/>: rows as arrays of values, by their key.</summary>
public sealed class InMemoryTable(Dataset dataset)
{
    private readonly SortedDictionary<string, object?[]> _rows = new(StringComparer.Ordinal);

    public IReadOnlyCollection<object?[]> Rows => _rows.Values;

    public IEnumerable<object?> Values(string column) => _rows.Values.Select(row => row[dataset.Ordinal(column)]);

    /// <summary>The only row, for assertions.</summary>
    public object? Single(string column) => _rows.Values.Single()[dataset.Ordinal(column)];

    /// <param name="write">Rows for this table.</param>
    /// <param name="now">The clock of the write.</param>
    /// <param name="keep">Takes what rows of a time series said before; old values are null for a row that was not there.</param>
    public RowCounts Write(TableWrite write, DateTime now, Action<InMemoryVersion>? keep = null)
    {
        RowCounts counts = RemoveGone(write, keep);
        for (int row = 0; row < write.Rows.Count; row++)
        {
            object?[] values = [.. Enumerable.Range(0, dataset.Columns.Count).Select(ordinal => write.Rows.Value(row, ordinal))];
            string key = KeyOf(values);
            _rows.TryGetValue(key, out object?[]? old);
            bool same = old is not null && dataset.Columns.Index().All(column => column.Item.Role != ColumnRole.Value || Equals(old[column.Index], values[column.Index]));
            if (old is not null && (write.Mode == WriteMode.InsertMissing || (write.Mode is WriteMode.Merge or WriteMode.Fresh && same)))
            {
                counts += new RowCounts(1, 0, 0, 1, 0);
                continue;
            }

            if (dataset.Revised is { } series && (old is not null || dataset.Series is not null)
                && (write.Mode == WriteMode.Merge || (write.Mode == WriteMode.Fresh && old is not null)))
            {
                keep?.Invoke(new InMemoryVersion(
                    Convert.ToString(values[series.Exchange], CultureInfo.InvariantCulture)!, Convert.ToString(values[series.Symbol], CultureInfo.InvariantCulture)!,
                    (DateTime)(old ?? values)[series.Time]!,
                    (DateTime?)old?[dataset.Ordinal(dataset.Series is null ? "updated_at" : "collected_at")], old is null ? null : Differing(old, values)));
            }

            if (write.Mode != WriteMode.Replace)
            {
                foreach ((int ordinal, Column column) in dataset.Columns.Index())
                {
                    values[ordinal] = column.Role switch
                    {
                        ColumnRole.CreatedAt => old is null ? now : old[ordinal],
                        ColumnRole.UpdatedAt or ColumnRole.CollectedAt => now,
                        _ => values[ordinal],
                    };
                }
            }

            _rows[key] = values;
            counts += old is null ? new RowCounts(1, 1, 0, 0, 0) : new RowCounts(1, 0, 1, 0, 0);
        }

        return counts;
    }

    public void Remove(string column, object value)
    {
        foreach (string key in _rows.Where(row => Equals(row.Value[dataset.Ordinal(column)], value)).Select(row => row.Key).ToArray())
        {
            _rows.Remove(key);
        }
    }

    private RowCounts RemoveGone(TableWrite write, Action<InMemoryVersion>? keep)
    {
        HashSet<string> whole = [.. Enumerable.Range(0, write.Rows.Count)
            .Select(row => KeyOf([.. Enumerable.Range(0, dataset.Columns.Count).Select(ordinal => write.Rows.Value(row, ordinal))]))];
        string[] gone = [.. _rows.Where(row => row.Value[dataset.Key[0]] is long owner && write.WholeOf.Contains(owner) && !whole.Contains(row.Key)).Select(row => row.Key)];
        foreach (string key in gone)
        {
            object?[] old = _rows[key];
            if (dataset.Revised is { } columns)
            {
                keep?.Invoke(new InMemoryVersion(
                    Convert.ToString(old[columns.Exchange], CultureInfo.InvariantCulture)!, Convert.ToString(old[columns.Symbol], CultureInfo.InvariantCulture)!,
                    (DateTime)old[columns.Time]!, (DateTime?)old[dataset.Ordinal("updated_at")], Differing(old, new object?[old.Length])));
            }

            _rows.Remove(key);
        }

        return new RowCounts(0, 0, 0, 0, 0) { Removed = gone.Length };
    }

    private string KeyOf(object?[] values) =>
        string.Join('\u0001', dataset.Key.Select(ordinal => values[ordinal] is DateTime time ? time.ToString("O") : values[ordinal]?.ToString()));

    private string Differing(object?[] old, object?[] values) => JsonSerializer.Serialize(dataset.Columns.Index()
        .Where(column => column.Item.Role == ColumnRole.Value && !Equals(old[column.Index], values[column.Index]))
        .ToDictionary(column => column.Item.Name, column => old[column.Index] is DateTime time
            ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : old[column.Index]));

    public RowBatch Where(string column, string value) => Batch(values => Equals(values[dataset.Ordinal(column)], value));

    public RowBatch Batch(Func<object?[], bool> isWanted)
    {
        RowBatch batch = new(dataset);
        foreach (object?[] values in _rows.Values.Where(isWanted))
        {
            int row = batch.AddRow();
            foreach ((int ordinal, object? cell) in values.Index())
            {
                switch (cell)
                {
                    case null: break;
                    case bool flag: batch.Set(row, ordinal, flag ? 1L : 0L); break;
                    case long number: batch.Set(row, ordinal, number); break;
                    case double number: batch.Set(row, ordinal, number); break;
                    case DateTime time: batch.Set(row, ordinal, time); break;
                    default: batch.Set(row, ordinal, (string)cell); break;
                }
            }
        }

        return batch;
    }
}

/// <summary>What a row of a time series said before.</summary>
public sealed record InMemoryVersion(string Exchange, string Symbol, DateTime Time, DateTime? KnownFrom, string? OldValues);
