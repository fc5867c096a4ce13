using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Checks of a server of the MySQL family: network, login, server, tables, rights, character set, clock. Each has a connection of its own.</summary>
internal sealed class MySqlChecks(StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Leases go by the database's clock and times of rows by this machine's.</summary>
    private static readonly TimeSpan ClocksAgree = TimeSpan.FromSeconds(5);

    private readonly IMySqlDriver _driver = MySqlDrivers.Current;
    private readonly string _place = MySqlErrors.Place(options);
    private readonly string _target = $"{MySqlErrors.Place(options)} {options.Schema}";
    private int? _version;

    public async IAsyncEnumerable<ConnectionCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> left = ["Login", "Server", "Schema", "Rights", "SchemaRights", "Charset", "Clock"];
        ConnectionCheck network = await check.RunAsync("Network", _target, ReachAsync, cancellationToken).ConfigureAwait(false);
        yield return network;
        bool goesOn = network.Verdict != CheckVerdict.Failed;
        string why = $"{_place} cannot be reached.";
        if (goesOn)
        {
            ConnectionCheck login = await check.RunAsync(left[0], _target, token => AskAsync(LogInAsync, token), cancellationToken).ConfigureAwait(false);
            yield return login;
            left.RemoveAt(0);
            (goesOn, why) = (login.Verdict != CheckVerdict.Failed, "No login.");
        }

        if (goesOn)
        {
            ConnectionCheck server = await check.RunAsync(left[0], _target, token => AskAsync(LookAtServerAsync, token), cancellationToken).ConfigureAwait(false);
            yield return server;
            left.RemoveAt(0);
            (goesOn, why) = (server.Verdict != CheckVerdict.Failed, "The server is not one that this program works with.");
        }

        if (!goesOn)
        {
            foreach (string name in left)
            {
                yield return CheckFinding.Skipped(why).ToCheck(name, _target);
            }

            yield break;
        }

        yield return await check.RunAsync("Schema", _target, ReadSchemaAsync, cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync("Rights", _target, token => AskAsync(LookAtRightsAsync, token), cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync("SchemaRights", _target, token => AskAsync(LookAtSchemaRightsAsync, token), cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync("Charset", _target, token => AskAsync(LookAtCharsetAsync, token), cancellationToken).ConfigureAwait(false);
        yield return await check.RunAsync("Clock", _target, token => AskAsync(CompareClocksAsync, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<CheckFinding> ReachAsync(CancellationToken cancellationToken)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            IPAddress[] found = IPAddress.TryParse(options.Host, out IPAddress? literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(options.Host, cancellationToken).ConfigureAwait(false);
            await socket.ConnectAsync(found, options.Port ?? MySqlErrors.DefaultPort, cancellationToken).ConfigureAwait(false);
            return CheckFinding.Passed($"{_place} takes connections.");
        }
        catch (SocketException failure)
        {
            return CheckFinding.Failed(
                $"No connection to {_place}: {failure.Message}.", "Check that the server runs, DB_HOST and DB_PORT, and the firewall on the way.");
        }
    }

    private async Task<CheckFinding> AskAsync(Func<DbConnection, CancellationToken, Task<CheckFinding>> ask, CancellationToken cancellationToken)
    {
        try
        {
            DbConnection connection = _driver.CreateConnection(options, withSchema: false);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return await ask(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not IngestException and not OperationCanceledException)
        {
            throw MySqlErrors.Translate(exception, "the check", _driver, options) ?? exception;
        }
    }

    private async Task<CheckFinding> LogInAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // SHOW STATUS gives (name, value); SingleStore has the same variable.
        (string Name, string Value) cipher = await connection.QueryFirstOrDefaultAsync<(string, string)>(
            new CommandDefinition("SHOW SESSION STATUS LIKE 'Ssl_cipher'", cancellationToken: cancellationToken)).ConfigureAwait(false);
        bool isLocal = options.Host is "localhost" || (IPAddress.TryParse(options.Host, out IPAddress? address) && IPAddress.IsLoopback(address));
        if (!string.IsNullOrEmpty(cipher.Value))
        {
            return CheckFinding.Passed($"The user '{options.User}' is let in, encrypted with {cipher.Value}.");
        }

        string text = $"The user '{options.User}' is let in, without encryption.";
        return isLocal ? CheckFinding.Passed(text) : CheckFinding.Warning(text, "Choose DB_SSL_MODE=Required or stricter: passwords and data go over the network.");
    }

    private async Task<CheckFinding> LookAtServerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlServer server = await MySqlServer.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        server.Check(options);
        return server.TakesLocalFiles
            ? CheckFinding.Passed($"The server is {server.Version}.")
            : CheckFinding.Warning(
                $"The server is {server.Version}, and LOAD DATA LOCAL is switched off: rows are inserted more slowly.", "Set local_infile = ON on the server.");
    }

    private async Task<CheckFinding> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        _version = await StoreChecks.ReadVersionAsync(options, time, loggers, cancellationToken).ConfigureAwait(false);
        return SchemaFinding.Of(_version);
    }

    private async Task<CheckFinding> LookAtRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlRights rights = new(connection, _driver, options);
        IReadOnlyList<string> missing = await rights.MissingForRowsAsync(cancellationToken).ConfigureAwait(false);
        return missing.Count == 0
            ? CheckFinding.Passed($"The user '{options.User}' may read and write rows ({string.Join(", ", MySqlRights.OnRows)}).")
            : Lacks(missing);
    }

    private async Task<CheckFinding> LookAtSchemaRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        MySqlRights rights = new(connection, _driver, options);
        IReadOnlyList<string> missing = await rights.MissingForTablesAsync(cancellationToken).ConfigureAwait(false);
        if (missing.Count == 0)
        {
            return CheckFinding.Passed($"The user '{options.User}' may make and change tables ({string.Join(", ", MySqlRights.OnTables)}).");
        }

        return _version == DatasetCatalog.SchemaVersion
            ? CheckFinding.Passed($"The user '{options.User}' may not {string.Join(", ", missing)}; the tables are there, so only a newer version will need that.")
            : Lacks(missing);
    }

    private CheckFinding Lacks(IReadOnlyList<string> missing) => CheckFinding.Failed(
        $"The user '{options.User}' may not {string.Join(", ", missing)} in '{options.Schema}'.",
        $"Have an administrator grant {string.Join(", ", missing)} on {options.Schema}.* to this user.");

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
            new { schema = options.Schema, tables = DatasetCatalog.All.Select(dataset => dataset.Table) },
            cancellationToken: cancellationToken)).ConfigureAwait(false)];
        return other.Length == 0
            ? CheckFinding.Passed("Connection and tables are UTF-8.")
            : CheckFinding.Failed($"Columns that cannot hold every name: {string.Join(", ", other)}.", "ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4, or make the tables anew.");
    }

    private async Task<CheckFinding> CompareClocksAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // As text: a driver would have its own thoughts about the zone.
        long began = time.GetTimestamp();
        string said = await connection.ExecuteScalarAsync<string>(
            new CommandDefinition("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)", cancellationToken: cancellationToken)).ConfigureAwait(false) ?? "";
        TimeSpan took = time.GetElapsedTime(began);
        DateTime there = DateTime.Parse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        TimeSpan ahead = there - time.GetUtcNow().UtcDateTime;
        string text = FormattableString.Invariant($"{ahead.Duration().TotalSeconds:F0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's");
        return ahead.Duration() <= ClocksAgree + took
            ? CheckFinding.Passed("The server's clock agrees with this machine's. Its time zone plays no part: times are stored as UTC.")
            : CheckFinding.Warning($"The server's clock is {text}.", "Synchronise both (NTP): runs of several machines tell by it which of them are alive.");
    }
}
