using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>What a session writes of itself beside its data, as its settings ask for it: a log file, a file of metrics, metrics for a collector.</summary>
internal sealed class SessionTelemetry : IAsyncDisposable
{
    private readonly LogFile? _log;
    private readonly MetricsFile? _metrics;
    private readonly OtlpExport? _export;

    private SessionTelemetry(ILoggerFactory loggers, LogFile? log, MetricsFile? metrics, OtlpExport? export) =>
        (Loggers, _log, _metrics, _export) = (loggers, log, metrics, export);

    /// <summary>Those of the caller, and the file.</summary>
    public ILoggerFactory Loggers { get; }

    /// <exception cref="IngestException">SettingInvalid: a file cannot be written.</exception>
    public static async Task<SessionTelemetry> OpenAsync(Settings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        LogFile? log = settings.Log.Path is null ? null : await LogFile.OpenAsync(settings, time, loggers, cancellationToken).ConfigureAwait(false);
        ILoggerFactory all = log is null ? loggers : new JoinedLoggers(loggers, log);
        MetricsFile? metrics = null;
        try
        {
            metrics = settings.MetricsFile is { } path ? MetricsFile.Open(path, time, all) : null;
            OtlpExport? export = settings.Otlp.Endpoint is null ? null : OtlpExport.TryOpen(settings.Otlp, settings.Environment, time, all);
            return new SessionTelemetry(all, log, metrics, export);
        }
        catch
        {
            if (metrics is not null)
            {
                await metrics.DisposeAsync().ConfigureAwait(false);
            }

            if (log is not null)
            {
                await log.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Keeps in the file why there was no run: the caller tells it to people.</summary>
    /// <param name="failure">Null where nobody needs to know, as of a cancellation.</param>
    public void NotBegun(IngestException? failure)
    {
        if (failure is not null)
        {
            _log?.CreateLogger<IngestSession>().NotBegun(failure.Message, failure);
        }
    }

    /// <summary>Writes what is not written yet; the log last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_metrics is not null)
        {
            await _metrics.DisposeAsync().ConfigureAwait(false);
        }

        if (_export is not null)
        {
            await _export.DisposeAsync().ConfigureAwait(false);
        }

        if (_log is not null)
        {
            await _log.DisposeAsync().ConfigureAwait(false);
        }
    }
}
