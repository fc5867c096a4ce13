using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Where a store is and how to talk to it.</summary>
public sealed record StoreOptions
{
    /// <summary>One of <see cref="StoreEngines.All"/>.</summary>
    public string Engine { get; init; } = StoreEngines.Sqlite;

    /// <summary>The SQLite file; created when it is not there.</summary>
    public string File { get; init; } = "ccingest.db";

    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Null for the engine's own port.</summary>
    public int? Port { get; init; }

    public string User { get; init; } = "ccingest";

    public Secret? Password { get; init; }

    /// <summary>The PostgreSQL database that has the schema; the MySQL family has no such level, there a database is a schema.</summary>
    public string Database { get; init; } = "market";

    /// <summary>The database or schema that holds the tables; letters, digits and underscores, at most 64 (PostgreSQL: 63).</summary>
    public string Schema { get; init; } = "market";

    /// <summary>None, Preferred, Required, VerifyCA or VerifyFull; servers only.</summary>
    public string SslMode { get; init; } = "Preferred";

    /// <summary>A PEM file with the certificate authority; servers only.</summary>
    public string? SslCa { get; init; }

    public int PoolMinSize { get; init; }

    public int PoolMaxSize { get; init; } = 10;

    /// <summary>Transactions that write at once, each with series of its own; null for what the engine gains from. Servers only.</summary>
    public int? Writers { get; init; }

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan PoolTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// For how long work is tried again while the store is away or busy (no connection, a lock, a deadlock, a restart). Then it is
    /// StoreUnreachable or StoreBusy, and ends the run: what was committed stays, the rest is asked for by the next run.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Collation of identifier columns in the MySQL family, fixed when the schema is made: utf8mb4_general_ci or utf8mb4_bin. Null for the one
    /// that the schema has; a new one gets utf8mb4_general_ci.
    /// </summary>
    public string? KeyCollation { get; init; }

    /// <summary>TimescaleDB: what is done with old chunks of the tables that are made.</summary>
    public ChunkPolicy Chunks { get; init; } = new();
}

/// <summary>What TimescaleDB does by itself with chunks of time series, set when a table is made. Nothing unless said otherwise.</summary>
public sealed record ChunkPolicy
{
    /// <summary>Chunks that are older are compressed into columns; after the time in which the source still corrects. Null for never.</summary>
    public TimeSpan? ColumnstoreAfter { get; init; }

    /// <summary>Chunks that are older are dropped, whatever coverage says of them. Null for never.</summary>
    public TimeSpan? DropAfter { get; init; }
}

/// <summary>The engines by the words that users write.</summary>
public static class StoreEngines
{
    public const string Sqlite = "sqlite";
    public const string MySql = "mysql";
    public const string SingleStore = "singlestore";
    public const string PostgreSql = "postgresql";

    /// <summary>PostgreSQL with hypertables where the server has the extension TimescaleDB, with plain tables where it has not.</summary>
    public const string Timescale = "timescale";

    public static IReadOnlyList<string> All { get; } = [Sqlite, MySql, SingleStore, PostgreSql, Timescale];

    /// <summary>Whether the engine is PostgreSQL, with its extension or without.</summary>
    public static bool IsPostgreSql(string engine) => engine is PostgreSql or Timescale;
}
