using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Checks of a database server: network, login, server, and then what the engine has to look at. Each has a connection of its own.</summary>
internal abstract class ServerChecks(StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Leases go by the database's clock and times of rows by this machine's.</summary>
    private static readonly TimeSpan ClocksAgree = TimeSpan.FromSeconds(5);

    private string Target => $"{Place} {Options.Schema}";

    protected StoreOptions Options { get; } = options;

    /// <summary>The version of the tables, once it has been read; null when there are none.</summary>
    protected int? Version { get; private set; }

    /// <summary>Host and port.</summary>
    protected abstract string Place { get; }

    protected abstract int Port { get; }

    /// <summary>What is looked at when login and server are right, after the tables' version and before the clock.</summary>
    protected abstract IReadOnlyList<(string Name, Func<DbConnection, CancellationToken, Task<CheckFinding>> Look)> Looks { get; }

    public async IAsyncEnumerable<ConnectionCheck> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> left = ["Login", "Server", "Schema", .. Looks.Select(look => look.Name), "Clock"];
        ConnectionCheck network = await check.RunAsync("Network", Target, ReachAsync, cancellationToken).ConfigureAwait(false);
        yield return network;
        bool goesOn = network.Verdict != CheckVerdict.Failed;
        string why = $"{Place} cannot be reached.";
        if (goesOn)
        {
            ConnectionCheck login = await check.RunAsync(left[0], Target, token => AskAsync(LogInAsync, token), cancellationToken).ConfigureAwait(false);
            yield return login;
            left.RemoveAt(0);
            (goesOn, why) = (login.Verdict != CheckVerdict.Failed, "No login.");
        }

        if (goesOn)
        {
            ConnectionCheck server = await check.RunAsync(left[0], Target, token => AskAsync(LookAtServerAsync, token), cancellationToken).ConfigureAwait(false);
            yield return server;
            left.RemoveAt(0);
            (goesOn, why) = (server.Verdict != CheckVerdict.Failed, "The server is not one that this program works with.");
        }

        if (!goesOn)
        {
            foreach (string name in left)
            {
                yield return CheckFinding.Skipped(why).ToCheck(name, Target);
            }

            yield break;
        }

        yield return await check.RunAsync("Schema", Target, ReadSchemaAsync, cancellationToken).ConfigureAwait(false);
        foreach ((string name, Func<DbConnection, CancellationToken, Task<CheckFinding>> look) in Looks)
        {
            yield return await check.RunAsync(name, Target, token => AskAsync(look, token), cancellationToken).ConfigureAwait(false);
        }

        yield return await check.RunAsync("Clock", Target, token => AskAsync(CompareClocksAsync, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection that is not open yet, without a default schema: that need not be there.</summary>
    protected abstract DbConnection Connect();

    /// <summary>The failure for people, or null when the exception is none of the engine's.</summary>
    protected abstract IngestException? Translate(Exception exception, string doing);

    /// <summary>How the connection is encrypted, or null where it is not.</summary>
    protected abstract Task<string?> ReadCipherAsync(DbConnection connection, CancellationToken cancellationToken);

    protected abstract Task<CheckFinding> LookAtServerAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>The server's clock, UTC.</summary>
    protected abstract Task<DateTime> ReadClockAsync(DbConnection connection, CancellationToken cancellationToken);

    private async Task<CheckFinding> ReachAsync(CancellationToken cancellationToken)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            IPAddress[] found = IPAddress.TryParse(Options.Host, out IPAddress? literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(Options.Host, cancellationToken).ConfigureAwait(false);
            await socket.ConnectAsync(found, Port, cancellationToken).ConfigureAwait(false);
            return CheckFinding.Passed($"{Place} takes connections.");
        }
        catch (SocketException failure)
        {
            return CheckFinding.Failed(
                $"No connection to {Place}: {failure.Message}.", "Check that the server runs, DB_HOST and DB_PORT, and the firewall on the way.");
        }
    }

    private async Task<CheckFinding> AskAsync(Func<DbConnection, CancellationToken, Task<CheckFinding>> ask, CancellationToken cancellationToken)
    {
        try
        {
            DbConnection connection = Connect();
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return await ask(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not IngestException and not OperationCanceledException)
        {
            throw Translate(exception, "the check") ?? exception;
        }
    }

    private async Task<CheckFinding> LogInAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        string? cipher = await ReadCipherAsync(connection, cancellationToken).ConfigureAwait(false);
        bool isLocal = Options.Host is "localhost" || (IPAddress.TryParse(Options.Host, out IPAddress? address) && IPAddress.IsLoopback(address));
        if (!string.IsNullOrEmpty(cipher))
        {
            return CheckFinding.Passed($"The user '{Options.User}' is let in, encrypted with {cipher}.");
        }

        string text = $"The user '{Options.User}' is let in, without encryption.";
        return isLocal ? CheckFinding.Passed(text) : CheckFinding.Warning(text, "Choose DB_SSL_MODE=Required or stricter: passwords and data go over the network.");
    }

    private async Task<CheckFinding> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        Version = await StoreChecks.ReadVersionAsync(Options, time, loggers, cancellationToken).ConfigureAwait(false);
        return SchemaFinding.Of(Version);
    }

    private async Task<CheckFinding> CompareClocksAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        DateTime there = await ReadClockAsync(connection, cancellationToken).ConfigureAwait(false);
        TimeSpan took = time.GetElapsedTime(began);
        TimeSpan ahead = there - time.GetUtcNow().UtcDateTime;
        string text = FormattableString.Invariant($"{ahead.Duration().TotalSeconds:F0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's");
        return ahead.Duration() <= ClocksAgree + took
            ? CheckFinding.Passed("The server's clock agrees with this machine's. Its time zone plays no part: times are stored as UTC.")
            : CheckFinding.Warning($"The server's clock is {text}.", "Synchronise both (NTP): runs of several machines tell by it which of them are alive.");
    }
}
