using System.Globalization;

namespace CcIngest.Ingestion;

/// <summary>The kinds of metric of the Prometheus text format that this program has.</summary>
internal enum MetricKind
{
    /// <summary>Only grows; what several processes counted is added up.</summary>
    Counter,

    /// <summary>The last value stands.</summary>
    Gauge,

    /// <summary>Counts by upper bound, their sum and their number; added up.</summary>
    Histogram,
}

/// <summary>All series of one metric, by their labels as the text format writes them: <c>source="ccdata"</c>. Not safe for several threads.</summary>
/// <param name="name">As the mission names it: <c>api_calls_total</c>.</param>
internal sealed class MetricFamily(string name, MetricKind kind, string help)
{
    /// <summary>Upper bounds in seconds, from a local answer to the patience of a request. +Inf is one more.</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    public string Name { get; } = name;

    public MetricKind Kind { get; } = kind;

    public string Help { get; } = help;

    /// <summary>Values by what stands behind the name in a line: <c>{source="ccdata"}</c>, <c>_sum{engine="mysql"}</c>.</summary>
    public SortedDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes one measurement.</summary>
    /// <param name="labels">Without braces; empty for none.</param>
    public void Record(string labels, double value)
    {
        switch (Kind)
        {
            case MetricKind.Counter:
                Add(Braced("", labels), value);
                break;
            case MetricKind.Gauge:
                Values[Braced("", labels)] = value;
                break;
            default:
                foreach (double bound in Bounds)
                {
                    Add(Bucket(labels, bound.ToString("R", CultureInfo.InvariantCulture)), value <= bound ? 1 : 0);
                }

                Add(Bucket(labels, "+Inf"), 1);
                Add(Braced("_sum", labels), value);
                Add(Braced("_count", labels), 1);
                break;
        }
    }

    /// <summary>Adds what another process, or an earlier moment of this one, measured.</summary>
    public void Merge(MetricFamily other)
    {
        foreach ((string series, double value) in other.Values)
        {
            Values[series] = Kind == MetricKind.Gauge ? value : Values.GetValueOrDefault(series) + value;
        }
    }

    private void Add(string series, double value) => Values[series] = Values.GetValueOrDefault(series) + value;

    private static string Bucket(string labels, string bound) => Braced("_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"");

    private static string Braced(string suffix, string labels) => labels.Length == 0 ? suffix : $"{suffix}{{{labels}}}";
}
