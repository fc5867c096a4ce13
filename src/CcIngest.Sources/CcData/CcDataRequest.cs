using System.Globalization;
using System.Text;

namespace CcIngest.Sources;

/// <summary>The two API families, each at its own address.</summary>
internal enum CcDataHost
{
    DataApi,
    MinApi,
}

/// <summary>A GET request: where, which path, which parameters. It never holds the key.</summary>
internal sealed class CcDataRequest(CcDataHost host, string path)
{
    /// <summary>What fits into the stores' request columns.</summary>
    private const int LongestText = 1024;

    private readonly StringBuilder _query = new();

    public CcDataHost Host => host;

    /// <summary>What the request costs, in calls. Every endpoint of this API costs one.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Path and parameters as they are sent.</summary>
    public string PathAndQuery => path + _query;

    /// <summary>Path and parameters for evidence and messages, cut to 1,024 characters.</summary>
    public string Text => PathAndQuery is { Length: > LongestText } text ? text[..LongestText] : PathAndQuery;

    public CcDataRequest With(string name, string value) => Add(name, Uri.EscapeDataString(value));

    public CcDataRequest With(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list in one parameter, separated by commas: repeating a parameter is wrong at this API. An empty list is left out.</summary>
    public CcDataRequest With(string name, IReadOnlyCollection<string> values) =>
        values.Count == 0 ? this : Add(name, string.Join(',', values.Select(Uri.EscapeDataString)));

    public override string ToString() => Text;

    private CcDataRequest Add(string name, string value)
    {
        _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
        return this;
    }
}
