using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Loggers that write to two places, each by its own level. Owns neither.</summary>
internal sealed class JoinedLoggers(ILoggerFactory one, ILoggerFactory other) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Pair(one.CreateLogger(categoryName), other.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Add it to one of the two.");

    public void Dispose()
    {
        // Both belong to who joined them.
    }

    private sealed class Pair(ILogger one, ILogger other) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => (one.BeginScope(state), other.BeginScope(state)) switch
            {
                (null, var only) => only,
                (var only, null) => only,
                var (first, second) => new Scopes(first, second),
            };

        public bool IsEnabled(LogLevel logLevel) => one.IsEnabled(logLevel) || other.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            foreach (ILogger log in (ReadOnlySpan<ILogger>)[one, other])
            {
                if (log.IsEnabled(logLevel))
                {
                    log.Log(logLevel, eventId, state, exception, formatter);
                }
            }
        }
    }

    private sealed class Scopes(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            second.Dispose();
            first.Dispose();
        }
    }
}
