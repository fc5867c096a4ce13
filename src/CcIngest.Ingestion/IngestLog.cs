using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>What ingestion logs; event ids 3000 to 3999. Nothing here takes a secret.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(3000, LogLevel.Information, "Run {RunId} of job {Job} starts: {Store} from {Source}.")]
    public static partial void RunStarts(this ILogger log, string runId, string job, string store, string source);

    [LoggerMessage(3001, LogLevel.Information, "Run {RunId} ended {Outcome}: {Inserted} rows inserted, {Updated} updated, {Rejected} rejected, {Requests} requests, {Seconds:F1} s.")]
    public static partial void RunEnded(this ILogger log, string runId, RunOutcome outcome, long inserted, long updated, long rejected, long requests, double seconds);

    [LoggerMessage(3002, LogLevel.Error, "Run {RunId} failed: {Error}: {Reason} {Advice}")]
    public static partial void RunFailed(this ILogger log, string runId, IngestErrorId error, string reason, string advice);

    [LoggerMessage(3012, LogLevel.Debug, "What run {RunId} failed of.")]
    public static partial void RunFailedOf(this ILogger log, string runId, Exception failure);

    [LoggerMessage(3013, LogLevel.Error, "Run {RunId} was ended by an error that nobody expected.")]
    public static partial void RunBroke(this ILogger log, string runId, Exception failure);

    [LoggerMessage(3003, LogLevel.Error, "The last row of run {RunId} could not be written; it stays Running in the store.")]
    public static partial void RunNotClosed(this ILogger log, string runId, Exception failure);

    [LoggerMessage(3004, LogLevel.Warning, "Run {Run} has ended without closing its books (last sign of life {RenewedAt:u}): it is Abandoned, its series are free.")]
    public static partial void RunAbandoned(this ILogger log, string run, DateTime renewedAt);

    [LoggerMessage(3005, LogLevel.Warning, "The lease of run {RunId} could not be renewed this time: {Reason}")]
    public static partial void LeaseNotRenewed(this ILogger log, string runId, string reason);

    [LoggerMessage(3008, LogLevel.Information, "The lease of run {RunId} could not be ended, it expires by itself: {Reason}")]
    public static partial void LeaseNotEnded(this ILogger log, string runId, string reason);

    [LoggerMessage(3006, LogLevel.Information, "Waiting for run {Other}, which works on {Count} of the series ({Seconds:F0} s so far).")]
    public static partial void WaitsForRun(this ILogger log, string other, int count, double seconds);

    [LoggerMessage(3007, LogLevel.Information, "{Count} series are left to other runs that work on them.")]
    public static partial void LeftToOthers(this ILogger log, int count);

    [LoggerMessage(3010, LogLevel.Information, "Step {Step} starts.")]
    public static partial void StepStarts(this ILogger log, string step);

    [LoggerMessage(3011, LogLevel.Information, "Step {Step}: {Series} series chosen, {Asking} of them ask for something, at most {Fetchers} at a time.")]
    public static partial void SeriesAccepted(this ILogger log, string step, int series, int asking, int fetchers);

    public static void LegFailed(this ILogger log, string target, IngestErrorId errorId, string message)
    {
        using (log.BeginScope(LogScope.Series(target)))
        {
            log.TargetFailed(target, errorId, message);
        }
    }

    [LoggerMessage(3021, LogLevel.Information, "{Exchange} has no such list at the source; it was chosen by its grade and is skipped.")]
    public static partial void VenueSkipped(this ILogger log, string exchange);

    [LoggerMessage(3022, LogLevel.Warning, "{Count} records of {Exchange} are no longer listed and are now {Status}.")]
    public static partial void Vanished(this ILogger log, int count, string exchange, string status);

    [LoggerMessage(3023, LogLevel.Warning, "{Series}: {Count} periods before {Before:u} are lost at the source, which gives its newest ones only.")]
    public static partial void LostAtSource(this ILogger log, string series, long count, DateTime before);

    [LoggerMessage(3024, LogLevel.Information, "Step {Step}: {Books} books every {Seconds} s, the first tick at {Start:O}.")]
    public static partial void CaptureStarts(this ILogger log, string step, int books, double seconds, DateTime start);

    [LoggerMessage(3025, LogLevel.Information, "{Target} misses {Ticks} ticks from {TickAt:O} on ({Cause}): {Reason}")]
    public static partial void TicksMissed(this ILogger log, string target, long ticks, DateTime tickAt, string cause, string reason);

    [LoggerMessage(3026, LogLevel.Warning, "{Ticks} ticks are stored neither as snapshots nor as missed: the store did not take them in before the end.")]
    public static partial void TicksLost(this ILogger log, long ticks);

    [LoggerMessage(3030, LogLevel.Warning, "The state of the rate limits ({Timing}) is not known: {ErrorId}: {Message}")]
    public static partial void RateLimitUnknown(this ILogger log, string timing, IngestErrorId errorId, string message);

    [LoggerMessage(3031, LogLevel.Information, "The state of the rate limits ({Timing}) is not asked for: it would wait {Seconds:F0} s.")]
    public static partial void RateLimitNotAsked(this ILogger log, string timing, double seconds);

    [LoggerMessage(3040, LogLevel.Warning, "The metrics are not written to {Path}, and are kept for the next time: {Reason}")]
    public static partial void MetricsNotWritten(this ILogger log, string path, string reason);

    [LoggerMessage(3041, LogLevel.Warning, "{Path} is no file of metrics that this program wrote, and is begun anew: {Reason}")]
    public static partial void MetricsBegunAnew(this ILogger log, string path, string reason);

    [LoggerMessage(3042, LogLevel.Information, "How fresh the data are is not measured: {Reason}")]
    public static partial void FreshnessNotMeasured(this ILogger log, string reason);

    [LoggerMessage(3060, LogLevel.Information, "Alert {Kind} of the rule {Rule} went to the sink {Sink}: {Cause}")]
    public static partial void AlertSent(this ILogger log, AlertKind kind, string rule, string sink, string cause);

    [LoggerMessage(3061, LogLevel.Warning, "{Target}: {Message} {Advice}")]
    public static partial void AlertTrouble(this ILogger log, string target, string message, string advice);

    [LoggerMessage(3062, LogLevel.Debug, "The sink {Sink} knows already what the rule {Rule} says, or another run tells it: {Cause}")]
    public static partial void AlertQuiet(this ILogger log, string rule, string sink, string cause);

    [LoggerMessage(3063, LogLevel.Warning, "What alerts were sent is kept in the folder of this user for now, the store does not take it: {Reason}")]
    public static partial void AlertBookAway(this ILogger log, string reason);

    [LoggerMessage(3064, LogLevel.Information, "The program of the sink {Sink} said: {Text}")]
    public static partial void CommandSaid(this ILogger log, string sink, string text);

    [LoggerMessage(3065, LogLevel.Warning, "The warnings of the run stand in its summary and in this log, not in the store: {Reason}")]
    public static partial void WarningsNotKept(this ILogger log, string reason);

    [LoggerMessage(3047, LogLevel.Warning, "The metrics are not exported: {Address} has not taken them within {Seconds} s. Check OTEL_EXPORTER_OTLP_ENDPOINT, its protocol and its headers.")]
    public static partial void MetricsNotExported(this ILogger log, Uri? address, double seconds);

    [LoggerMessage(3048, LogLevel.Warning, "The metrics are not exported: the exporter refuses its settings ({Reason}). Check the variables OTEL_EXPORTER_OTLP_*.")]
    public static partial void MetricsExportRefused(this ILogger log, string reason);

    [LoggerMessage(3044, LogLevel.Warning, "The log is not written to {Path}: {Reason}")]
    public static partial void LogNotWritten(this ILogger log, string path, string reason);

    [LoggerMessage(3046, LogLevel.Error, "No run began: {Reason}")]
    public static partial void NotBegun(this ILogger log, string reason, Exception failure);

    [LoggerMessage(3043, LogLevel.Debug, "How far the run is could not be written this time: {Reason}")]
    public static partial void ProgressNotWritten(this ILogger log, string reason);

    [LoggerMessage(3020, LogLevel.Warning, "{Target} failed, the others go on: {ErrorId}: {Message}", EventName = nameof(LegFailed))]
    private static partial void TargetFailed(this ILogger log, string target, IngestErrorId errorId, string message);
}
