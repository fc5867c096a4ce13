using CcIngest.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CcIngest.Simulator;

/// <summary>The faults that were asked for, between the checks of a request and its endpoint. Without any, nothing is between.</summary>
internal sealed class FaultChain
{
    private readonly IReadOnlyList<(FaultKind Kind, FaultDraw Draw)> _faults;
    private readonly FaultMemory _memory = new();
    private readonly RequestCounters _counters;

    /// <exception cref="IngestException">A fault's name, rate or parameter is wrong.</exception>
    public FaultChain(SimulatorOptions options, RequestCounters counters)
    {
        _counters = counters;
        _faults = [.. SimulatorFaults.Resolve(options.Faults).Select(one => (one.Kind, new FaultDraw(options.Seed, one.Kind, one.Asked)))];
    }

    /// <summary>Answers a request that passed key and limits.</summary>
    public async Task AnswerAsync(HttpContext context, ApiRoute route, DateTimeOffset now, BudgetState budget)
    {
        (FaultKind Kind, FaultDraw Draw)[] struck = _faults.Count == 0 ? [] : Struck(context.Request);
        if (struck.Length == 0)
        {
            await route.AnswerAsync(new ApiRequest(context, QueryOf(route, context.Request.Query), now, budget)).ConfigureAwait(false);
            return;
        }

        FaultyRequest request = new(context, route, context.Request.Query, now, budget, _memory) { Draw = struck[0].Draw };
        Answer answer = await PassAsync(struck, 0, request).ConfigureAwait(false);
        await answer.SendAsync(context).ConfigureAwait(false);
    }

    public static RequestQuery QueryOf(ApiRoute route, IQueryCollection query) =>
        new(query, route.Venue is { } venue ? venue.Api.Parameter : route.Family == ApiFamily.MinApi ? MinApiErrors.Parameter : DataApiErrors.Parameter);

    private (FaultKind Kind, FaultDraw Draw)[] Struck(HttpRequest request)
    {
        string thing = request.Path + request.QueryString;
        int times = _memory.TimesBefore(thing);
        return [.. _faults.Where(fault => fault.Kind.ChoosesItself || fault.Draw.Strikes(thing, times))];
    }

    private Task<Answer> PassAsync((FaultKind Kind, FaultDraw Draw)[] struck, int index, FaultyRequest request)
    {
        if (index == struck.Length)
        {
            return EndpointAsync(request);
        }

        (FaultKind kind, FaultDraw draw) = struck[index];
        if (!kind.ChoosesItself)
        {
            // Counted where it takes effect: a fault behind one that hides the answer is never reached.
            _counters.CountFault(kind.Name);
        }

        return kind.Action(request with { Draw = draw }, next => PassAsync(struck, index + 1, next));
    }

    /// <summary>The endpoint's answer, held back instead of sent.</summary>
    private static async Task<Answer> EndpointAsync(FaultyRequest request)
    {
        HttpContext context = request.Context;
        IHttpResponseBodyFeature outlet = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using MemoryStream body = new();
        StreamResponseBodyFeature held = new(body);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await request.Route.AnswerAsync(new ApiRequest(context, QueryOf(request.Route, request.Query), request.Now, request.Budget)).ConfigureAwait(false);
            await held.CompleteAsync().ConfigureAwait(false);
            return new Answer(context.Response.StatusCode, body.ToArray());
        }
        catch (ApiError error)
        {
            return Answer.Of(error);
        }
        finally
        {
            context.Features.Set(outlet);
        }
    }
}
