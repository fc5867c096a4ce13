using CcIngest.Model;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CcIngest.Storage;

/// <summary>Tries again what passes by itself (busy, a deadlock, a lost connection), ever later, for as long as the store has patience.</summary>
internal sealed class StoreRetry
{
    private static readonly ResiliencePropertyKey<long> Began = new("CcIngest.Began");

    private readonly ResiliencePipeline _pipeline;

    /// <param name="isTransient">Whether the same work may succeed on the next attempt.</param>
    /// <param name="patience">No attempt begins later than this after the first one.</param>
    public StoreRetry(string engine, Func<Exception, bool> isTransient, TimeSpan patience, TimeProvider time, ILogger logger) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } exception && isTransient(exception)
                && time.GetElapsedTime(arguments.Context.Properties.GetValue(Began, time.GetTimestamp())) < patience),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            OnRetry = arguments =>
            {
                using IDisposable? scope = logger.BeginScope(LogScope.Attempt(arguments.AttemptNumber + 1));
                logger.LogWarning(
                    StorageEvents.Retry, "{Engine}: attempt {Attempt} failed and is repeated in {Delay}: {Reason}",
                    engine, arguments.AttemptNumber + 1, arguments.RetryDelay, arguments.Outcome.Exception?.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();

    /// <param name="began">When the work is tried first; a timestamp.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, long began, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Began, began);
        try
        {
            return await _pipeline.ExecuteAsync(static async (_, work) => await work().ConfigureAwait(false), context, work).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
