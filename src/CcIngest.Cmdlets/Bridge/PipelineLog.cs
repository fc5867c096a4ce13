using System.Management.Automation;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>
/// The core's log as PowerShell's streams: debug lines to Debug, information to Verbose, warnings to Warning. Errors go to Verbose, because
/// each failure also comes back as an error record.
/// </summary>
public sealed class PipelineLog : ILoggerFactory
{
    // Logged where it happens, and told again as an error record with the leg as its target: one of the two is enough.
    private const string LegFailure = "LegFailed";

    private readonly PSCmdlet _cmdlet;
    private readonly PipelineCalls _calls;
    private readonly LogLevel _lowest;

    /// <param name="cmdlet">The cmdlet whose streams are written.</param>
    /// <param name="calls">The way to its thread.</param>
    /// <param name="lowest">Lines below this level are not even formatted.</param>
    public PipelineLog(PSCmdlet cmdlet, PipelineCalls calls, LogLevel lowest) => (_cmdlet, _calls, _lowest) = (cmdlet, calls, lowest);

    /// <summary>The lowest level that somebody will see, from <c>-Debug</c>, <c>-Verbose</c> and the preference variables. Pipeline thread only.</summary>
    public static LogLevel LowestWanted(PSCmdlet cmdlet)
    {
        if (IsWanted(cmdlet, "Debug"))
        {
            return LogLevel.Debug;
        }

        return IsWanted(cmdlet, "Verbose") ? LogLevel.Information : LogLevel.Warning;
    }

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The pipeline is the only place that this log is written to.");

    public void Dispose()
    {
        // Owns nothing: the calls belong to the bridge.
    }

    private static bool IsWanted(PSCmdlet cmdlet, string stream)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out object? given) && given is SwitchParameter wanted)
        {
            return wanted.IsPresent;
        }

        object? preference = cmdlet.SessionState.PSVariable.GetValue($"{stream}Preference");
        return preference?.ToString() is { Length: > 0 } text
            && !string.Equals(text, nameof(ActionPreference.SilentlyContinue), StringComparison.OrdinalIgnoreCase)
            && !string.Equals(text, nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase);
    }

    private void Write(LogLevel level, string text) => _calls.Tell(level switch
    {
        LogLevel.Warning => () => _cmdlet.WriteWarning(text),
        LogLevel.Trace or LogLevel.Debug => () => _cmdlet.WriteDebug(text),
        _ => () => _cmdlet.WriteVerbose(text),
    });

    private sealed class Line(PipelineLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= log._lowest;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            LogLevel level = eventId.Name == LegFailure ? LogLevel.Information : logLevel;
            if (IsEnabled(level))
            {
                log.Write(level, formatter(state, exception));
            }
        }
    }
}
