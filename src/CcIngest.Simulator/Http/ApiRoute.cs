namespace CcIngest.Simulator;

/// <summary>The two families of the service; they differ in the shape of every answer.</summary>
internal enum ApiFamily
{
    DataApi,
    MinApi,

    /// <summary>An exchange, whose own shape the route knows.</summary>
    Venue,
}

/// <summary>A path and what answers it.</summary>
/// <param name="Path">As it is asked for; a name in braces stands for any one part, which becomes a parameter of that name.</param>
/// <param name="Family">Whose shape the answers have.</param>
/// <param name="AnswerAsync">Answers a request.</param>
/// <param name="Series">Names the series a request asks for, for the counters; null where a path has none.</param>
internal sealed record ApiRoute(string Path, ApiFamily Family, Func<ApiRequest, Task> AnswerAsync, Func<RequestQuery, string>? Series = null)
{
    /// <summary>Of a data-api history, the length of its periods; null for every other path.</summary>
    public Period? Period { get; init; }

    /// <summary>Of an exchange, its front and what a request weighs; null for every other path.</summary>
    public VenueRoute? Venue { get; init; }

    /// <summary>Of a history or a list, which markets; null for every other path.</summary>
    public MarketFamily? Markets { get; init; }
}
