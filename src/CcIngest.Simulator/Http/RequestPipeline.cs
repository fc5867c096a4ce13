using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>What every request goes through: path, verb, key, limits, faults, then its endpoint.</summary>
internal sealed class RequestPipeline
{
    private readonly SimulatorOptions _options;
    private readonly SimulatedClock _clock;
    private readonly CallBudget _budget;
    private readonly FaultChain _faults;
    private readonly RequestCounters _counters;
    private readonly RouteTable _routes;

    public RequestPipeline(SimulatorOptions options, SimulatedClock clock, RequestCounters counters, IEnumerable<ApiRoute> routes)
    {
        _options = options;
        _clock = clock;
        _counters = counters;
        _budget = new CallBudget(options.Limits);
        _faults = new FaultChain(options, counters);
        _routes = new RouteTable(routes);
    }

    public async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        DateTimeOffset now = _clock.Now;
        context.Response.Headers.Date = now.ToString("r", CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json; charset=UTF-8";
        try
        {
            await AnswerAsync(context, path, now).ConfigureAwait(false);
        }
        catch (ApiError error)
        {
            await ApiRequest.WriteAsync(context, error.Status, error.Body).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to tell.
        }
    }

    private Task AnswerAsync(HttpContext context, string path, DateTimeOffset now)
    {
        if (_routes.Find(context.Request) is not { } route)
        {
            _counters.Count(path, series: null);
            throw IsMinApi(path) ? MinApiErrors.Path() : DataApiErrors.Path();
        }

        bool isMinApi = route.Family == ApiFamily.MinApi;
        _counters.Count(path, route.Series?.Invoke(FaultChain.QueryOf(route, context.Request.Query)));
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            throw DataApiErrors.Verb();
        }

        if (route.Venue is { } venue)
        {
            return AnswerVenueAsync(context, route, venue, now);
        }

        if (!KeyCheck.Passes(context.Request, route.Family, _options.ApiKey))
        {
            throw isMinApi ? MinApiErrors.Key() : DataApiErrors.Key();
        }

        DateTimeOffset running = _clock.Running;
        bool isFree = _budget.TryTake(running, out BudgetState state);
        _counters.CountAgainstLimits(running, !isFree);
        if (_options.Limits is not null)
        {
            RateLimitHeaders.Add(context.Response.Headers, state);
        }

        if (isFree)
        {
            return _faults.AnswerAsync(context, route, now, state);
        }

        if (_options.RetryAfter && !isMinApi)
        {
            context.Response.Headers.RetryAfter = RateLimitHeaders.Text(state.WaitSeconds);
        }

        throw isMinApi ? MinApiErrors.RateLimit(state) : DataApiErrors.RateLimit();
    }

    /// <summary>Exchanges want no key and count weights of their own.</summary>
    private Task AnswerVenueAsync(HttpContext context, ApiRoute route, VenueRoute venue, DateTimeOffset now)
    {
        venue.Api.Admit(context.Request);
        venue.Api.Take(context.Response, venue.Weight(FaultChain.QueryOf(route, context.Request.Query)), _clock.Running);
        return _faults.AnswerAsync(context, route, now, CallBudget.Free);
    }

    /// <summary>Which family an unknown path would belong to: both live under one address here.</summary>
    private static bool IsMinApi(string path) =>
        path.StartsWith("/data/", StringComparison.Ordinal) || path.StartsWith("/stats/", StringComparison.Ordinal);
}
