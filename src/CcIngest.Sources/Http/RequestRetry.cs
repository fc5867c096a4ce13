using CcIngest.Model;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CcIngest.Sources;

/// <summary>
/// Sends a request again when that may help: exponential back-off with jitter, but first what the server asks for. A body that cannot be read
/// is asked for once more only: it is either an accident or stays as it is.
/// </summary>
internal sealed class RequestRetry
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(2);
    private static readonly ResiliencePropertyKey<bool> UnreadableSeen = new("unreadable-seen");
    private static readonly ResiliencePropertyKey<string> Request = new("request");

    private readonly ResiliencePipeline _pipeline;
    private readonly SourceCounters _counters;
    private readonly ILogger _log;

    public RequestRetry(SourceOptions options, TimeProvider time, SourceCounters counters, ILogger log)
    {
        _counters = counters;
        _log = log;
        _pipeline = options.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = TimeSpan.FromSeconds(options.RetryBackoffFactor),
                MaxDelay = LongestBackOff,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => ValueTask.FromResult(Helps(args.Outcome.Exception, args.Context)),
                DelayGenerator = static args => ValueTask.FromResult((args.Outcome.Exception as SourceException)?.Error.Wait),
                OnRetry = OnRetry,
            })
            .Build();
    }

    /// <summary>Each attempt logs under its number.</summary>
    /// <exception cref="SourceException">The last attempt's failure.</exception>
    public async Task<T> RunAsync<T>(string request, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        int number = 0;
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                async (context, attempt) =>
                {
                    using IDisposable? scope = _log.BeginScope(LogScope.Attempt(++number));
                    return await attempt(context.CancellationToken).ConfigureAwait(false);
                },
                context, attempt).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool Helps(Exception? failure, ResilienceContext context)
    {
        if (failure is not SourceException { Error: { IsTransient: true } error })
        {
            return false;
        }

        if (error.Kind != SourceErrorKind.Unreadable)
        {
            return true;
        }

        bool first = !context.Properties.GetValue(UnreadableSeen, false);
        context.Properties.Set(UnreadableSeen, true);
        return first;
    }

    private ValueTask OnRetry(OnRetryArguments<object> args)
    {
        _counters.Retry();
        if (args.Outcome.Exception is SourceException { Error: { } error })
        {
            if (error.Wait is not null)
            {
                _counters.Waited(args.RetryDelay);
            }

            using IDisposable? scope = _log.BeginScope(LogScope.Attempt(args.AttemptNumber + 1));
            _log.Retrying(args.Context.Properties.GetValue(Request, ""), error.Kind, error.Message, args.AttemptNumber + 2, args.RetryDelay.TotalSeconds);
        }

        return ValueTask.CompletedTask;
    }
}
