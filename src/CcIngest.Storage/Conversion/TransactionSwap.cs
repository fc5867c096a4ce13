using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CcIngest.Storage;

/// <summary>PostgreSQL and SQLite: names are changed in the transaction in which the last rows are compared.</summary>
internal sealed class TransactionSwap(SqlStore store, DbConnection connection, RebuildWords words) : RebuildSwap(store, connection, words)
{
    private bool IsPostgreSql => Words is PostgreSqlRebuildWords;

    public override async Task ClaimAsync(string table, CancellationToken cancellationToken)
    {
        if (!IsPostgreSql)
        {
            SqliteRowHash.Register(Connection);
            // References of views stay with the name, which is the new table's afterwards.
            await ExecuteAsync("PRAGMA legacy_alter_table = ON", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(Words.DropSlice, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        await ExecuteAsync("SET lock_timeout = '120s'", null, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"SELECT pg_advisory_lock({Key(table)})", null, cancellationToken).ConfigureAwait(false);
    }

    public override Task ReleaseAsync(string table) =>
        QuietlyAsync(Connection, IsPostgreSql ? $"SELECT pg_advisory_unlock({Key(table)})" : "PRAGMA legacy_alter_table = OFF");

    // Waiting for a lock, or a deadlock with somebody who reads and then writes.
    public override bool IsPutOff(Exception exception) => PostgreSqlErrors.ErrorOf(exception)?.SqlState is "55P03" or "40P01";

    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        if (IsPostgreSql)
        {
            await WaitForReadersAsync(names, cancellationToken).ConfigureAwait(false);
        }

        DbTransaction transaction = await Store.BeginAsync(Connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (IsPostgreSql)
            {
                await ExecuteAsync(Lock(names), transaction, cancellationToken).ConfigureAwait(false);
            }

            await done("locked").ConfigureAwait(false);
            await underLock(transaction).ConfigureAwait(false);
            await done("compared").ConfigureAwait(false);
            if (IsPostgreSql)
            {
                await ExecuteAsync(ReaderWait, transaction, cancellationToken).ConfigureAwait(false);
            }

            foreach (string statement in Words.Rename(names.Table, names.NewTable, names.Original))
            {
                await ExecuteAsync(statement, transaction, cancellationToken).ConfigureAwait(false);
                await done("renamed").ConfigureAwait(false);
            }

            await record(transaction).ConfigureAwait(false);
            await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    public override IReadOnlyList<string> Describe(SwapNames names) =>
        ["BEGIN", .. IsPostgreSql ? [Lock(names), ReaderWait] : Array.Empty<string>(), .. Words.Rename(names.Table, names.NewTable, names.Original), "COMMIT"];

    /// <summary>Readers go on; writers wait.</summary>
    private string Lock(SwapNames names) => $"LOCK TABLE {Words.Name(names.Table)} IN SHARE ROW EXCLUSIVE MODE";

    private static string ReaderWait => string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = '{ReaderSeconds}s'");

    /// <summary>As on MySQL: who has the table open in a transaction is waited for before the last rows are compared and writers wait.</summary>
    private async Task WaitForReadersAsync(SwapNames names, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await Store.BeginAsync(Connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(ReaderWait, transaction, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync($"LOCK TABLE {Words.Name(names.Table)} IN ACCESS EXCLUSIVE MODE", transaction, cancellationToken).ConfigureAwait(false);
            await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Key(string table) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{Words.Dialect.Schema}.{table}")))
        .ToString(CultureInfo.InvariantCulture);
}
