using System.Data.Common;
using CcIngest.Storage;
using Microsoft.Data.Sqlite;

namespace CcIngest.Reliability;

/// <summary>A SQLite file. After a kill its copy is looked into: opening the file itself would recover its write-ahead log, which is the next run's part.</summary>
internal sealed class SqliteKilledStore(string folder) : KilledStore
{
    /// <summary>The database and its write-ahead log; the shared-memory index is rebuilt from them.</summary>
    private static readonly string[] Suffixes = ["", "-wal"];

    private readonly string _file = Path.Combine(folder, "killed.db");
    private readonly string _copy = Path.Combine(folder, "copy.db");

    public override StoreOptions Options => new() { Engine = StoreEngines.Sqlite, File = _file };

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["DB_ENGINE"] = StoreEngines.Sqlite,
        ["DB_FILE"] = _file,
    };

    public override Task EmptyAsync(CancellationToken cancellationToken)
    {
        Delete(_file);
        return Task.CompletedTask;
    }

    public override async Task<StoreCounts> CountAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file))
        {
            return StoreCounts.None;
        }

        Copy(_copy);
        SqliteConnection connection = Open(_copy);
        await using (connection.ConfigureAwait(false))
        {
            // The schema is one transaction: all tables or none.
            return await StoreCounts.NumberAsync(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'cc_runs'", cancellationToken).ConfigureAwait(false) == 0
                ? StoreCounts.None
                : await StoreCounts.ReadAsync(connection, "ROUND((julianday(to_time) - julianday(from_time)) * 24)", cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<string> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        SqliteConnection connection = Open(_file);
        await using (connection.ConfigureAwait(false))
        {
            SqliteCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = "PRAGMA integrity_check";
                string found = (string?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) ?? "";
                return found == "ok" ? "" : found;
            }
        }
    }

    public override void Keep(string folder) => Copy(Path.Combine(folder, "killed.db"));

    public override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult<DbConnection>(Open(_file));

    private void Copy(string file)
    {
        Delete(file);
        foreach (string suffix in Suffixes.Where(suffix => File.Exists(_file + suffix)))
        {
            File.Copy(_file + suffix, file + suffix);
        }
    }

    private static void Delete(string file)
    {
        foreach (string suffix in (string[])[.. Suffixes, "-shm"])
        {
            File.Delete(file + suffix);
        }
    }

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
