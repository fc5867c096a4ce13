namespace CcIngest.Simulator;

/// <summary>The two families of the service; they differ in the shape of every answer.</summary>
internal enum ApiFamily
{
    DataApi,
    MinApi,
}

/// <summary>A path and what answers it.</summary>
/// <param name="Series">Names the series a request asks for, for the counters; null where a path has none.</param>
internal sealed record ApiRoute(string Path, ApiFamily Family, Func<ApiRequest, Task> AnswerAsync, Func<RequestQuery, string>? Series = null);
