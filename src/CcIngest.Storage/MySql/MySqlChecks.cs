using System.Data.Common;
using System.Globalization;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Checks of a server of the MySQL family: beside what all servers have, rights and character set.</summary>
internal sealed class MySqlChecks(StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers)
    : ServerChecks(options, check, time, loggers)
{
    private readonly IMySqlDriver _driver = MySqlDrivers.Current;

    protected override string Place => MySqlErrors.Place(Options);

    protected override int Port => Options.Port ?? MySqlErrors.DefaultPort;

    protected override IReadOnlyList<(string Name, Func<DbConnection, CancellationToken, Task<CheckFinding>> Look)> Looks =>
        [("Rights", LookAtRightsAsync), ("SchemaRights", LookAtSchemaRightsAsync), ("Charset", LookAtCharsetAsync)];

    protected override DbConnection Connect() => _driver.CreateConnection(Options, withSchema: false);

    protected override IngestException? Translate(Exception exception, string doing) => MySqlErrors.Translate(exception, doing, _driver, Options);

    protected override async Task<string?> ReadCipherAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // SHOW STATUS gives (name, value); SingleStore has the same variable.
        (string Name, string Value) cipher = await connection.QueryFirstOrDefaultAsync<(string, string)>(
            new CommandDefinition("SHOW SESSION STATUS LIKE 'Ssl_cipher'", cancellationToken: cancellationToken)).ConfigureAwait(false);
        return cipher.Value;
    }

    protected override async Task<DateTime> ReadClockAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // As text: a driver would have its own thoughts about the zone.
        string said = await connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)", cancellationToken: cancellationToken)).ConfigureAwait(false) ?? "";
        return DateTime.Parse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    protected override async Task<CheckFinding> LookAtServerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlServer server = await MySqlServer.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        server.Check(Options);
        return server.TakesLocalFiles
            ? CheckFinding.Passed($"The server is {server.Version}.")
            : CheckFinding.Warning(
                $"The server is {server.Version}, and LOAD DATA LOCAL is switched off: rows are inserted more slowly.", "Set local_infile = ON on the server.");
    }

    private async Task<CheckFinding> LookAtRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlRights rights = new(connection, _driver, Options);
        IReadOnlyList<string> missing = await rights.MissingForRowsAsync(cancellationToken).ConfigureAwait(false);
        return missing.Count == 0
            ? CheckFinding.Passed($"The user '{Options.User}' may read and write rows ({string.Join(", ", MySqlRights.OnRows)}).")
            : Lacks(missing);
    }

    private async Task<CheckFinding> LookAtSchemaRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlRights rights = new(connection, _driver, Options);
        IReadOnlyList<string> missing = await rights.MissingForTablesAsync(cancellationToken).ConfigureAwait(false);
        if (missing.Count == 0)
        {
            return CheckFinding.Passed($"The user '{Options.User}' may make and change tables ({string.Join(", ", MySqlRights.OnTables)}).");
        }

        return Version == DatasetCatalog.SchemaVersion
            ? CheckFinding.Passed($"The user '{Options.User}' may not {string.Join(", ", missing)}; the tables are there, so only a newer version will need that.")
            : Lacks(missing);
    }

    private CheckFinding Lacks(IReadOnlyList<string> missing) => CheckFinding.Failed(
        $"The user '{Options.User}' may not {string.Join(", ", missing)} in '{Options.Schema}'.",
        $"Have an administrator grant {string.Join(", ", missing)} on {Options.Schema}.* to this user.");

    private async Task<CheckFinding> LookAtCharsetAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        string session = await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            "SELECT CONCAT(@@character_set_client, ' ', @@character_set_connection)", cancellationToken: cancellationToken)).ConfigureAwait(false) ?? "";
        if (session != "utf8mb4 utf8mb4")
        {
            return CheckFinding.Failed($"The connection speaks {session}, not utf8mb4.", "Remove init_connect and skip-character-set-client-handshake on the server.");
        }

        string[] other = [.. await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT DISTINCT CONCAT(table_name, '.', column_name, ' (', character_set_name, ')') FROM information_schema.columns
            WHERE table_schema = @schema AND table_name IN @tables AND character_set_name NOT LIKE 'utf8%' ORDER BY 1 LIMIT 5
            """,
            new { schema = Options.Schema, tables = DatasetCatalog.All.Select(dataset => dataset.Table) },
            cancellationToken: cancellationToken)).ConfigureAwait(false)];
        return other.Length == 0
            ? CheckFinding.Passed("Connection and tables are UTF-8.")
            : CheckFinding.Failed($"Columns that cannot hold every name: {string.Join(", ", other)}.", "ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4, or make the tables anew.");
    }
}
