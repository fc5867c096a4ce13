using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Where metrics go by OpenTelemetry's protocol; named and meant as in the specification of its exporters.</summary>
public sealed record OtlpOptions
{
    /// <summary>The collector's address without the path of a signal; null for none.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether it is gRPC; otherwise protobuf over HTTP, to <c>v1/metrics</c> below the address.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Headers as <c>name=value,name=value</c>, the values escaped as in an address: logins go here. Null for none.</summary>
    public Secret? Headers { get; init; }

    /// <summary>The longest that one export may take; the end of a run waits no longer. 1 ms to 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often is exported while a run goes on; 1 s to a day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The name under which the metrics are found.</summary>
    public string ServiceName { get; init; } = "ccingest";

    /// <summary>Whether counters say what came since the last export; otherwise since the process began.</summary>
    public bool IsDelta { get; init; }

    /// <summary>The address that metrics are sent to.</summary>
    internal Uri? MetricsAddress => Endpoint is null || IsGrpc ? Endpoint : new Uri($"{Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/metrics");

    /// <summary>Whether a text has the form of <see cref="Headers"/>, with each name once, and can be sent.</summary>
    internal static bool AreHeaders(string text)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        return text.Split(',').All(pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and int end && IsName(pair[..end].Trim()) && names.Add(pair[..end].Trim())
            && !Uri.UnescapeDataString(pair).Any(char.IsControl));

        static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
    }

    /// <summary>Equal for options that are one exporter; holds the headers.</summary>
    internal string Identity => string.Join('\n', Endpoint, IsGrpc, Headers?.Reveal(), Timeout, Interval, ServiceName, IsDelta);
}
