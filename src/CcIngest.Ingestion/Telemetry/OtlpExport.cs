using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Sends metrics to a collector while a session is open, and at its end. A collector that does not answer is told of once as a warning; it ends no run,
/// and holds up the end of one no longer than the time-out.
/// </summary>
internal sealed class OtlpExport : IAsyncDisposable
{
    private readonly OtlpOptions _options;
    private readonly OtlpExporter _exporter;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _isTold;

    private OtlpExport(OtlpOptions options, OtlpExporter exporter, TimeProvider time, ILogger log)
    {
        (_options, _exporter, _time, _log) = (options, exporter, time, log);
        _loop = RunAsync();
    }

    /// <summary>Null, and a warning, when the exporter refuses the options: a run goes on without.</summary>
    public static OtlpExport? TryOpen(OtlpOptions options, string environment, TimeProvider time, ILoggerFactory loggers)
    {
        ILogger log = loggers.CreateLogger<OtlpExport>();
        OtlpExporter exporter;
        try
        {
            exporter = OtlpExporter.Of(options, environment);
        }
#pragma warning disable CA1031 // Whatever a foreign library throws, no run ends by it. Its text is left out, for it may hold a header.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.MetricsExportRefused(failure.GetType().Name);
            return null;
        }

        return new OtlpExport(options, exporter, time, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);

        // An export that is under way counts as well: together they take no longer.
        Task last = Task.Run(async () =>
        {
            await _loop.ConfigureAwait(false);
            Export();
        });
        if (await Task.WhenAny(last, Task.Delay(_options.Timeout)).ConfigureAwait(false) != last)
        {
            Tell();
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(_options.Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                // It blocks, and has a thread of its own for that.
                await Task.Factory.StartNew(Export, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Export()
    {
        if (!_exporter.TryExport(_options.Timeout))
        {
            Tell();
        }
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            _log.MetricsNotExported(_options.MetricsAddress, _options.Timeout.TotalSeconds);
        }
    }
}
