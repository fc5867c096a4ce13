using Microsoft.Extensions.Logging;

namespace CcIngest.Runner;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    Text,
    Json,
}

/// <summary>Log lines on the error stream, one per event, time in UTC: stdout belongs to the summary.</summary>
internal static class RunnerLogging
{
    private const string Iso8601 = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    public static ILoggerFactory Create(LogFormat format, LogLevel level) => LoggerFactory.Create(builder =>
    {
        builder.SetMinimumLevel(level);
        builder.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        _ = format == LogFormat.Json
            ? builder.AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat) = (true, Iso8601.TrimEnd()))
            : builder.AddSimpleConsole(options =>
                (options.SingleLine, options.UseUtcTimestamp, options.TimestampFormat) = (true, true, Iso8601));
    });
}
