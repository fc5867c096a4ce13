using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Checks of a SQLite file: the place, the rights, the tables, the room on the disk.</summary>
internal sealed class SqliteChecks(StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Some ten million candles; a run that fills the disk ends.</summary>
    private const long LittleSpace = 2L << 30;

    private readonly string _file = Path.GetFullPath(options.File);

    public async IAsyncEnumerable<ConnectionCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ConnectionCheck place = await check.RunAsync("File", _file, LookAtFileAsync, cancellationToken).ConfigureAwait(false);
        yield return place;
        if (place.Verdict == CheckVerdict.Failed)
        {
            foreach (string name in new[] { "Rights", "Schema", "Space" })
            {
                yield return CheckFinding.Skipped("The file cannot be used.").ToCheck(name, _file);
            }

            yield break;
        }

        yield return await check.RunAsync("Rights", _file, TryToWriteAsync, cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync(
            "Schema", _file,
            async token => SchemaFinding.Of(await StoreChecks.ReadVersionAsync(options, time, loggers, token).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync("Space", _file, _ => Task.FromResult(LookAtDisk()), cancellationToken).ConfigureAwait(false);
    }

    private async Task<CheckFinding> LookAtFileAsync(CancellationToken cancellationToken)
    {
        SqlitePath.Check(options);
        FileInfo file = new(_file);
        if (!file.Exists)
        {
            return CheckFinding.Passed("The file is not there yet; Initialize-CcStore makes it.");
        }

        await StoreChecks.ReadVersionAsync(options, time, loggers, cancellationToken).ConfigureAwait(false);
        return CheckFinding.Passed(string.Create(
            CultureInfo.InvariantCulture, $"The file has {file.Length / (1024.0 * 1024):N1} MiB, SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()}."));
    }

    /// <summary>
    /// Writes in a transaction that is rolled back, which leaves the file as it was byte for byte, and looks whether the folder takes files: SQLite
    /// needs some beside its own.
    /// </summary>
    private async Task<CheckFinding> TryToWriteAsync(CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(_file) ?? "";
        try
        {
            string probe = Path.Combine(folder, $".ccingest-check-{Guid.NewGuid():N}");
            FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            await file.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CheckFinding.Failed($"No file can be made in {folder}: {failure.Message}", "Give this user the right to write the folder, or name a file elsewhere.");
        }

        if (!File.Exists(_file))
        {
            return CheckFinding.Passed("The folder can be written.");
        }

        try
        {
            await ChangeNothingAsync(cancellationToken).ConfigureAwait(false);
            return CheckFinding.Passed("The file can be written: tables made, rows inserted, updated, read and deleted, and rolled back.");
        }
        catch (SqliteException failure) when (SqliteErrors.IsTransient(failure))
        {
            return CheckFinding.Warning("Another program is writing to the file just now, so it was not tried.", "Look again when it has ended.");
        }
        catch (SqliteException failure)
        {
            throw SqliteErrors.Translate(failure, "writing", _file) ?? (Exception)failure;
        }
    }

    private async Task ChangeNothingAsync(CancellationToken cancellationToken)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnectionStringBuilder place = new() { DataSource = _file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 };
        SqliteConnection connection = new(place.ConnectionString);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            DbTransaction transaction = connection.BeginTransaction(deferred: false);
            await using (transaction.ConfigureAwait(false))
            {
                string table = $"cc_check_{Guid.NewGuid():N}";
                string[] statements =
                [
                    $"CREATE TABLE {table} (a INTEGER)", $"INSERT INTO {table} VALUES (1)", $"UPDATE {table} SET a = 2", $"SELECT a FROM {table}",
                    $"DELETE FROM {table}",
                ];
                foreach (string statement in statements)
                {
                    await connection.ExecuteAsync(new CommandDefinition(statement, transaction: transaction, cancellationToken: cancellationToken))
                        .ConfigureAwait(false);
                }

                await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private CheckFinding LookAtDisk()
    {
        long free = new DriveInfo(Path.GetDirectoryName(_file) ?? _file).AvailableFreeSpace;
        string text = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):N1} GiB are free on the disk.");
        return free < LittleSpace
            ? CheckFinding.Warning(text, "Make room: a run that finds the disk full ends, and goes on where it was the next time.")
            : CheckFinding.Passed(text);
    }
}
