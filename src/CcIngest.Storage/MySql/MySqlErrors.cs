using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What the error numbers of the MySQL family mean here: which pass by themselves, and what they say to people.</summary>
internal static partial class MySqlErrors
{
    public const int DefaultPort = 3306;

    /// <summary>CR_SERVER_LOST; also stands for a broken socket, for which the drivers have no number.</summary>
    public const int ConnectionLost = 2013;

    public const int KeyNotUnique = 1062;
    public const int DatabaseUnknown = 1049;

    /// <summary>Whether the same transaction may succeed a little later.</summary>
    public static bool IsTransient(int number, string message) => number switch
    {
        1040 or 1042 or 1203 or 1205 or 1213 or 2002 or 2003 or 2006 or ConnectionLost => true,
        // The server shuts down, or an operator killed the connection (1927 MariaDB): the next one may be served.
        1053 or 1152 or 1158 or 1159 or 1160 or 1161 or 1927 => true,
        // SingleStore names the leaf first; the number of the cause stands in brackets.
        _ => message.Contains("Leaf Error", StringComparison.Ordinal)
            && LeafNumber().Match(message) is { Success: true } leaf
            && int.Parse(leaf.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is 1040 or 1042 or 1205 or 1213,
    };

    /// <summary>
    /// Whether the server refuses a row for its values: null (1048), a second unique key (1062), range and length (1264, 1265, 1406, 1690, 2312
    /// SingleStore), type or text (1292, 1300, 1366, 1367, 1411, 1441, 3140), no default (1364), a parent row (1452), no partition (1526), a trigger
    /// (1644), a CHECK (3819 MySQL, 4025 MariaDB).
    /// </summary>
    public static bool IsRowRefused(int number) => number is 1048 or KeyNotUnique or 1264 or 1265 or 1292 or 1300 or 1364 or 1366 or 1367
        or 1406 or 1411 or 1441 or 1452 or 1526 or 1644 or 1690 or 2312 or 3140 or 3819 or 4025;

    /// <summary>Whether the server does not take LOAD DATA LOCAL … REPLACE, or not from this account (1142: REPLACE needs the right DELETE).</summary>
    public static bool IsLoadRefused(int number) => number is 1142 or 1148 or 3948 or 3950 or 4166;

    /// <summary>Host and port.</summary>
    public static string Place(StoreOptions options) => FormattableString.Invariant($"{options.Host}:{options.Port ?? DefaultPort}");

    /// <summary>
    /// What happened, for people, or null for what neither the driver nor the network threw. The texts hold the server's words, which name the
    /// account but never its password.
    /// </summary>
    /// <param name="doing">What was being done: "writing".</param>
    public static IngestException? Translate(Exception exception, string doing, IMySqlDriver driver, StoreOptions options)
    {
        int number = driver.ErrorNumber(exception);
        string place = Place(options);
        if (driver.IsCertificateRefusal(exception))
        {
            return new IngestException(IngestErrorId.StoreUnreachable,
                $"{doing}: the certificate of the server at {place} is not trusted, so nothing was sent to it.",
                "Have this machine trust the certificate's authority, name the authority's PEM file (DB_SSL_CA) where the driver can read it, "
                + "or choose DB_SSL_MODE=Required: encrypted, but without knowing whom with.",
                exception);
        }

        if (exception is TimeoutException)
        {
            return new IngestException(IngestErrorId.StoreUnreachable, $"{doing}: {place} does not answer. {exception.Message}",
                "Check that it is a MySQL server and that it is not overloaded.", exception);
        }

        if (number == 0 && exception is not DbException)
        {
            return null;
        }

        string said = Innermost(exception, driver);
        return number switch
        {
            1042 or 2002 or 2003 or 2005 => new(IngestErrorId.StoreUnreachable, $"{doing}: no server answers at {place}.",
                "Check that the server runs and that DB_HOST and DB_PORT are right.", exception),
            1045 or 1130 or 1396 or 1698 or 1862 => new(IngestErrorId.StoreLoginRefused,
                $"{doing}: the server at {place} refuses the user '{options.User}': {said}",
                "Check DB_USER and DB_PASSWORD, and from which hosts the account may come.", exception),
            DatabaseUnknown => new(IngestErrorId.StoreSchemaMissing, $"{doing}: the server at {place} has no database '{options.Schema}'.",
                "Create it with Initialize-CcStore, or give its name with DB_NAME.", exception),
            1044 or 1142 or 1143 or 1227 or 1370 => new(IngestErrorId.StoreRightsMissing,
                $"{doing}: the user '{options.User}' may not do this on {place}, database '{options.Schema}': {said}",
                $"Have an administrator grant {MissingRight(said)} on {options.Schema}.* to this user.", exception),
            1146 => new(IngestErrorId.StoreSchemaMissing, $"{doing}: the database '{options.Schema}' on {place} lacks a table: {said}",
                "Create the tables with Initialize-CcStore.", exception),
            1054 => new(IngestErrorId.StoreSchemaMismatch, $"{doing}: the tables in '{options.Schema}' on {place} are not this version's: {said}",
                "Run Initialize-CcStore, or use another database.", exception),
            1205 or 1213 => new(IngestErrorId.StoreBusy, $"{doing}: other writers hold rows that are needed on {place}: {said}",
                "Run again; if it comes back, see what else writes to these tables.", exception),
            1040 or 1203 or 1226 => new(IngestErrorId.StoreBusy, $"{doing}: the server at {place} takes no more connections: {said}",
                "Wait, lower DB_CONNECTION_POOL_MAX_SIZE, or have the server's limit raised.", exception),
            1153 => new(IngestErrorId.StoreWriteFailed,
                $"{doing}: a statement is larger than the server at {place} takes: {said}", "Raise max_allowed_packet on the server.", exception),
            _ when IsRowRefused(number) => new(IngestErrorId.StoreWriteFailed,
                $"{doing}: the server at {place} does not take a row: {said}", "Nothing of the batch was stored. Report this with the log.", exception),
            1053 or 1927 or 2006 or ConnectionLost => new(IngestErrorId.StoreUnreachable, $"{doing}: the connection to {place} broke: {said}",
                "Run again: what was committed is kept, and the rest is asked for again.", exception),
            // Neither driver has a number for a pool that has nothing to give.
            0 when exception.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) => new(IngestErrorId.StoreBusy,
                $"{doing}: all {options.PoolMaxSize} connections to {place} are in use.",
                "Raise DB_CONNECTION_POOL_MAX_SIZE or DB_CONNECTION_POOL_TIMEOUT_SECONDS, or work on fewer series at once.", exception),
            _ => new(IngestErrorId.StoreFailed, $"{doing}: the server at {place} reports: {said}", "See the server's log for more.", exception),
        };
    }

    /// <summary>The right that the server misses, from its words: "INSERT command denied …", "(at least one of) the SUPER privilege".</summary>
    internal static string MissingRight(string said)
    {
        Match match = DeniedCommand().Match(said);
        match = match.Success ? match : NeededPrivilege().Match(said);
        return match.Success ? match.Groups[1].Value : "the rights SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP and INDEX";
    }

    /// <summary>The server's own words: drivers wrap them in theirs.</summary>
    public static string Innermost(Exception exception, IMySqlDriver driver)
    {
        Exception said = exception;
        while (said.InnerException is { } inner && driver.ErrorNumber(inner) != 0)
        {
            said = inner;
        }

        return said.Message;
    }

    [GeneratedRegex(@"\[(\d{4})\]", RegexOptions.CultureInvariant)]
    private static partial Regex LeafNumber();

    [GeneratedRegex(@"^([A-Z][A-Z ,]*?) command denied", RegexOptions.CultureInvariant)]
    private static partial Regex DeniedCommand();

    [GeneratedRegex(@"the ([A-Z][A-Z ,_]*) privilege", RegexOptions.CultureInvariant)]
    private static partial Regex NeededPrivilege();
}
