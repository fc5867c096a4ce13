using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CcIngest.Runner;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    Text,
    Json,
}

/// <summary>
/// Log lines on the error stream, one per event, time in UTC, with the run, step, series and attempt that each belongs to: stdout belongs to the summary.
/// </summary>
internal static class RunnerLogging
{
    private const string Iso8601 = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    public static ILoggerFactory Create(LogFormat format, LogLevel level) => LoggerFactory.Create(builder =>
    {
        builder.SetMinimumLevel(level);
        builder.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        _ = format == LogFormat.Json
            ? builder.AddJsonConsole(options => (options.IncludeScopes, options.UseUtcTimestamp, options.TimestampFormat) = (true, true, Iso8601.TrimEnd()))
            : builder.AddSimpleConsole(options =>
                (options.SingleLine, options.IncludeScopes, options.UseUtcTimestamp, options.TimestampFormat, options.ColorBehavior) = (true, true, true, Iso8601, Colors()));
    });

    /// <summary>Colours only where a person looks at the error stream and has not asked for none: https://no-color.org.</summary>
    private static LoggerColorBehavior Colors() =>
        Console.IsErrorRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            ? LoggerColorBehavior.Disabled
            : LoggerColorBehavior.Default;
}
