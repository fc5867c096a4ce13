using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Reads rows of a table into a <see cref="RowBatch"/>.</summary>
internal static class RowReader
{
    /// <summary>The rows whose text column has exactly that value, in key order.</summary>
    public static async Task<RowBatch> ReadAsync(
        SqlStore store, DbConnection connection, Dataset dataset, string column, string value, CancellationToken cancellationToken)
    {
        int ordinal = dataset.Ordinal(column);
        RowBatch rows = new(dataset);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT {store.Dialect.Selected(dataset, AllOrdinals(dataset))} FROM {store.Dialect.Name(dataset)} "
                + $"WHERE {store.Dialect.Quote(column)} = @p0";
            AddParameter(command, 0, value);
            await ReadAsync(store, command, rows, AllOrdinals(dataset), cancellationToken).ConfigureAwait(false);
        }

        // An engine with a collation that ignores case finds more than was asked for, and has another order.
        return RowOrder.Apply(rows, row => !string.Equals(rows.Text(row, ordinal), value, StringComparison.Ordinal), out _);
    }

    /// <summary>Adds the result's rows to a batch.</summary>
    /// <param name="ordinals">The dataset's ordinals in the order of the result's columns; other columns stay null.</param>
    public static async Task ReadAsync(SqlStore store, DbCommand command, RowBatch rows, IReadOnlyList<int> ordinals, CancellationToken cancellationToken)
    {
        DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                AddRow(store, reader, rows, ordinals);
            }
        }
    }

    /// <summary>Adds the reader's current row to a batch.</summary>
    public static void AddRow(SqlStore store, DbDataReader reader, RowBatch rows, IReadOnlyList<int> ordinals)
    {
        int row = rows.AddRow();
        for (int field = 0; field < ordinals.Count; field++)
        {
            if (!reader.IsDBNull(field))
            {
                Read(store, reader, field, rows, row, ordinals[field]);
            }
        }
    }

    public static IReadOnlyList<int> AllOrdinals(Dataset dataset) => [.. Enumerable.Range(0, dataset.Columns.Count)];

    public static void AddParameter(DbCommand command, int index, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{index}");
        parameter.Value = value is DateTime time ? time.WithoutZone() : value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private static void Read(SqlStore store, DbDataReader reader, int field, RowBatch rows, int row, int ordinal)
    {
        switch (rows.Dataset.Columns[ordinal].Kind)
        {
            case ColumnKind.Double:
                rows.Set(row, ordinal, reader.GetDouble(field));
                break;
            case ColumnKind.Int64:
                rows.Set(row, ordinal, reader.GetInt64(field));
                break;
            case ColumnKind.Int32 or ColumnKind.Boolean:
                // Engines and drivers differ on what a BOOLEAN is: bool, sbyte or long.
                rows.Set(row, ordinal, Convert.ToInt64(reader.GetValue(field), CultureInfo.InvariantCulture));
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                rows.Set(row, ordinal, store.ReadTime(reader, field));
                break;
            case ColumnKind.Decimal:
                rows.Set(row, ordinal, ExactDecimal.Canonical(reader.GetString(field)));
                break;
            default:
                rows.Set(row, ordinal, reader.GetString(field));
                break;
        }
    }
}
