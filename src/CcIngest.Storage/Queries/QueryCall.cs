using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace CcIngest.Storage;

/// <summary>
/// A query with its values. A clause of the query that stands between <c>/*if name*/</c> and <c>/*end*/</c> is left out when the parameter is null
/// or an empty list, which means "all": so engines plan for what is really asked, and no list is ever empty. The file itself is valid SQL.
/// </summary>
internal sealed partial record QueryCall(string Sql, DynamicParameters Parameters)
{
    /// <summary>A list x can also be had as xHex; see <see cref="Hex"/>.</summary>
    private const string HexSuffix = "Hex";

    /// <param name="parameters">An object whose properties are the parameters, or a dictionary; names as in the query, case aside.</param>
    /// <exception cref="ArgumentException">The query has a parameter that is not among them, or that must not be empty.</exception>
    public static QueryCall For(StoredQuery query, object? parameters)
    {
        Dictionary<string, object?> given = ValuesOf(parameters);
        string text = Comment().Replace(query.Text, "");
        foreach (string name in NamesIn(text).Where(name => !given.ContainsKey(name)))
        {
            throw new ArgumentException($"The query {query.Name} has a parameter '{name}' that was not given.", nameof(parameters));
        }

        string sql = Clause().Replace(text, clause => given[clause.Groups[1].Value] is null ? "" : clause.Groups[2].Value).Trim();
        DynamicParameters values = new();
        foreach (string name in NamesIn(sql))
        {
            values.Add(name, given[name]
                ?? throw new ArgumentException($"The parameter '{name}' of the query {query.Name} must not be empty.", nameof(parameters)));
        }

        return new QueryCall(sql, values);
    }

    private static HashSet<string> NamesIn(string sql) => [.. ParameterName().Matches(sql).Select(match => match.Groups[1].Value)];

    private static Dictionary<string, object?> ValuesOf(object? parameters)
    {
        IEnumerable<KeyValuePair<string, object?>> pairs = parameters switch
        {
            null => [],
            IEnumerable<KeyValuePair<string, object?>> dictionary => dictionary,
            _ => parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => KeyValuePair.Create(property.Name, property.GetValue(parameters))),
        };
        Dictionary<string, object?> values = pairs.ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object?[] texts) in values
            .Select(pair => (pair.Key, (pair.Value as object?[] ?? []).Where(item => item is string).ToArray())).ToArray())
        {
            values.TryAdd(name + HexSuffix, texts.Length == 0 ? null : texts.Select(text => Hex((string)text!)).ToArray());
        }

        return values;
    }

    /// <summary>As HEX of SQL gives a text: equal, and ordered, by code points where a collation would blur that.</summary>
    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    /// <summary>Enums are stored as their names; an empty list is nothing given.</summary>
    private static object? Plain(object? value) => value switch
    {
        null or string => value,
        Enum word => word.ToString(),
        IEnumerable items => items.Cast<object>().Select(item => item is Enum ? item.ToString()! : item).ToArray() is { Length: > 0 } list ? list : null,
        _ => value,
    };

    [GeneratedRegex("--[^\n]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"/\*if (\w+)\*/(.*?)/\*end\*/", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Clause();

    [GeneratedRegex("@([A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
