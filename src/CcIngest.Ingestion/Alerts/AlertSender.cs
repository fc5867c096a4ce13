using System.Collections.Concurrent;
using System.Globalization;
using CcIngest.Model;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CcIngest.Ingestion;

/// <summary>Gives messages to sinks, a few times where that may help. What goes wrong is a delivery that says so.</summary>
internal sealed class AlertSender : IDisposable
{
    /// <summary>Attempts beyond the first; with growing waits some 3 s, for the run has ended and somebody may wait for the process.</summary>
    private const int MoreAttempts = 2;

    private readonly TimeProvider _time;
    private readonly Dictionary<string, (AlertSink Sink, IOpenSink Open)> _sinks;
    private readonly ResiliencePipeline<SinkAnswer> _retry;

    /// <summary>Sinks that have let an attempt wait for its whole time: each further message would wait as long.</summary>
    private readonly ConcurrentDictionary<string, bool> _silent = [];

    public AlertSender(IEnumerable<AlertSink> sinks, AlertAddresses addresses, IProgramCalls programs, TimeProvider time, ILogger log)
    {
        _time = time;
        _sinks = sinks.ToDictionary(sink => sink.Name, sink => (sink, Open(sink, addresses, programs, time, log)), StringComparer.Ordinal);
        _retry = new ResiliencePipelineBuilder<SinkAnswer> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<SinkAnswer>
        {
            MaxRetryAttempts = MoreAttempts,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { IsTaken: false, MayHelpAgain: true }),
        }).Build();
    }

    private static SinkAnswer NotTried { get; } = new(
        false, false, "It did not answer to a message before this one, and was not tried again.", "The next run tries again; see whether the sink works: Test-CcAlert.");

    public async Task<AlertDelivery> SendAsync(string sink, AlertMessage message, CancellationToken cancellationToken)
    {
        (AlertSink said, IOpenSink open) = _sinks[sink];
        long began = _time.GetTimestamp();
        int attempts = 0;
        SinkAnswer answer;
        try
        {
            answer = _silent.ContainsKey(sink) ? NotTried : await _retry.ExecuteAsync(
                async token =>
                {
                    attempts++;
                    long asked = _time.GetTimestamp();
                    SinkAnswer came = await open.SendAsync(message, token).ConfigureAwait(false);
                    if (!came.IsTaken && _time.GetElapsedTime(asked) >= said.Timeout)
                    {
                        _silent[sink] = true;
                    }

                    return came;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            answer = new SinkAnswer(false, false, "The time for alerts was over.", "Give the sink a shorter \"timeout\".");
        }

        return new AlertDelivery
        {
            Sink = said.Name,
            Type = said.Type,
            Target = said.Target,
            IsDelivered = answer.IsTaken,
            Attempts = attempts,
            Message = attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"{answer.Said} ({attempts} attempts)") : answer.Said,
            Advice = answer.Advice,
            Duration = _time.GetElapsedTime(began),
        };
    }

    public void Dispose()
    {
        foreach ((_, IOpenSink open) in _sinks.Values)
        {
            open.Dispose();
        }
    }

    private static IOpenSink Open(AlertSink sink, AlertAddresses addresses, IProgramCalls programs, TimeProvider time, ILogger log) => sink switch
    {
        WebhookAlertSink webhook => new OpenWebhook(webhook, addresses.Of(webhook.Variable), time),
        CommandAlertSink command => new OpenCommand(command, programs, time, log),
        FileAlertSink file => new OpenFile(file, time),
        _ => throw new ArgumentOutOfRangeException(nameof(sink), sink, "Unknown kind of sink."),
    };
}
