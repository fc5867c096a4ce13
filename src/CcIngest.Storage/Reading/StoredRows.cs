using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Reads what a table has in the neighbourhood of a batch's keys. The leading key columns are given by value, a time that ends the key by its
/// range: one statement for each series of a time series, and for each few hundred keys of everything else.
/// </summary>
internal static class StoredRows
{
    /// <summary>Values in one IN list.</summary>
    private const int ListSize = 500;

    /// <param name="ordinals">The columns to read, the key among them; others stay null.</param>
    /// <param name="isLocking">Whether the rows are to stay as they were read until the transaction ends.</param>
    public static async Task<RowBatch> ReadAsync(
        SqlStore store, DbConnection connection, DbTransaction? transaction, RowBatch near, IReadOnlyList<int> ordinals, bool isLocking,
        CancellationToken cancellationToken)
    {
        RowBatch stored = new(near.Dataset, near.Count);
        foreach (Scope scope in ScopesOf(near))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.Transaction = transaction;
                command.CommandText = $"SELECT {store.Dialect.Selected(near.Dataset, ordinals)} FROM {store.Dialect.Name(near.Dataset)} WHERE "
                    + Condition(store.Dialect, near.Dataset, scope, command) + (isLocking ? store.Dialect.LockRows : "");
                await RowReader.ReadAsync(store, command, stored, ordinals, cancellationToken).ConfigureAwait(false);
            }
        }

        return stored;
    }

    /// <summary>All rows of a table that belong to some owners, the values of its first key column; whole rows, locked until the transaction ends.</summary>
    public static async Task<RowBatch> ReadOwnedAsync(
        SqlStore store, DbConnection connection, DbTransaction transaction, Dataset dataset, IEnumerable<long> owners, CancellationToken cancellationToken)
    {
        RowBatch stored = new(dataset);
        IReadOnlyList<int> ordinals = RowReader.AllOrdinals(dataset);
        foreach (object[] chunk in owners.Order().Select(owner => (object)owner).Chunk(ListSize))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.Transaction = transaction;
                command.CommandText = $"SELECT {store.Dialect.Selected(dataset, ordinals)} FROM {store.Dialect.Name(dataset)} WHERE "
                    + Condition(store.Dialect, dataset, new Scope([], dataset.Key[0], chunk, null, default, default), command) + store.Dialect.LockRows;
                await RowReader.ReadAsync(store, command, stored, ordinals, cancellationToken).ConfigureAwait(false);
            }
        }

        return stored;
    }

    private static string Condition(SqlDialect dialect, Dataset dataset, Scope scope, DbCommand command)
    {
        List<string> conditions = [];
        foreach ((int ordinal, object value) in scope.Equal)
        {
            conditions.Add($"{Name(ordinal)} = {Parameter(value is DateTime at ? dialect.TimeParameter(dataset.Columns[ordinal], at) : value)}");
        }

        if (scope.Listed is { } listed)
        {
            conditions.Add($"{Name(listed)} IN ({string.Join(", ", scope.Values.Select(value =>
                Parameter(value is DateTime at ? dialect.TimeParameter(dataset.Columns[listed], at) : value)))})");
        }

        if (scope.Time is { } time)
        {
            Column column = dataset.Columns[time];
            conditions.Add($"{Name(time)} >= {Parameter(dialect.TimeParameter(column, scope.First))} "
                + $"AND {Name(time)} <= {Parameter(dialect.TimeParameter(column, scope.Last))}");
        }

        return string.Join(" AND ", conditions);

        string Name(int ordinal) => dialect.Quote(dataset.Columns[ordinal].Name);

        string Parameter(object value)
        {
            int index = command.Parameters.Count;
            RowReader.AddParameter(command, index, value);
            return string.Create(CultureInfo.InvariantCulture, $"@p{index}");
        }
    }

    private static IEnumerable<Scope> ScopesOf(RowBatch near)
    {
        Dataset dataset = near.Dataset;
        int? time = dataset.Columns[dataset.Key[^1]].IsTime() ? dataset.Key[^1] : null;
        int[] rest = [.. time is null ? dataset.Key : dataset.Key.SkipLast(1)];
        // The series of a time series have ranges of their own; other keys share a list.
        int? listed = dataset.Series is null && rest.Length > 0 ? rest[^1] : null;
        int[] equal = listed is null ? rest : rest[..^1];
        foreach (IGrouping<RowPart, int> group in Enumerable.Range(0, near.Count).GroupBy(row => new RowPart(near, row, equal)))
        {
            (int Ordinal, object Value)[] values = [.. equal.Select(ordinal => (ordinal, near.Value(group.Key.Row, ordinal)!))];
            DateTime first = time is { } from ? group.Min(row => near.Time(row, from)) : default;
            DateTime last = time is { } to ? group.Max(row => near.Time(row, to)) : default;
            if (listed is not { } list)
            {
                yield return new Scope(values, null, [], time, first, last);
                continue;
            }

            foreach (object[] chunk in group.Select(row => near.Value(row, list)!).Distinct().Chunk(ListSize))
            {
                yield return new Scope(values, list, chunk, time, first, last);
            }
        }
    }

    private sealed record Scope(
        IReadOnlyList<(int Ordinal, object Value)> Equal, int? Listed, IReadOnlyList<object> Values, int? Time, DateTime First, DateTime Last);

    /// <summary>Some key columns of a row, compared by value.</summary>
    private readonly struct RowPart(RowBatch batch, int row, int[] ordinals) : IEquatable<RowPart>
    {
        public int Row => row;

        private RowBatch Batch => batch;

        public bool Equals(RowPart other)
        {
            foreach (int ordinal in ordinals)
            {
                if (!batch.CellEquals(row, other.Batch, other.Row, ordinal))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is RowPart other && Equals(other);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (int ordinal in ordinals)
            {
                hash.Add(batch.Value(row, ordinal));
            }

            return hash.ToHashCode();
        }
    }
}
