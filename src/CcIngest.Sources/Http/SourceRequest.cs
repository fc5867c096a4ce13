using System.Globalization;
using System.Text;

namespace CcIngest.Sources;

/// <summary>A GET request: which path, which parameters, what it costs. It never holds the key.</summary>
/// <param name="path">As it is sent, escaped where it must be.</param>
internal class SourceRequest(string path)
{
    /// <summary>What fits into the stores' request columns.</summary>
    private const int LongestText = 1024;

    private readonly StringBuilder _query = new();

    /// <summary>What the request costs, in the units of its server's limits.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Path and parameters as they are sent.</summary>
    public string PathAndQuery => path + _query;

    /// <summary>Path and parameters for evidence and messages, cut to 1,024 characters.</summary>
    public string Text => PathAndQuery is { Length: > LongestText } text ? text[..LongestText] : PathAndQuery;

    public override string ToString() => Text;

    /// <param name="value">Escaped already.</param>
    internal void Add(string name, string value) => _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
}

/// <summary>Adds parameters to a request, whichever kind of request it is.</summary>
internal static class RequestParameters
{
    public static T With<T>(this T request, string name, string value)
        where T : SourceRequest => Added(request, name, Uri.EscapeDataString(value));

    public static T With<T>(this T request, string name, long value)
        where T : SourceRequest => Added(request, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list in one parameter, separated by commas. An empty list is left out.</summary>
    public static T With<T>(this T request, string name, IReadOnlyCollection<string> values)
        where T : SourceRequest => values.Count == 0 ? request : Added(request, name, string.Join(',', values.Select(Uri.EscapeDataString)));

    private static T Added<T>(T request, string name, string value)
        where T : SourceRequest
    {
        request.Add(name, value);
        return request;
    }
}
