using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>A store and a source, opened from settings, and the runner on them. Closes both.</summary>
public sealed class IngestSession : IAsyncDisposable
{
    private readonly SessionTelemetry _telemetry;

    private IngestSession(IMarketDataStore store, IMarketDataSource source, IIngestRunner runner, SessionTelemetry telemetry) =>
        (Store, Source, Runner, _telemetry) = (store, source, runner, telemetry);

    public IMarketDataStore Store { get; }

    public IMarketDataSource Source { get; }

    public IIngestRunner Runner { get; }

    /// <summary>Those of the caller, and the log file of the settings.</summary>
    internal ILoggerFactory Loggers => _telemetry.Loggers;

    /// <summary>Sends nothing to the source and makes no tables.</summary>
    /// <param name="loggers">Where people read; a file of the settings gets the lines as well.</param>
    /// <exception cref="IngestException">A setting is wrong, the store cannot be reached, or it refuses the login.</exception>
    public static async Task<IngestSession> OpenAsync(
        Settings settings, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        SessionTelemetry telemetry = await SessionTelemetry.OpenAsync(settings, time, loggers, cancellationToken).ConfigureAwait(false);
        IMarketDataSource? source = null;
        try
        {
            source = MarketDataSources.Open(settings.Source, time, telemetry.Loggers);
            IMarketDataStore store = await MarketDataStores.OpenAsync(settings.Store, time, telemetry.Loggers, cancellationToken)
                .ConfigureAwait(false);
            return new IngestSession(
                store, source, new IngestRunner(store, source, time, telemetry.Loggers, new IngestOptions
                {
                    BatchRows = settings.BatchSize,
                    MaxRejectedRows = settings.MaxRejectedRows,
                    RateStatusEvery = settings.RateStatusEvery,
                }), telemetry);
        }
        catch (Exception failure)
        {
            telemetry.NotBegun(failure as IngestException);
            if (source is not null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }

            await telemetry.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs a job file: brings the schema up to date first when the file says so. Failures are as <see cref="IIngestRunner.RunAsync"/>
    /// says.
    /// </summary>
    public async Task<RunSummary> RunAsync(JobFile file, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            JobCheck.Check(file.Job, Source);
            if (file.Initialize)
            {
                await Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            }

            return await Runner.RunAsync(file.Job, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            _telemetry.NotBegun(failure);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
        await _telemetry.DisposeAsync().ConfigureAwait(false);
    }
}
