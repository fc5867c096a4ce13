using System.Net.Http.Headers;
using System.Text.Json;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Asks one exchange: budget, bans, deadline, retry and the shapes of failure. Safe for several threads.</summary>
internal sealed class VenueClient : IAsyncDisposable
{
    /// <summary>A longer wait is a ban: whoever runs a job wants to know, not to wait.</summary>
    private static readonly TimeSpan LongestWait = RateHeaders.LongestPause;

    /// <summary>What an attempt has at the least when its time is nearly over.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The first pause before a request that is of use for a short time is sent again, at the most.</summary>
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromSeconds(1);

    private readonly VenueAdapter _venue;
    private readonly SourceConnection _connection;
    private readonly RequestRetry _retry;
    private readonly SourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SourceCounters _counters;
    private volatile IReadOnlyDictionary<TimeSpan, long> _limits;

    public VenueClient(VenueAdapter venue, SourceOptions options, TimeProvider time, ILogger log)
    {
        (_venue, _options, _time, _log) = (venue, options, time, log);
        _limits = venue.Sheet.Limits;
        _counters = new SourceCounters(venue.Sheet.Exchange);
        _retry = new RequestRetry(options, time, _counters, log);
        Clock = new ServerClock(time, log);
        Uri address = options.AddressOf(venue.Sheet);
        string scope = BudgetScope.FileName(venue.Sheet, address);
        _connection = new SourceConnection(address, venue.Sheet.AddressSetting, key: null,
            options.StateFolder is { } folder ? new FileBudget(Path.Combine(folder, scope), options.Timeout, time, log) : new ProcessBudget(time));
    }

    public ServerClock Clock { get; }

    public SourceStatistics Statistics => _counters.Snapshot;

    /// <summary>What fits into the venue's windows, as far as it has said.</summary>
    public IReadOnlyDictionary<TimeSpan, long> Limits => _limits;

    public IRequestBudget Budget => _connection.Budget;

    /// <summary>Reads an answer whole and hands it over; after a failure that helps again, with a new answer.</summary>
    /// <exception cref="IngestException">No valid answer after all retries, or the venue has banned this address.</exception>
    public async Task<VenueAnswer> ReadAsync(SourceRequest request, Action<JsonElement, DateTime> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.RunAsync(request.Text, token => AttemptAsync(request, read, null, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SourceException failure)
        {
            throw VenueErrorText.ToException(_venue.Sheet, failure, request.Text, _connection.Host);
        }
    }

    /// <summary>
    /// As <see cref="ReadAsync(SourceRequest, Action{JsonElement, DateTime}, CancellationToken)"/>, for what is of use for a short time only: waits,
    /// attempts and pauses together take no longer, and the failure that comes then is the last one that there was.
    /// </summary>
    /// <exception cref="IngestException">No valid answer in that time.</exception>
    public async Task<VenueAnswer> ReadWithinAsync(SourceRequest request, TimeSpan within, Action<JsonElement> read, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        TimeSpan first = within / 16 < LongestFirstPause ? within / 16 : LongestFirstPause;
        for (int attempt = 0; ; attempt++)
        {
            using IDisposable? scope = _log.BeginScope(LogScope.Attempt(attempt + 1));
            try
            {
                return await AttemptAsync(request, (root, _) => read(root), within - _time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
            }
            catch (SourceException failure)
            {
                TimeSpan pause = failure.Error.Wait ?? first * (1 << Math.Min(attempt, 3));
                if (!failure.Error.IsTransient || attempt >= _options.MaxRetries || _time.GetElapsedTime(start) + pause >= within)
                {
                    throw VenueErrorText.ForTick(_venue.Sheet, failure, request.Text, _connection.Host);
                }

                _counters.Retry();
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What fits into the venue's windows, by its own word.</summary>
    public void Learn(IReadOnlyDictionary<TimeSpan, long> limits) => _limits = limits;

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return _connection.Budget.DisposeAsync();
    }

    /// <param name="within">The time for the budget and the answer together; null for any wait for the budget, and the usual one for the answer.</param>
    private async Task<VenueAnswer> AttemptAsync(
        SourceRequest request, Action<JsonElement, DateTime> read, TimeSpan? within, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        await AcquireAsync(request, within, cancellationToken).ConfigureAwait(false);
        TimeSpan timeout = within - _time.GetElapsedTime(start) is { } left && left < _options.Timeout ? left > Shortest ? left : Shortest : _options.Timeout;
        DateTimeOffset sentAt = _time.GetUtcNow();
        long began = _time.GetTimestamp();
        _counters.Request();
        RateReport? report = null;
        try
        {
            using Deadline deadline = new(timeout, _time, cancellationToken);
            HttpResponseMessage response;
            try
            {
                response = await _connection.SendAsync(request, deadline.Token).ConfigureAwait(false);
                Clock.Observe(response.Headers.Date);
                report = new RateReport(_venue.ReadLimits(response.Headers, _limits, response.Headers.Date ?? _time.GetUtcNow()), SentAt: sentAt);
            }
            finally
            {
                await _connection.Budget.CompleteAsync(request.Weight, report, CancellationToken.None).ConfigureAwait(false);
            }

            using (response)
            {
                return await ReadAsync(request, response, read, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (SourceFailures.Of(exception, timeout) is { } failure)
        {
            SourceError error = failure.Error with { Message = _connection.Shown(failure.Error.Message) };
            _counters.Failed(error.Kind);
            if (error.Kind == SourceErrorKind.RateLimited)
            {
                await PauseAsync(error.Wait ?? RateHeaders.DefaultPause).ConfigureAwait(false);
                error = error with { Wait = error.Wait ?? RateHeaders.DefaultPause };
            }

            throw new SourceException(error, failure.InnerException ?? (exception == failure ? null : exception));
        }
        finally
        {
            _counters.Ended(_time.GetElapsedTime(began));
        }
    }

    private async Task<VenueAnswer> ReadAsync(
        SourceRequest request, HttpResponseMessage response, Action<JsonElement, DateTime> read, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using PooledBody body = await PooledBody.ReadAsync(stream, response.Content.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
        _counters.Body(body.Length);
        _log.Answered(request.Text, status, body.Length);
        DateTime now = Clock.Now;
        DateTime retrievedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        try
        {
            using JsonDocument? answer = Parse(body.Span, isNeeded: response.IsSuccessStatusCode);
            if (_venue.ErrorOf(status, answer?.RootElement, response.Headers.Date ?? _time.GetUtcNow()) is { } error)
            {
                throw new SourceException(error with { Status = status, Wait = WaitOf(response.Headers) ?? error.Wait });
            }

            JsonElement root = answer?.RootElement ?? throw new JsonException("There is no body.");
            read(root, retrievedAt);
            return new VenueAnswer(retrievedAt, body.Length);
        }
        catch (Exception exception) when (SourceFailures.IsJson(exception))
        {
            throw JsonEnding.IsMissing(body.Span, default)
                ? SourceFailures.Truncated(exception, body.Length)
                : SourceFailures.Unreadable(exception, response, body.Length == 0 ? (byte)0 : body.Span[0]);
        }
    }

    /// <summary>Null for a body that is no JSON, where that is none of the venue's answers anyway.</summary>
    private static JsonDocument? Parse(ReadOnlySpan<byte> body, bool isNeeded)
    {
        Utf8JsonReader reader = new(body);
        try
        {
            JsonDocument document = JsonDocument.ParseValue(ref reader);
            reader.Read();      // what follows would be another answer: broken
            return document;
        }
        catch (JsonException) when (!isNeeded)
        {
            return null;
        }
    }

    /// <summary>What <c>Retry-After</c> asks for, however long that is.</summary>
    private TimeSpan? WaitOf(HttpResponseHeaders headers) => RateHeaders.RetryAfter(headers, _time.GetUtcNow()) is not { } wait
        ? null
        : headers.RetryAfter?.Delta is { } told && told > wait ? told : wait;

    /// <exception cref="IngestException">It is a ban.</exception>
    private async Task PauseAsync(TimeSpan wait)
    {
        _counters.RateLimited();
        bool isBan = wait > LongestWait;
        await _connection.Budget.ObserveAsync(isBan ? new RateReport([]) { Ban = wait } : new RateReport([], wait), CancellationToken.None).ConfigureAwait(false);
        if (isBan)
        {
            throw VenueErrorText.Banned(_venue.Sheet, _time.GetUtcNow() + wait);
        }
    }

    private async Task AcquireAsync(SourceRequest request, TimeSpan? within, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        using CancellationTokenSource late = new(within is { } most ? most > Shortest ? most : Shortest : Timeout.InfiniteTimeSpan, _time);
        using CancellationTokenSource banned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        DateTimeOffset? until = null;
        TimeSpan? told = null;
        try
        {
            await _connection.Budget.AcquireAsync(request.Weight, Tell, banned.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (until is not null && !cancellationToken.IsCancellationRequested)
        {
            throw VenueErrorText.Banned(_venue.Sheet, until.Value);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(new SourceError(SourceErrorKind.RateLimited, "the budget of this address has no room in time") { Wait = told ?? within });
        }

        TimeSpan waited = _time.GetElapsedTime(start);
        _counters.Waited(waited);
        if (waited > TimeSpan.FromSeconds(1))
        {
            _log.WaitedForBudget(waited.TotalSeconds, _connection.Host, request.Text);
        }

        void Tell(TimeSpan wait)
        {
            if (wait > LongestWait)
            {
                until = _time.GetUtcNow() + wait;
                banned.Cancel();
            }
            else if (wait > within)
            {
                told = wait;
                late.Cancel();
            }
            else if (wait > TimeSpan.FromSeconds(1))
            {
                LogLevel level = wait > RateWindow.Minute ? LogLevel.Warning : LogLevel.Information;
                _log.WaitsForBudget(level, wait.TotalSeconds, (_time.GetUtcNow() + wait).UtcDateTime, _connection.Host, request.Text);
            }
        }
    }
}
