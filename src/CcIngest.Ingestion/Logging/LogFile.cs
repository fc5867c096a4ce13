using System.Globalization;
using System.Threading.Channels;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Loggers that write JSON lines to a rolling file, which several processes may share. Lines wait in a bounded queue and are written together; when the
/// queue is full, lines are left out and counted, because a log must not hold up what it speaks of. That the file cannot be written is told once as a
/// warning, and ends no run. Disposing of it writes what waits.
/// </summary>
public sealed class LogFile : ILoggerFactory, IAsyncDisposable
{
    /// <summary>Some megabytes; at the level Debug a busy run logs a few hundred lines a second.</summary>
    private const int LinesWaiting = 10_000;

    /// <summary>About so many bytes are written together: a file grows beyond its size by this at most.</summary>
    private const int BytesTogether = 256 * 1024;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);

    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(LinesWaiting) { SingleReader = true });
    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly RollingFile _file;
    private readonly Settings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _others;
    private readonly Task _writing;
    private long _leftOut;
    private bool _isTold;

    private LogFile(RollingFile file, Settings settings, TimeProvider time, ILogger others)
    {
        (_file, _settings, _time, _others) = (file, settings, time, others);
        _writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <param name="settings">With a path in <see cref="Settings.Log"/>.</param>
    /// <param name="others">Where it is told that the file cannot be written.</param>
    /// <exception cref="IngestException">SettingInvalid: the folder is not there, or the file cannot be written.</exception>
    public static async Task<LogFile> OpenAsync(Settings settings, TimeProvider time, ILoggerFactory others, CancellationToken cancellationToken)
    {
        string path = settings.Log.Path ?? throw new ArgumentException("There is no path.", nameof(settings));
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"LOG_FILE is '{path}', and its folder is not there.", "Make the folder, or name a file in one that is there.");
        }

        RollingFile file = new(path, settings.Log.FileBytes, settings.Log.Files, time);
        try
        {
            await file.AppendAsync(ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"LOG_FILE is '{path}', which cannot be written: {failure.Message}",
                "Check the rights of the file, of its folder and of the file beside it that ends in .lock.", failure);
        }

        return new LogFile(file, settings, time, others.CreateLogger<LogFile>());
    }

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The file is the only place that this log is written to.");

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        _stopping.CancelAfter(ClosingTime);
        await _writing.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Leaves what waits to the background; <see cref="DisposeAsync"/> waits for it.</summary>
    public void Dispose() => _lines.Writer.TryComplete();

    private async Task WriteAsync()
    {
        try
        {
            using MemoryStream together = new();
            while (await _lines.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
            {
                together.SetLength(0);
                int lines = 0;
                for (; together.Length < BytesTogether && _lines.Reader.TryRead(out byte[]? line); lines++)
                {
                    together.Write(line);
                }

                long leftOut = Interlocked.Read(ref _leftOut);
                if (leftOut > 0)
                {
                    together.Write(LeftOut(leftOut));
                }

                bool isWritten = await TryWriteAsync(together.GetBuffer().AsMemory(0, (int)together.Length)).ConfigureAwait(false);
                Interlocked.Add(ref _leftOut, isWritten ? -leftOut : lines);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Others had the file for too long: nobody waits any longer for the end of a log.
        }
    }

    private async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> lines)
    {
        try
        {
            await _file.AppendAsync(lines, _stopping.Token).ConfigureAwait(false);
            _isTold = false;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_isTold)
            {
                _isTold = true;
                _others.LogNotWritten(_settings.Log.Path ?? "", failure.Message);
            }

            return false;
        }
    }

    private byte[] LeftOut(long count) => LogLine.Write(
        _time.GetUtcNow().UtcDateTime, _settings.Environment, typeof(LogFile).FullName ?? "", LogLevel.Warning, new EventId(3045, "LinesLeftOut"),
        new KeyValuePair<string, object?>[] { new("Count", count) }, string.Create(CultureInfo.InvariantCulture, $"{count} lines are not here: the file was behind, or could not be written."),
        null, new LoggerExternalScopeProvider());

    private sealed class Lines(LogFile log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= log._settings.LogLevel;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !log._lines.Writer.TryWrite(LogLine.Write(
                log._time.GetUtcNow().UtcDateTime, log._settings.Environment, category, logLevel, eventId, state, formatter(state, exception), exception, log._scopes)))
            {
                Interlocked.Increment(ref log._leftOut);
            }
        }
    }
}
