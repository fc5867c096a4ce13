using System.Globalization;
using System.Text;

namespace CcIngest.Ingestion;

/// <summary>
/// The text format 0.0.4 of Prometheus (prometheus.io, "Exposition formats"), as far as this program writes it: HELP, TYPE, series without
/// timestamps. Reads what it wrote.
/// </summary>
internal static class PrometheusText
{
    public static string Write(IEnumerable<MetricFamily> families)
    {
        StringBuilder text = new();
        foreach (MetricFamily family in families.Where(family => family.Values.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {family.Help}\n# TYPE {family.Name} {Word(family.Kind)}\n");
            foreach ((string series, double value) in family.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{family.Name}{series} {value:R}\n");
            }
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">A line is none that <see cref="Write"/> would write.</exception>
    public static IReadOnlyList<MetricFamily> Read(string text)
    {
        List<MetricFamily> families = [];
        string help = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ', 4);
            if (line.StartsWith("# HELP ", StringComparison.Ordinal) && parts.Length == 4)
            {
                help = parts[3];
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal) && parts.Length == 4)
            {
                families.Add(new MetricFamily(parts[2], Kind(parts[3]), help));
            }
            else
            {
                // A label may have blanks in it; the value never has.
                int blank = line.LastIndexOf(' ');
                MetricFamily family = families.Count > 0 ? families[^1] : throw new FormatException($"'{line}' stands before any TYPE.");
                if (blank < 0 || !line.StartsWith(family.Name, StringComparison.Ordinal)
                    || !double.TryParse(line[(blank + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                {
                    throw new FormatException($"'{line}' is no series of {family.Name}.");
                }

                family.Values[line[family.Name.Length..blank]] = value;
            }
        }

        return families;
    }

    /// <summary>Labels in the order they come, their values escaped.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder labels = new();
        foreach ((string name, object? value) in tags)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Append(labels.Length == 0 ? "" : ",").Append(name).Append("=\"")
                .Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }

        return labels.ToString();
    }

    private static string Word(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };

    private static MetricKind Kind(string word) => word switch
    {
        "counter" => MetricKind.Counter,
        "gauge" => MetricKind.Gauge,
        "histogram" => MetricKind.Histogram,
        _ => throw new FormatException($"There is no kind of metric '{word}' here."),
    };
}
