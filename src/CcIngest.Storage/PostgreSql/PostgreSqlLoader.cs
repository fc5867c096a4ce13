using System.Data.Common;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace CcIngest.Storage;

/// <summary>
/// Writes rows by a binary COPY into a temporary table and one INSERT … SELECT … ON CONFLICT from there; few rows by an INSERT with parameters. The
/// temporary table stays with its connection and is empty after each transaction.
/// </summary>
internal sealed class PostgreSqlLoader(PostgreSqlDialect dialect)
{
    /// <summary>Up to here the round trips of a copy cost more than they save.</summary>
    private const int FewRows = 20;

    /// <summary>What is sent at a time: the server reads it while the next part is written.</summary>
    private const int SendBytes = 1 << 16;

    /// <summary>The tables whose staging this transaction has filled before.</summary>
    private readonly ConditionalWeakTable<DbTransaction, HashSet<string>> _staged = [];

    /// <returns>Rows that were written: neither a key that was there and was left alone, nor a row that is the same already.</returns>
    public Task<int> LoadAsync(GuardedConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken) =>
        load.Rows.Count <= FewRows && load.Rows.Count * load.Dataset.Columns.Count <= dialect.MaxParameters
            ? InsertAsync(connection, transaction, load, cancellationToken)
            : CopyAsync(connection, transaction, load, cancellationToken);

    private async Task<int> CopyAsync(GuardedConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        Dataset dataset = load.Dataset;
        string prepare = _staged.GetOrCreateValue(transaction).Add(dataset.Table) ? dialect.CreateStaging(dataset) : $"TRUNCATE {dialect.Staging(dataset)}";
        await connection.ExecuteAsync(new CommandDefinition(prepare, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await connection.Guard.RunAsync(token => SendAsync((NpgsqlConnection)connection.Inner, load.Rows, token), cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(new CommandDefinition(
            dialect.InsertStaged(dataset, load.Mode), transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Sends rows while it goes on writing the next ones: a copy that ends half way ends the transaction, so nothing of it can stay.</summary>
    private async Task<bool> SendAsync(NpgsqlConnection connection, RowBatch rows, CancellationToken cancellationToken)
    {
        using CopyRows bytes = new(2 * SendBytes);
        NpgsqlRawCopyStream copy = await connection.BeginRawBinaryCopyAsync(
            $"COPY {dialect.Staging(rows.Dataset)} FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                bytes.Append(rows, row);
                if (bytes.Written.Length >= SendBytes)
                {
                    await copy.WriteAsync(bytes.Written, cancellationToken).ConfigureAwait(false);
                    await copy.FlushAsync(cancellationToken).ConfigureAwait(false);
                    bytes.Clear();
                }
            }

            bytes.End();
            await copy.WriteAsync(bytes.Written, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<int> InsertAsync(GuardedConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        (Dataset dataset, RowBatch rows) = (load.Dataset, load.Rows);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = dialect.Insert(dataset, load.Mode, rows.Count);
            for (int row = 0; row < rows.Count; row++)
            {
                for (int ordinal = 0; ordinal < dataset.Columns.Count; ordinal++)
                {
                    RowReader.AddParameter(command, command.Parameters.Count, ValueOf(rows, row, ordinal));
                    ((NpgsqlParameter)command.Parameters[^1]).NpgsqlDbType = TypeOf(dataset.Columns[ordinal].Kind);
                }
            }

            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static object? ValueOf(RowBatch rows, int row, int ordinal) => rows.Value(row, ordinal) switch
    {
        long number when rows.Dataset.Columns[ordinal].Kind == ColumnKind.Int32 => (int)number,
        var value => value,
    };

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Json => NpgsqlDbType.Json,
        // As text, which the server reads for the column that it meets: the driver's own decimals have 28 digits.
        ColumnKind.Decimal => NpgsqlDbType.Unknown,
        ColumnKind.Double => NpgsqlDbType.Double,
        ColumnKind.Int32 => NpgsqlDbType.Integer,
        ColumnKind.Int64 => NpgsqlDbType.Bigint,
        ColumnKind.Boolean => NpgsqlDbType.Boolean,
        ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => NpgsqlDbType.Timestamp,
        _ => NpgsqlDbType.Text,
    };
}
