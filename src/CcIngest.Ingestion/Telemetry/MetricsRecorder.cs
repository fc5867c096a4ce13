using System.Diagnostics.Metrics;
using CcIngest.Model;
using Instrument = System.Diagnostics.Metrics.Instrument;

namespace CcIngest.Ingestion;

/// <summary>Listens to <see cref="IngestMeter"/> and gathers what was measured since it was last asked. Safe for several threads.</summary>
internal sealed class MetricsRecorder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _levels = new(StringComparer.Ordinal);
    private Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public MetricsRecorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == IngestMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured since the last call; levels (gauges) as they stand.</summary>
    public IReadOnlyCollection<MetricFamily> Take()
    {
        lock (_lock)
        {
            (Dictionary<string, MetricFamily> taken, _families) = (_families, new Dictionary<string, MetricFamily>(StringComparer.Ordinal));
            return taken.Values;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = PrometheusText.Labels(tags);
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument.Name, out MetricFamily? family))
            {
                _families[instrument.Name] = family = new MetricFamily(instrument.Name, KindOf(instrument), instrument.Description ?? "");
            }

            if (instrument is UpDownCounter<long>)
            {
                string level = $"{instrument.Name}{{{labels}";
                value += _levels.GetValueOrDefault(level);
                _levels[level] = value;
            }

            family.Record(labels, value);
        }
    }

    private static MetricKind KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> or Counter<double> => MetricKind.Counter,
        Histogram<double> => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };
}
