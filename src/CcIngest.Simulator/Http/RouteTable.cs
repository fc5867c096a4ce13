using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CcIngest.Simulator;

/// <summary>Finds the route of a request. What stands in the path in place of a name in braces becomes a parameter like those of the query.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, ApiRoute> _fixed;
    private readonly ApiRoute[] _patterns;

    public RouteTable(IEnumerable<ApiRoute> routes)
    {
        ILookup<bool, ApiRoute> kinds = routes.ToLookup(route => route.Path.Contains('{', StringComparison.Ordinal));
        _fixed = kinds[false].ToFrozenDictionary(route => route.Path, StringComparer.Ordinal);
        _patterns = [.. kinds[true]];
    }

    /// <summary>The route, its parameters from the path put into the request's query; null where no route fits.</summary>
    public ApiRoute? Find(HttpRequest request)
    {
        string path = request.Path.Value ?? "/";
        if (_fixed.TryGetValue(path, out ApiRoute? route))
        {
            return route;
        }

        foreach (ApiRoute pattern in _patterns)
        {
            if (Match(pattern.Path, path) is { } values)
            {
                request.Query = new QueryCollection(new Dictionary<string, StringValues>(request.Query.Concat(values), StringComparer.OrdinalIgnoreCase));
                return pattern;
            }
        }

        return null;
    }

    /// <summary>What the path has in place of the names of the pattern; null where it does not fit.</summary>
    /// <param name="pattern">As <c>/products/{id}/candles</c>.</param>
    public static IReadOnlyDictionary<string, StringValues>? Match(string pattern, string path)
    {
        string[] names = pattern.Split('/');
        string[] parts = path.Split('/');
        if (names.Length != parts.Length)
        {
            return null;
        }

        Dictionary<string, StringValues> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string part) in names.Zip(parts))
        {
            if (name.StartsWith('{'))
            {
                values[name.Trim('{', '}')] = part;
            }
            else if (name != part)
            {
                return null;
            }
        }

        return values;
    }
}
