using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Asks the CCData APIs: budget, key, deadline, retry and the shapes of failure. Safe for several threads.</summary>
internal sealed class CcDataClient : IAsyncDisposable
{
    private const int LargestErrorBody = 64 * 1024;

    private readonly SourceConnection _dataApi;
    private readonly SourceConnection _minApi;
    private readonly RequestRetry _retry;
    private readonly SourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SourceCounters _counters = new("ccdata");

    /// <param name="budgets">The budgets of the two hosts, or one for both; disposed of with the client.</param>
    public CcDataClient(SourceOptions options, TimeProvider time, ILogger log, (IRequestBudget DataApi, IRequestBudget MinApi) budgets)
    {
        (_options, _time, _log) = (options, time, log);
        _retry = new RequestRetry(options, time, _counters, log);
        Clock = new ServerClock(time, log);
        _dataApi = new SourceConnection(options.DataApi, "DATA_API_BASE_URL", options.ApiKey, budgets.DataApi);
        _minApi = new SourceConnection(options.MinApi, "MIN_API_BASE_URL", options.ApiKey, budgets.MinApi);
    }

    public ServerClock Clock { get; }

    public SourceStatistics Statistics => _counters.Snapshot;

    public IRequestBudget BudgetOf(CcDataHost host) => Connection(host).Budget;

    /// <summary>Reads an answer whole and hands its data to <paramref name="data"/>.</summary>
    /// <exception cref="IngestException">No valid answer after all retries.</exception>
    public Task<CcDataAnswer> ReadAsync(CcDataRequest request, IDataReader data, CancellationToken cancellationToken) =>
        RunAsync(request, (response, deadline) => ReadWholeAsync(request, response, data, deadline.Token), cancellationToken);

    /// <summary>Hands an answer to <paramref name="read"/> as it comes, for what is too large to be held whole. After a failure it is called again with a new answer.</summary>
    /// <param name="read">Reads the whole envelope, whose failure it throws.</param>
    /// <exception cref="IngestException">No valid answer after all retries.</exception>
    public Task<CcDataAnswer> StreamAsync(
        CcDataRequest request, Func<JsonStreamReader, DateTime, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        RunAsync(request, (response, deadline) => ReadStreamAsync(request, response, read, deadline, cancellationToken), cancellationToken);

    /// <summary>The failure of a request whose answer was read but does not hold what it must.</summary>
    public IngestException Failure(CcDataRequest request, SourceError error) =>
        CcDataErrorText.ToException(new SourceException(error), request.Text, Connection(request.Host).Host);

    public async ValueTask DisposeAsync()
    {
        _dataApi.Dispose();
        _minApi.Dispose();
        await _dataApi.Budget.DisposeAsync().ConfigureAwait(false);
        if (_minApi.Budget != _dataApi.Budget)
        {
            await _minApi.Budget.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SourceConnection Connection(CcDataHost host) => host == CcDataHost.MinApi ? _minApi : _dataApi;

    private async Task<CcDataAnswer> RunAsync(
        CcDataRequest request, Func<HttpResponseMessage, Deadline, Task<CcDataAnswer>> read, CancellationToken cancellationToken)
    {
        SourceConnection connection = Connection(request.Host);
        try
        {
            return await _retry.RunAsync(request.Text, token => AttemptAsync(connection, request, read, token), cancellationToken).ConfigureAwait(false);
        }
        catch (SourceException failure) when (failure.Error.Kind == SourceErrorKind.NothingBefore)
        {
            return new CcDataAnswer(RetrievedAt(), 0) { NothingBefore = failure.Error };
        }
        catch (SourceException failure)
        {
            throw CcDataErrorText.ToException(failure, request.Text, connection.Host);
        }
    }

    private async Task<CcDataAnswer> AttemptAsync(
        SourceConnection connection, CcDataRequest request, Func<HttpResponseMessage, Deadline, Task<CcDataAnswer>> read, CancellationToken cancellationToken)
    {
        await AcquireAsync(connection, request, cancellationToken).ConfigureAwait(false);
        DateTimeOffset sentAt = _time.GetUtcNow();
        long began = _time.GetTimestamp();
        _counters.Request();
        RateReport? report = null;
        TimeSpan? retryAfter = null;
        try
        {
            using Deadline deadline = new(_options.Timeout, _time, cancellationToken);
            HttpResponseMessage response;
            try
            {
                response = await connection.SendAsync(request, deadline.Token).ConfigureAwait(false);
                Clock.Observe(response.Headers.Date);
                report = RateHeaders.Read(response.Headers, (int)response.StatusCode == 429, _time.GetUtcNow()) with { SentAt = sentAt };
                retryAfter = RateHeaders.RetryAfter(response.Headers, _time.GetUtcNow());
            }
            finally
            {
                // The server has counted the request when its headers are here; a long body must not hold up the others.
                await connection.Budget.CompleteAsync(request.Weight, report, CancellationToken.None).ConfigureAwait(false);
            }

            using (response)
            {
                return response.IsSuccessStatusCode
                    ? await read(response, deadline).ConfigureAwait(false) with { SentAt = sentAt }
                    : throw await RefusedAsync(response, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (SourceFailures.Of(exception, _options.Timeout) is { } failure)
        {
            SourceError error = failure.Error with { Message = connection.Shown(failure.Error.Message) };
            _counters.Failed(error.Kind);
            if (error.Kind == SourceErrorKind.RateLimited)
            {
                _counters.RateLimited();
                error = error with { Wait = retryAfter ?? RateHeaders.Pause(report?.Windows ?? []) };
                await connection.Budget.ObserveAsync(new RateReport([], error.Wait), CancellationToken.None).ConfigureAwait(false);
            }
            else if (error.Kind == SourceErrorKind.ServerFault)
            {
                error = error with { Wait = retryAfter };
            }

            throw new SourceException(error, failure.InnerException ?? (exception == failure ? null : exception));
        }
        finally
        {
            _counters.Ended(_time.GetElapsedTime(began));
        }
    }

    private async Task AcquireAsync(SourceConnection connection, CcDataRequest request, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        await connection.Budget.AcquireAsync(request.Weight, Tell, cancellationToken).ConfigureAwait(false);
        TimeSpan waited = _time.GetElapsedTime(start);
        _counters.Waited(waited);
        if (waited > TimeSpan.FromSeconds(1))
        {
            _log.WaitedForBudget(waited.TotalSeconds, connection.Host, request.Text);
        }

        void Tell(TimeSpan wait)
        {
            if (wait > TimeSpan.FromSeconds(1))
            {
                LogLevel level = wait > RateWindow.Minute ? LogLevel.Warning : LogLevel.Information;
                _log.WaitsForBudget(level, wait.TotalSeconds, (_time.GetUtcNow() + wait).UtcDateTime, connection.Host, request.Text);
            }
        }
    }

    private async Task<CcDataAnswer> ReadWholeAsync(
        CcDataRequest request, HttpResponseMessage response, IDataReader data, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using PooledBody body = await PooledBody.ReadAsync(stream, response.Content.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
        _counters.Body(body.Length);
        _log.Answered(request.Text, status, body.Length);
        DateTime retrievedAt = RetrievedAt();
        data.Begin(retrievedAt);
        try
        {
            long began = _time.GetTimestamp();
            SourceError? error = CcDataEnvelope.Read(body.Span, status, data.Read);
            return error is null ? new CcDataAnswer(retrievedAt, body.Length) { Parsing = _time.GetElapsedTime(began) } : throw new SourceException(error);
        }
        catch (Exception exception) when (SourceFailures.IsJson(exception))
        {
            throw JsonEnding.IsMissing(body.Span, default)
                ? SourceFailures.Truncated(exception, body.Length)
                : SourceFailures.Unreadable(exception, response, body.Length == 0 ? (byte)0 : body.Span[0]);
        }
    }

    private async Task<CcDataAnswer> ReadStreamAsync(
        CcDataRequest request, HttpResponseMessage response, Func<JsonStreamReader, DateTime, CancellationToken, Task> read, Deadline deadline,
        CancellationToken cancellationToken)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        DateTime retrievedAt = RetrievedAt();
        deadline.Suspend();
        using JsonStreamReader json = new(async (buffer, _) =>
        {
            deadline.Restart();
            int count = await stream.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
            deadline.Suspend();
            return count;
        });
        try
        {
            await read(json, retrievedAt, cancellationToken).ConfigureAwait(false);
            return new CcDataAnswer(retrievedAt, json.BytesRead);
        }
        catch (Exception exception) when (SourceFailures.IsJson(exception))
        {
            throw json.EndsEarly
                ? SourceFailures.Truncated(exception, json.BytesRead)
                : SourceFailures.Unreadable(exception, response, json.FirstByte);
        }
        finally
        {
            _counters.Body(json.BytesRead);
            _log.Answered(request.Text, (int)response.StatusCode, json.BytesRead);
        }
    }

    private static async Task<SourceException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            byte[] body = new byte[LargestErrorBody];
            int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return new SourceException(CcDataErrorBody.Parse(status, body.AsSpan(0, length)));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // The status says enough, even if the text that goes with it breaks off.
            return new SourceException(CcDataErrorBody.FromStatus(status), exception);
        }
    }

    private DateTime RetrievedAt()
    {
        DateTime now = Clock.Now;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
