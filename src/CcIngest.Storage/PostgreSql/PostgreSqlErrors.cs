using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using CcIngest.Model;
using Npgsql;

namespace CcIngest.Storage;

/// <summary>What the SQLSTATEs of PostgreSQL mean here: which pass by themselves, and what they say to people.</summary>
internal static class PostgreSqlErrors
{
    public const int DefaultPort = 5432;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    public const string UniqueViolation = "23505";
    private const string DeadlockDetected = "40P01";
    private const string SerializationFailure = "40001";
    private const string LockNotAvailable = "55P03";
    private const string TooManyConnections = "53300";

    /// <summary>Host, port and database.</summary>
    public static string Place(StoreOptions options) => FormattableString.Invariant($"{Server(options)}/{options.Database}");

    /// <summary>Host and port.</summary>
    public static string Server(StoreOptions options) => FormattableString.Invariant($"{options.Host}:{options.Port ?? DefaultPort}");

    /// <summary>Whether the same transaction may succeed a little later.</summary>
    public static bool IsTransient(Exception exception) => ErrorOf(exception) is { } error
        ? error.SqlState is DeadlockDetected or SerializationFailure or LockNotAvailable or TooManyConnections
            // The server shuts down or starts, or an administrator has ended the session: the next one may be served.
            or "57P01" or "57P02" or "57P03" or "57P05" || error.SqlState.StartsWith("08", StringComparison.Ordinal)
            // Two programs make the same schema at the same time: the second one finds it made.
            || error is { SqlState: UniqueViolation, SchemaName: "pg_catalog" } || error.SqlState is "42P06" or "42P07"
        : !IsCertificateRefusal(exception) && (IsLost(exception) || exception is LostCallException);

    /// <summary>Whether the server refuses a row for its values: data that do not fit (22), constraints (23), a trigger (P0001), an index (54000).</summary>
    public static bool IsRowRefused(Exception exception) => ErrorOf(exception) is { } error && !IsTransient(exception)
        && (error.SqlState is "P0001" or "54000" || error.SqlState.StartsWith("22", StringComparison.Ordinal) || error.SqlState.StartsWith("23", StringComparison.Ordinal));

    /// <summary>The server's own words, without a row's values that its detail may have.</summary>
    public static string Words(Exception exception) => ErrorOf(exception)?.MessageText ?? exception.Message;

    public static PostgresException? ErrorOf(Exception exception) => Find<PostgresException>(exception);

    /// <summary>
    /// What happened, for people, or null for what neither the driver nor the network threw. The texts hold the server's words, which name the
    /// account but never its password.
    /// </summary>
    /// <param name="doing">What was being done: "writing".</param>
    public static IngestException? Translate(Exception exception, string doing, StoreOptions options)
    {
        if (ErrorOf(exception) is { } error)
        {
            return Translate(error, exception, doing, options);
        }

        string place = Server(options);
        if (IsCertificateRefusal(exception))
        {
            return new IngestException(IngestErrorId.StoreUnreachable,
                $"{doing}: the certificate of the server at {place} is not trusted, so nothing was sent to it.",
                "Name the PEM file of the certificate's authority (DB_SSL_CA), have this machine trust it, "
                + "or choose DB_SSL_MODE=Required: encrypted, but without knowing whom with.",
                exception);
        }

        if (exception is not DbException and not TimeoutException and not SocketException)
        {
            return null;
        }

        if (Find<SocketException>(exception) is { } network && exception is not NpgsqlException { InnerException: IOException })
        {
            return new IngestException(IngestErrorId.StoreUnreachable, $"{doing}: no server answers at {place}: {network.Message}",
                "Check that the server runs and that DB_HOST and DB_PORT are right.", exception);
        }

        if (Find<TimeoutException>(exception) is { } late)
        {
            return new IngestException(IngestErrorId.StoreUnreachable, $"{doing}: {place} does not answer. {late.Message}",
                "Check that it is a PostgreSQL server and that it is not overloaded.", exception);
        }

        return exception.Message switch
        {
            var said when said.Contains("password", StringComparison.OrdinalIgnoreCase) => new(IngestErrorId.StoreLoginRefused,
                $"{doing}: the server at {place} wants a password for the user '{options.User}'.", "Give it with DB_PASSWORD or a credential.", exception),
            var said when said.Contains("SSL", StringComparison.Ordinal) => new(IngestErrorId.StoreUnreachable,
                $"{doing}: the server at {place} offers no encryption: {said}", "Have it switched on at the server, or choose another DB_SSL_MODE.", exception),
            var said when IsLost(exception) => new(IngestErrorId.StoreUnreachable, $"{doing}: the connection to {place} broke: {said}",
                "Run again: what was committed is kept, and the rest is asked for again.", exception),
            var said => new(IngestErrorId.StoreFailed, $"{doing}: the connection to {place} reports: {said}", "See the server's log for more.", exception),
        };
    }

    private static IngestException Translate(PostgresException error, Exception exception, string doing, StoreOptions options)
    {
        string place = Server(options);
        string said = error.MessageText;
        return error.SqlState switch
        {
            "28P01" or "28000" => new(IngestErrorId.StoreLoginRefused, $"{doing}: the server at {place} refuses the user '{options.User}': {said}",
                "Check DB_USER and DB_PASSWORD, and what pg_hba.conf says of this user and machine.", exception),
            "3D000" => new(IngestErrorId.StoreSchemaMissing, $"{doing}: the server at {place} has no database '{options.Database}'.",
                $"Have an administrator run CREATE DATABASE \"{options.Database}\", or give another name with DB_NAME.", exception),
            "42501" => new(IngestErrorId.StoreRightsMissing,
                $"{doing}: the user '{options.User}' may not do this on {Place(options)}, schema '{options.Schema}': {said}",
                "Have an administrator give the right; about_CcIngest_Stores has the statements.", exception),
            "25006" => new(IngestErrorId.StoreRightsMissing, $"{doing}: the server at {place} takes no writes: {said}",
                "Name the primary server: a standby can only be read.", exception),
            "42P01" or "3F000" => new(IngestErrorId.StoreSchemaMissing, $"{doing}: the schema '{options.Schema}' on {Place(options)} lacks a table: {said}",
                "Create the tables with Initialize-CcStore.", exception),
            "42703" => new(IngestErrorId.StoreSchemaMismatch, $"{doing}: the tables in '{options.Schema}' on {Place(options)} are not this version's: {said}",
                "Run Initialize-CcStore, or use another schema.", exception),
            DeadlockDetected or SerializationFailure or LockNotAvailable => new(IngestErrorId.StoreBusy,
                $"{doing}: other writers hold rows that are needed on {place}: {said}",
                "Run again; if it comes back, see what else writes to these tables.", exception),
            TooManyConnections => new(IngestErrorId.StoreBusy, $"{doing}: the server at {place} takes no more connections: {said}",
                "Wait, lower DB_CONNECTION_POOL_MAX_SIZE, or have the server's limit raised.", exception),
            "53100" => new(IngestErrorId.StoreWriteFailed, $"{doing}: the disk of the server at {place} is full: {said}",
                "Make room, then run the job again: it goes on where it was.", exception),
            "57P01" or "57P02" or "57P03" or "57P05" => new(IngestErrorId.StoreUnreachable, $"{doing}: the server at {place} is going down or coming up: {said}",
                "Run again: what was committed is kept, and the rest is asked for again.", exception),
            _ when IsRowRefused(error) => new(IngestErrorId.StoreWriteFailed, $"{doing}: the server at {place} does not take a row: {said}",
                "Nothing of the batch was stored. See whether somebody has changed the table (constraints, triggers); else report this with the log.", exception),
            _ => new(IngestErrorId.StoreFailed, $"{doing}: the server at {place} reports: {said} ({error.SqlState})", "See the server's log for more.", exception),
        };
    }

    private static bool IsCertificateRefusal(Exception exception) => Find<AuthenticationException>(exception) is not null;

    /// <summary>A connection that could not be made, or broke.</summary>
    private static bool IsLost(Exception exception) =>
        exception is SocketException or NpgsqlException { InnerException: SocketException or IOException or TimeoutException };

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
            {
                return found;
            }
        }

        return null;
    }
}
