using System.Data.Common;
using System.Text;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// Writes rows by LOAD DATA LOCAL where that is the fastest and means the same, else by multi-row INSERT with literals. A server that refuses
/// LOAD DATA LOCAL gets everything by INSERT, and one warning says what that costs.
/// </summary>
internal sealed class MySqlLoader(IMySqlDriver driver, MySqlDialect dialect, MySqlServer server, ILogger logger)
{
    /// <summary>Below this a load's round trips cost more than they save.</summary>
    private const int FewRows = 20;

    private const int RowsPerInsert = 1000;

    /// <summary>A guess for the first buffer, a little above what candles take (12.6): one that has to grow doubles.</summary>
    private const int BytesPerCell = 14;

    /// <summary>Characters of one INSERT at most; a character is three bytes at most, and the packet has room for the rest of the statement.</summary>
    private readonly int _insertLength = (int)Math.Clamp(server.MaxPacket / 4, 1 << 16, 1 << 21);

    private volatile bool _canLoad = server.TakesLocalFiles;
    private int _isWarned;

    /// <summary>The text of rows that are expected to be new; null where it is not by a text that they are loaded.</summary>
    public LoadDataText? FormOf(RowBatch rows) => _canLoad && IsLoadRight(new RowLoad(rows, LoadMode.Fresh)) ? TextOf(rows) : null;

    /// <returns>With <see cref="LoadMode.Fresh"/> how many rows were written, a key that was there left alone.</returns>
    public async Task<int> LoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        bool isLoadRight = IsLoadRight(load);
        if (isLoadRight && _canLoad && await TryLoadAsync(connection, transaction, load, cancellationToken).ConfigureAwait(false) is { } loaded)
        {
            return loaded;
        }

        if (isLoadRight && Interlocked.Exchange(ref _isWarned, 1) == 0)
        {
            logger.LogWarning(StorageEvents.LoadRefused,
                "The server does not take LOAD DATA LOCAL, so rows are written by INSERT at about half the speed. "
                + "To change that: SET GLOBAL local_infile = 1, and the right DELETE for the account.");
        }

        return await InsertAsync(connection, transaction, load, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>REPLACE deletes and inserts: it would lose created_at.</summary>
    private static bool IsLoadRight(RowLoad load) => load.Mode != LoadMode.InsertMissing && load.Rows.Count >= FewRows
        && load.Dataset.Columns.All(column => column.Role != ColumnRole.CreatedAt);

    private static LoadDataText TextOf(RowBatch rows)
    {
        int columns = rows.Dataset.Columns.Count;
        LoadDataText text = new((int)Math.Min(rows.Count * (long)columns * BytesPerCell, LargeBuffers.Largest));
        text.Append(rows, [.. Enumerable.Range(0, columns)]);
        return text;
    }

    /// <returns>The server's count, or null when it does not take a local load.</returns>
    private async Task<int?> TryLoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        (Dataset dataset, LoadMode mode) = (load.Dataset, load.Mode);
        LoadDataText text = load.Ready?.TakeFor<LoadDataText>(load.Rows) ?? TextOf(load.Rows);
        BulkLoad bulk = new(
            dialect.Name(dataset), [.. dataset.Columns.Select(column => dialect.Quote(column.Name))], text.AsStream(),
            mode == LoadMode.Replace ? EqualKey.Replace : EqualKey.Ignore);
        int affected;
        try
        {
            affected = await driver.LoadAsync(connection, bulk, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException refused) when (MySqlErrors.IsLoadRefused(driver.ErrorNumber(refused)))
        {
            text.Dispose();
            _canLoad = false;
            logger.LogDebug(StorageEvents.LoadRefused, refused, "LOAD DATA LOCAL was refused.");
            return null;
        }

        // Not after a call that was given up: it may still read the buffer, which nobody else may get then.
        text.Dispose();

        // The server keeps only so many warnings: behind many keys that were there another one could hide. Those rows are read and compared next.
        await CheckWarningsAsync(
            connection, transaction, dataset, code => mode != LoadMode.Replace && code == MySqlErrors.KeyNotUnique, cancellationToken).ConfigureAwait(false);
        return affected;
    }

    private async Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        (Dataset dataset, RowBatch rows, LoadMode mode) = (load.Dataset, load.Rows, load.Mode);
        StringBuilder values = new();
        int rowsInStatement = 0;
        int affected = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            int before = values.Length;
            values.Append(rowsInStatement == 0 ? "" : ",\n");
            RowLiterals.Append(values, rows, row);
            rowsInStatement++;
            if (values.Length > _insertLength && rowsInStatement > 1)
            {
                // The row that was too much begins the next statement.
                values.Length = before;
                row--;
                await SendAsync().ConfigureAwait(false);
            }
            else if (rowsInStatement == RowsPerInsert || row == rows.Count - 1)
            {
                await SendAsync().ConfigureAwait(false);
            }
        }

        return affected;

        async Task SendAsync()
        {
            // Not kept by its text: that is megabytes, and never comes again.
            affected += await connection.ExecuteAsync(new CommandDefinition(
                dialect.Insert(dataset, mode, values.ToString()), transaction: transaction, flags: CommandFlags.NoCache, cancellationToken: cancellationToken)).ConfigureAwait(false);
            if (mode != LoadMode.Replace)
            {
                // IGNORE makes warnings of what would be errors. A key that is there is what was asked for; nothing else is.
                await CheckWarningsAsync(
                    connection, transaction, dataset, code => code == MySqlErrors.KeyNotUnique, cancellationToken).ConfigureAwait(false);
            }

            values.Clear();
            rowsInStatement = 0;
        }
    }

    /// <exception cref="IngestException">The server changed data to make them fit; the transaction must not be committed.</exception>
    private static async Task CheckWarningsAsync(
        DbConnection connection, DbTransaction transaction, Dataset dataset, Func<int, bool> isExpected, CancellationToken cancellationToken)
    {
        IEnumerable<(string Level, int Code, string Message)> warnings = await connection.QueryAsync<(string, int, string)>(
            new CommandDefinition("SHOW WARNINGS", transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        foreach ((_, int code, string message) in warnings)
        {
            if (!isExpected(code))
            {
                throw new IngestException(IngestErrorId.StoreWriteFailed,
                    $"{dataset.Table}: the server would have changed a value to make it fit: {message} ({code})",
                    "Nothing of the batch was stored. Report this with the log.", new ServerWarningException(code, message));
            }
        }
    }
}
