using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CcIngest.Storage;

/// <summary>Reads and runs statements whose columns have no type of their own here: engines and drivers give counts and sums as they like.</summary>
internal static class RebuildReads
{
    public static async Task<IReadOnlyList<object?[]>> RowsAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        await foreach (object?[] row in StreamAsync(connection, transaction, sql, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(row);
        }

        return rows;
    }

    public static async IAsyncEnumerable<object?[]> StreamAsync(
        DbConnection connection, DbTransaction? transaction, string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DbCommand command = Command(connection, transaction, sql);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    object?[] row = new object?[reader.FieldCount];
                    for (int field = 0; field < row.Length; field++)
                    {
                        row[field] = reader.IsDBNull(field) ? null : reader.GetValue(field);
                    }

                    yield return row;
                }
            }
        }
    }

    public static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken)
    {
        DbCommand command = Command(connection, transaction, sql);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static long Number(object? value) => value is null ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <summary>The number, or null for none and for one that is greater than a <c>long</c>, which columns without a sign have.</summary>
    public static long? MaybeNumber(object? value) => value is null ? null : Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && number > long.MaxValue ? null : (long)number;

    public static string? Text(object? value) => value switch
    {
        null => null,
        byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
