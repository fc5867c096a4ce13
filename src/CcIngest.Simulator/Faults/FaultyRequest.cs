using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>A request on its way through the faults. A fault that asks something else of the endpoint hands on a copy with another query.</summary>
internal sealed record FaultyRequest(HttpContext Context, ApiRoute Route, IQueryCollection Query, DateTimeOffset Now, BudgetState Budget, FaultMemory Memory)
{
    /// <summary>The fault whose turn it is, as it was asked for.</summary>
    public required FaultDraw Draw { get; init; }

    /// <summary>Of a data-api history, the length of its periods; null for every other path.</summary>
    public Period? Period => Route.Period;

    /// <summary>The same request with another value of one parameter.</summary>
    public FaultyRequest With(string name, long value) => this with
    {
        Query = new QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(Query.ToDictionary(), StringComparer.OrdinalIgnoreCase)
        {
            [name] = Answer.Number(value),
        }),
    };
}
