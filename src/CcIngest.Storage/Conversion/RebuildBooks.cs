using System.Data.Common;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Rebuilds in <c>cc_table_rebuilds</c>.</summary>
internal static class RebuildBooks
{
    private static readonly Dataset Books = TableRebuilds.Dataset;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The statements that make the table where it is not there.</summary>
    public static IReadOnlyList<string> Create(SqlDialect dialect) => dialect.CreateTable(Books);

    /// <summary>The newest rebuild of a table, or null. The books must be there.</summary>
    public static async Task<RebuildRecord?> FindAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction? transaction, string table, CancellationToken cancellationToken) =>
        await ReadAsync(dialect, connection, transaction, table, cancellationToken).ConfigureAwait(false) is [.., var newest] ? newest : null;

    /// <summary>The rebuilds of a table, the newest last. The books must be there.</summary>
    public static async Task<IReadOnlyList<RebuildRecord>> ReadAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction? transaction, string table, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = $"SELECT {dialect.Quote("detail")} FROM {dialect.Name(Books)} WHERE {dialect.Quote("table_name")} = @p0 "
                + $"ORDER BY {dialect.Quote("rebuild_id")}";
            RowReader.AddParameter(command, 0, table);
            List<RebuildRecord> records = [];
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    records.Add(JsonSerializer.Deserialize<RebuildRecord>(reader.GetString(0), Json)
                        ?? throw new InvalidOperationException("A rebuild was written down as null."));
                }
            }

            return records;
        }
    }

    public static async Task WriteAsync(
        SqlDialect dialect, DbConnection connection, DbTransaction? transaction, RebuildRecord record, DateTime now, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = dialect.Insert(Books, LoadMode.Replace);
            RowReader.AddParameter(command, 0, record.Id);
            RowReader.AddParameter(command, 1, record.Request.Table);
            RowReader.AddParameter(command, 2, record.State);
            RowReader.AddParameter(command, 3, JsonSerializer.Serialize(record, Json));
            RowReader.AddParameter(command, 4, dialect.TimeParameter(Books.Columns[4], now));
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
