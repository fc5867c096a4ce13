using System.Data.Common;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>Leases in <c>cc_run_leases</c> and <c>cc_series_leases</c>.</summary>
internal sealed class SqlRunLeases(SqlStore store) : IRunLeases
{
    /// <summary>Keys that one transaction takes.</summary>
    private const int ChunkSize = 500;

    private readonly SqlDialect _dialect = store.Dialect;

    public Task OpenAsync(RunHolder holder, CancellationToken cancellationToken) => store.TransactAsync(
        "beginning the lease of the run",
        async (connection, transaction) =>
        {
            await store.LoadAsync(connection, transaction, new RowLoad(LeaseRows.Of(holder), LoadMode.Replace), cancellationToken)
                .ConfigureAwait(false);
            return await RenewAsync(connection, transaction, holder.RunId, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<bool> RenewAsync(string runId, CancellationToken cancellationToken) => store.TransactAsync(
        "renewing the lease of the run",
        (connection, transaction) => RenewAsync(connection, transaction, runId, cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<RunHolder>> ReadAsync(CancellationToken cancellationToken) => store.ReadAsync(
        "reading the leases of runs",
        async connection => (IReadOnlyList<RunHolder>)[.. (await connection.QueryAsync<RunHolderRow>(
            Command(SelectHolders(""), null, null, cancellationToken)).ConfigureAwait(false)).Select(row => row.ToHolder())],
        cancellationToken);

    public Task<bool> EndAsync(RunHolder dead, CancellationToken cancellationToken) => store.TransactAsync(
        "ending the lease of a dead run",
        async (connection, transaction) =>
        {
            RunHolderRow? now = await connection.QueryFirstOrDefaultAsync<RunHolderRow>(Command(
                SelectHolders($" WHERE {Name("run_id")} = @runId{_dialect.ForUpdate}"), new { runId = dead.RunId }, transaction,
                cancellationToken)).ConfigureAwait(false);
            if (now is null || now.RenewedAt != dead.RenewedAt)
            {
                return false;
            }

            await DeleteAsync(connection, transaction, dead.RunId, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(Command(
                $"{Abandon} WHERE {Name("run_id")} = @runId AND {Name("outcome")} = 'Running'",
                new { runId = dead.RunId }, transaction, cancellationToken)).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<int> EndUnleasedAsync(CancellationToken cancellationToken) => store.TransactAsync(
        "looking for runs without a lease",
        async (connection, transaction) => await connection.ExecuteAsync(Command(
            $"{Abandon} WHERE {Name("outcome")} = 'Running' AND {Name("run_id")} NOT IN "
            + $"(SELECT {Name("run_id")} FROM {_dialect.Name(Leases.Runs)})",
            null, transaction, cancellationToken)).ConfigureAwait(false),
        cancellationToken);

    public async Task<IReadOnlyList<HeldLease>> TakeAsync(
        string runId, IReadOnlyCollection<LeaseKey> keys, CancellationToken cancellationToken)
    {
        List<HeldLease> held = [];
        foreach (LeaseKey[] chunk in keys.Chunk(ChunkSize))
        {
            held.AddRange(await store.TransactAsync(
                "taking series for the run",
                (connection, transaction) => TakeAsync(connection, transaction, runId, chunk, cancellationToken),
                cancellationToken).ConfigureAwait(false));
        }

        return held;
    }

    public Task GiveBackAsync(string runId, CancellationToken cancellationToken) => store.TransactAsync(
        "freeing the series of the run",
        (connection, transaction) => DeleteSeriesAsync(connection, transaction, runId, cancellationToken),
        cancellationToken);

    public Task CloseAsync(string runId, CancellationToken cancellationToken) => store.TransactAsync(
        "ending the lease of the run",
        (connection, transaction) => DeleteAsync(connection, transaction, runId, cancellationToken),
        cancellationToken);

    /// <summary>Holds the lease of a run until the transaction ends, where the engine can.</summary>
    /// <exception cref="IngestException">LeaseLost.</exception>
    public static async Task HoldAsync(
        SqlStore store, DbConnection connection, DbTransaction transaction, string runId, CancellationToken cancellationToken)
    {
        SqlDialect dialect = store.Dialect;
        int? found = await connection.QueryFirstOrDefaultAsync<int?>(Command(
            $"SELECT 1 FROM {dialect.Name(Leases.Runs)} WHERE {dialect.Quote("run_id")} = @runId{dialect.ForShare}",
            new { runId }, transaction, cancellationToken)).ConfigureAwait(false);
        if (found is null)
        {
            throw LeaseLost.By(runId);
        }
    }

    private string Abandon => $"UPDATE {_dialect.Name(Bookkeeping.Runs)} SET {Name("outcome")} = 'Abandoned'";

    private async Task<IReadOnlyList<HeldLease>> TakeAsync(
        DbConnection connection, DbTransaction transaction, string runId, LeaseKey[] keys, CancellationToken cancellationToken)
    {
        await HoldAsync(store, connection, transaction, runId, cancellationToken).ConfigureAwait(false);
        RowBatch wanted = RowOrder.Apply(LeaseRows.Of(runId, keys), null, out _);
        await store.LoadAsync(connection, transaction, new RowLoad(wanted, LoadMode.InsertMissing), cancellationToken)
            .ConfigureAwait(false);

        // Whatever the insert met was there first; a key that came in between is seen too, for the insert waited for it.
        RowBatch stored = await StoredRows.ReadAsync(
            store, connection, transaction, wanted, RowReader.AllOrdinals(Leases.Series), isLocking: false, cancellationToken).ConfigureAwait(false);
        HashSet<LeaseKey> asked = [.. keys];
        return [.. LeaseRows.Read(stored).Where(lease => lease.RunId != runId && asked.Contains(lease.Key))];
    }

    private async Task<bool> RenewAsync(
        DbConnection connection, DbTransaction transaction, string runId, CancellationToken cancellationToken)
    {
        int changed = await connection.ExecuteAsync(Command(
            $"UPDATE {_dialect.Name(Leases.Runs)} SET {Name("renewed_at")} = {_dialect.UtcNow} WHERE {Name("run_id")} = @runId",
            new { runId }, transaction, cancellationToken)).ConfigureAwait(false);

        // Some engines count changed rows only, and a repeated renewal may come within the clock's own grain.
        return changed > 0 || await connection.QueryFirstOrDefaultAsync<int?>(Command(
            $"SELECT 1 FROM {_dialect.Name(Leases.Runs)} WHERE {Name("run_id")} = @runId", new { runId }, transaction, cancellationToken))
            .ConfigureAwait(false) is not null;
    }

    private async Task<bool> DeleteAsync(
        DbConnection connection, DbTransaction transaction, string runId, CancellationToken cancellationToken)
    {
        int ended = await connection.ExecuteAsync(Command(
            $"DELETE FROM {_dialect.Name(Leases.Runs)} WHERE {Name("run_id")} = @runId", new { runId }, transaction, cancellationToken))
            .ConfigureAwait(false);
        await DeleteSeriesAsync(connection, transaction, runId, cancellationToken).ConfigureAwait(false);
        return ended > 0;
    }

    private async Task<int> DeleteSeriesAsync(
        DbConnection connection, DbTransaction transaction, string runId, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Command(
            $"DELETE FROM {_dialect.Name(Leases.Series)} WHERE {Name("run_id")} = @runId", new { runId }, transaction, cancellationToken))
            .ConfigureAwait(false);

    private string SelectHolders(string where) =>
        $"SELECT {Name("run_id")} AS RunId, {Name("process_id")} AS ProcessId, {Name("process_started")} AS ProcessStarted, "
        + $"{Name("host")} AS Host, {Name("boot")} AS Boot, {Name("process_space")} AS ProcessSpace, {Name("renewed_at")} AS RenewedAt, "
        + $"{Name("lease_seconds")} AS LeaseSeconds, {_dialect.UtcNow} AS SeenAt FROM {_dialect.Name(Leases.Runs)}{where}";

    private string Name(string column) => _dialect.Quote(column);

    private static CommandDefinition Command(string sql, object? parameters, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
