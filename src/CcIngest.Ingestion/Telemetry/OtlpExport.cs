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

    public OtlpExport(OtlpOptions options, string environment, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time, _log) = (options, time, loggers.CreateLogger<OtlpExport>());
        _exporter = OtlpExporter.Of(options, environment);
        _loop = RunAsync();
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
