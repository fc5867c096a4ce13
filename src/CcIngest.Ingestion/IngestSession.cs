using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>A store and a source, opened from settings, and the runner on them. Closes both.</summary>
public sealed class IngestSession : IAsyncDisposable
{
    private readonly MetricsFile? _metrics;

    private IngestSession(IMarketDataStore store, IMarketDataSource source, IIngestRunner runner, MetricsFile? metrics) =>
        (Store, Source, Runner, _metrics) = (store, source, runner, metrics);

    public IMarketDataStore Store { get; }

    public IMarketDataSource Source { get; }

    public IIngestRunner Runner { get; }

    /// <summary>Sends nothing to the source and makes no tables.</summary>
    /// <exception cref="IngestException">A setting is wrong, the store cannot be reached, or it refuses the login.</exception>
    public static async Task<IngestSession> OpenAsync(
        Settings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        IMarketDataSource source = MarketDataSources.Open(settings.Source, time, loggers);
        MetricsFile? metrics = null;
        try
        {
            metrics = settings.MetricsFile is { } path ? MetricsFile.Open(path, time, loggers) : null;
            IMarketDataStore store = await MarketDataStores.OpenAsync(settings.Store, time, loggers, cancellationToken)
                .ConfigureAwait(false);
            return new IngestSession(
                store, source, new IngestRunner(store, source, time, loggers, new IngestOptions
                {
                    BatchRows = settings.BatchSize,
                    MaxRejectedRows = settings.MaxRejectedRows,
                    RateStatusEvery = settings.RateStatusEvery,
                }), metrics);
        }
        catch
        {
            if (metrics is not null)
            {
                await metrics.DisposeAsync().ConfigureAwait(false);
            }

            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs a job file: brings the schema up to date first when the file says so. Failures are as <see cref="IIngestRunner.RunAsync"/>
    /// says.
    /// </summary>
    public async Task<RunSummary> RunAsync(JobFile file, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        JobCheck.Check(file.Job, Source);
        if (file.Initialize)
        {
            await Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }

        return await Runner.RunAsync(file.Job, progress, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
        if (_metrics is not null)
        {
            await _metrics.DisposeAsync().ConfigureAwait(false);
        }
    }
}
