using System.Data.Common;
using System.Globalization;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>What a server says of itself and of the database.</summary>
/// <param name="Version">For people, for example <c>15.18</c>.</param>
/// <param name="VersionNumber">For comparison, for example 150018.</param>
/// <param name="Encoding">Of the database.</param>
/// <param name="Timescale">The extension in this database; null where it is not.</param>
internal sealed record PostgreSqlServer(string Version, int VersionNumber, string Encoding, TimescaleExtension? Timescale)
{
    private const int OldestMajor = 13;

    public static async Task<PostgreSqlServer> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        (string version, string number, string encoding) = await connection.QuerySingleAsync<(string, string, string)>(new CommandDefinition(
            "SELECT current_setting('server_version'), current_setting('server_version_num'), current_setting('server_encoding')",
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return new PostgreSqlServer(
            version, int.Parse(number, CultureInfo.InvariantCulture), encoding,
            await TimescaleExtension.ReadAsync(connection, cancellationToken).ConfigureAwait(false));
    }

    /// <exception cref="IngestException">The server is too old, or the database cannot hold every name.</exception>
    public void Check(StoreOptions options)
    {
        if (VersionNumber / 10_000 < OldestMajor)
        {
            throw new IngestException(IngestErrorId.StoreFailed, $"The server at {options.Host} is PostgreSQL {Version}, which is too old.",
                FormattableString.Invariant($"Use PostgreSQL {OldestMajor} or newer."));
        }

        if (Encoding != "UTF8")
        {
            throw new IngestException(IngestErrorId.StoreFailed, $"The database '{options.Database}' on {options.Host} has the encoding {Encoding}, which does not have every name.",
                "Use a database that was made with ENCODING 'UTF8'.");
        }
    }

    /// <summary>For people: the version, and the extension where it is used.</summary>
    public string Describe(string engine) => engine == StoreEngines.Timescale
        ? $"{Version}, {(Timescale is { } there ? $"TimescaleDB {there.Version}" : "no TimescaleDB")}"
        : Version;
}
