using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>What is wrong with a parameter.</summary>
/// <param name="Value">The value as given: a text or a whole number; none when it is missing.</param>
internal sealed record ParameterFault(string Parameter, string Message, params object[] Value);

/// <summary>The parameters of a request, checked. A wrong one is told in the shape of the API that was asked.</summary>
internal sealed class RequestQuery(IQueryCollection query, Func<ParameterFault, ApiError> error)
{
    public string? Text(string name)
    {
        string text = query[name].ToString();
        return text.Length == 0 ? null : text;
    }

    public string RequiredText(string name) => Text(name) ?? throw error(new ParameterFault(name, $"{name} is a required param."));

    /// <summary>A whole number within bounds; null when it is not given.</summary>
    public long? Integer(string name, long min, long max)
    {
        if (Text(name) is not string text)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            throw error(new ParameterFault(name, $"{name} is not a valid integer.", text));
        }

        if (value > max)
        {
            throw error(new ParameterFault(name, $"{name} is larger than max value.", value));
        }

        return value < min ? throw error(new ParameterFault(name, $"{name} is smaller than min value.", value)) : value;
    }

    public bool Boolean(string name, bool byDefault) => Text(name) switch
    {
        null => byDefault,
        "true" or "1" => true,
        "false" or "0" => false,
        string other => throw error(new ParameterFault(name, $"{name} is not a valid boolean.", other)),
    };

    /// <summary>The parts of a comma separated list; empty when it is not given.</summary>
    public IReadOnlyList<string> List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>A list of which every part must be one of <paramref name="allowed"/>.</summary>
    public IReadOnlyList<string> ListOf(string name, IEnumerable<string> allowed)
    {
        IReadOnlyList<string> values = List(name);
        return values.Except(allowed, StringComparer.Ordinal).FirstOrDefault() is string wrong ? throw error(NotAllowed(name, wrong)) : values;
    }

    /// <summary>One of <paramref name="allowed"/>; the first when it is not given.</summary>
    public string OneOf(string name, params IReadOnlyList<string> allowed)
    {
        string value = Text(name) ?? allowed[0];
        return allowed.Contains(value, StringComparer.Ordinal) ? value : throw error(NotAllowed(name, value));
    }

    private static ParameterFault NotAllowed(string name, string value) => new(name, $"{name} has an invalid value: {value}", value);
}
