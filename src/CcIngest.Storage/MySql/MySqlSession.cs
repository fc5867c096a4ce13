namespace CcIngest.Storage;

/// <summary>
/// What every session of the store sets before anything else: strict about data that do not fit, backslash escapes on, times in UTC, whatever the
/// server's own settings are. SingleStore refuses a time zone; the others read a TIMESTAMP of somebody else's table in the session's.
/// </summary>
internal static class MySqlSession
{
    /// <summary>Seconds a statement waits for another writer's row; then it is rolled back and tried again.</summary>
    private const int LockWaitSeconds = 10;

    /// <summary>Seconds the server waits for a reader that takes its rows slowly, such as a pipeline at a prompt.</summary>
    private const int SlowReaderSeconds = 600;

    /// <summary>Bytes of a text that GROUP_CONCAT makes; some servers have 1,024, others a million. Longer ones are cut, and whoever reads them sees that.</summary>
    private const int JoinedBytes = 65_536;

    public static string Begin(string engine) => engine == StoreEngines.SingleStore
        ? "SET SESSION sql_mode = 'STRICT_ALL_TABLES'"
        : "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
            + FormattableString.Invariant($"SESSION innodb_lock_wait_timeout = {LockWaitSeconds}, SESSION net_write_timeout = {SlowReaderSeconds}, SESSION group_concat_max_len = {JoinedBytes}, SESSION time_zone = '+00:00'");

    public static string Kill(Killed what, int thread) =>
        FormattableString.Invariant($"KILL {(what == Killed.Query ? "QUERY" : "CONNECTION")} {thread}");
}
