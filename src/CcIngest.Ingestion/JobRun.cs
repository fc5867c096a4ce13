using System.Runtime.CompilerServices;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>A job file as a program runs it: store and source are opened, the job is run, its alerts are told, all is closed.</summary>
public static class JobRun
{
    /// <summary>Failures are as <see cref="IIngestRunner.RunAsync"/> says; before one is thrown its alerts are told.</summary>
    /// <param name="file">The job.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="addresses">Of its webhooks.</param>
    /// <param name="progress">Hears of the work; null for nobody.</param>
    public static async Task<RunSummary> RunAsync(
        JobFile file, Settings settings, AlertAddresses addresses, IProgress<RunProgress>? progress, TimeProvider time, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        IngestSession session;
        try
        {
            session = await IngestSession.OpenAsync(settings, time, loggers, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            // What did not open has closed its log file, and what becomes of the alerts belongs there too.
            LogFile? kept = await TryOpenLogAsync(settings, time, loggers).ConfigureAwait(false);
            try
            {
                ILoggerFactory both = kept is null ? loggers : new JoinedLoggers(loggers, kept);
                await Alerts(both.CreateLogger(typeof(JobRun))).TellAsync(NotBegun(file, failure, time), store: null, [], cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (kept is not null)
                {
                    await kept.DisposeAsync().ConfigureAwait(false);
                }
            }

            throw;
        }

        await using ConfiguredAsyncDisposable closing = session.ConfigureAwait(false);
        ILogger log = session.Loggers.CreateLogger(typeof(JobRun));
        RunSummary summary;
        try
        {
            summary = await session.RunAsync(file, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            await Alerts(log).TellAsync(NotBegun(file, failure, time), session.Store, [], cancellationToken).ConfigureAwait(false);
            throw;
        }

        IReadOnlyList<RunFailure> warnings = await Alerts(log).TellAsync(summary, session.Store, session.Source.KnownLimits, cancellationToken).ConfigureAwait(false);
        if (warnings.Count == 0)
        {
            return summary;
        }

        summary = summary with { Warnings = warnings };
        try
        {
            using CancellationTokenSource end = new(new IngestOptions().ClosingTime, time);
            await RunRecords.AmendAsync(session.Store, summary, time.GetUtcNow().UtcDateTime, end.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IngestException or OperationCanceledException)
        {
            log.WarningsNotKept(failure.Message);
        }

        return summary;

        JobAlerts Alerts(ILogger to) => new(file.Alerts, addresses, settings.Source.StateFolder, ProgramCalls.Instance, time, to);
    }

    /// <summary>Null where none is asked for, and where it is what cannot be opened: the caller says so.</summary>
    private static async Task<LogFile?> TryOpenLogAsync(Settings settings, TimeProvider time, ILoggerFactory loggers)
    {
        try
        {
            return settings.Log.Path is null ? null : await LogFile.OpenAsync(settings, time, loggers, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IngestException)
        {
            return null;
        }
    }

    private static RunSummary NotBegun(JobFile file, IngestException failure, TimeProvider time) =>
        RunSummary.NotBegun(file.Job.Name, file.Job.Name, failure, time.GetUtcNow().UtcDateTime);
}
