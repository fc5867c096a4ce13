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

    /// <summary>The database or schema that holds the tables; letters, digits and underscores, at most 64.</summary>
    public string Schema { get; init; } = "market";

    /// <summary>None, Preferred, Required, VerifyCA or VerifyFull; servers only.</summary>
    public string SslMode { get; init; } = "Preferred";

    /// <summary>A PEM file with the certificate authority; servers only.</summary>
    public string? SslCa { get; init; }

    public int PoolMinSize { get; init; }

    public int PoolMaxSize { get; init; } = 10;

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
}

/// <summary>The engines by the words that users write.</summary>
public static class StoreEngines
{
    public const string Sqlite = "sqlite";
    public const string MySql = "mysql";
    public const string SingleStore = "singlestore";

    public static IReadOnlyList<string> All { get; } = [Sqlite, MySql, SingleStore];
}
