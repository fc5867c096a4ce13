using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Log events of the source, ids 2000 to 2099. Requests are logged by path and parameters; no header is ever logged.</summary>
internal static partial class SourceLog
{
    [LoggerMessage(2000, LogLevel.Debug, "GET {Request}: HTTP {Status}, {Bytes} bytes")]
    public static partial void Answered(this ILogger log, string request, int status, long bytes);

    [LoggerMessage(2001, LogLevel.Warning, "GET {Request} failed ({Kind}): {Message}. Try {Attempt} follows in {Seconds:0.0} s")]
    public static partial void Retrying(this ILogger log, string request, SourceErrorKind kind, string message, int attempt, double seconds);

    [LoggerMessage(2002, LogLevel.Information, "Waited {Seconds:0.0} s for the rate limit of {Host} before {Request}")]
    public static partial void WaitedForBudget(this ILogger log, double seconds, string host, string request);

    /// <param name="level">Warning for a wait that is longer than the minute's window: a pause after a refusal, or a long window that is used up.</param>
    [LoggerMessage(EventId = 2004, Message = "Waiting up to {Seconds:0.0} s, until {Until:u}, for the rate limit of {Host} before {Request}")]
    public static partial void WaitsForBudget(this ILogger log, LogLevel level, double seconds, DateTime until, string host, string request);

    [LoggerMessage(2005, LogLevel.Warning,
        "The server's clock is {Seconds:0} s ahead of this machine's (behind, if negative). The earlier one decides what has closed; set the clock")]
    public static partial void ClocksDiffer(this ILogger log, double seconds);

    [LoggerMessage(2006, LogLevel.Warning,
        "Waiting for {Seconds:0} s now for answers to requests of other processes with the same key ({Processes}). One that stands still is passed over after its time-out")]
    public static partial void WaitsForOthers(this ILogger log, double seconds, string processes);

    [LoggerMessage(2010, LogLevel.Warning,
        "The rate budget is not shared with other processes: {Path} cannot be used ({Reason}). This process keeps its own; set STATE_DIR to a folder that it may write")]
    public static partial void BudgetNotShared(this ILogger log, string path, string reason);
}
