namespace CcIngest.Simulator;

/// <summary>What a fault spoils; the names of the groups stand for all faults in them.</summary>
public enum FaultGroup
{
    /// <summary>The way an answer comes, or that it does not come.</summary>
    Transport,

    /// <summary>Which rows a page has, and in which order.</summary>
    Ordering,

    /// <summary>What the rows say, and the clock.</summary>
    Data,
}

/// <summary>Answers a request, wholly or in part through <paramref name="next"/>, which is the rest of the faults and then the endpoint.</summary>
internal delegate Task<Answer> FaultAction(FaultyRequest request, Func<FaultyRequest, Task<Answer>> next);

/// <summary>One fault that can be asked for by name.</summary>
/// <param name="Name">What it is called in options.</param>
/// <param name="Summary">What a client sees, in one sentence.</param>
public sealed record FaultKind(string Name, FaultGroup Group, string Summary)
{
    /// <summary>What its parameter means; null for a fault without one.</summary>
    public string? Parameter { get; init; }

    /// <summary>What the parameter is when none is given.</summary>
    public string? DefaultParameter { get; init; }

    /// <summary>What the fault does to a request that it strikes.</summary>
    internal FaultAction Action { get; init; } = (request, next) => next(request);

    /// <summary>Whether the fault chooses candles or instruments by itself; otherwise its rate chooses requests.</summary>
    internal bool ChoosesItself { get; init; }

    /// <summary>Whether the parameter can be used; the action gets it as it is.</summary>
    internal Func<string, bool> Takes { get; init; } = _ => false;
}
