using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>
/// What differs between the two MySQL drivers beyond ADO.NET. Everything above it sees <see cref="DbConnection"/> only, and may rely on this:
/// a connection's commands obey their token within seconds, and none waits for ever for a server that has gone silent.
/// </summary>
internal interface IMySqlDriver
{
    /// <summary>The package's name, for logs and for the store's description.</summary>
    string Name { get; }

    /// <summary>A connection that is not open yet. Opening takes <see cref="StoreOptions.PoolTimeout"/> at most.</summary>
    /// <param name="options">Where the server is.</param>
    /// <param name="withSchema">False for a connection without a default database: what creates the database.</param>
    /// <exception cref="Model.IngestException">The driver cannot do what the options ask.</exception>
    DbConnection CreateConnection(StoreOptions options, bool withSchema);

    /// <summary>Runs LOAD DATA LOCAL and returns the server's count of affected rows. Joins the connection's transaction.</summary>
    Task<int> LoadAsync(DbConnection connection, BulkLoad load, CancellationToken cancellationToken);

    /// <summary>The server's error number (1045, 1213 …), 2013 for a connection that broke, or 0 for what no MySQL driver throws.</summary>
    int ErrorNumber(Exception exception);

    /// <summary>Whether the exception says that the server's certificate is not trusted.</summary>
    bool IsCertificateRefusal(Exception exception);
}

/// <summary>One LOAD DATA LOCAL.</summary>
/// <param name="Table">Quoted, and with its schema where it needs one.</param>
/// <param name="Columns">Quoted, in the order of the fields.</param>
/// <param name="Text">Fields end with a tab and lines with a line feed, escaped with a backslash, UTF-8. Complete and seekable: the server keeps
/// what it had when a stream fails half way.</param>
/// <param name="OnEqualKey">What becomes of a row whose key is there.</param>
internal sealed record BulkLoad(string Table, IReadOnlyList<string> Columns, Stream Text, EqualKey OnEqualKey);

/// <summary>What LOAD DATA does with a row whose key is there.</summary>
internal enum EqualKey
{
    Replace,

    /// <summary>Keeps the stored row. The server then also turns bad data into warnings: read them.</summary>
    Ignore,
}
