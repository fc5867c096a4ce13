using System.Diagnostics.Metrics;
using CcIngest.Model;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CcIngest.Ingestion;

/// <summary>
/// The exporter of this process for one set of options: it measures from its first use to the end of the process, because counters that begin anew with
/// every session, or twice at a time, would be added up wrongly elsewhere. What it loads of OpenTelemetry is loaded with the first of them.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process: there is nobody to dispose of it.
internal sealed class OtlpExporter
#pragma warning restore CA1001
{
    private static readonly Lock All = new();
    private static readonly Dictionary<string, OtlpExporter> Known = new(StringComparer.Ordinal);

    private readonly MeterProvider _provider;
    private readonly BaseExportingMetricReader _reader;

    private OtlpExporter(OtlpOptions options, string environment, string version)
    {
        _reader = new BaseExportingMetricReader(new OtlpMetricExporter(new OtlpExporterOptions
        {
            Endpoint = options.MetricsAddress ?? throw new ArgumentException("There is no address.", nameof(options)),
            Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Headers = options.Headers?.Reveal(),
            TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds,
        }))
        {
            TemporalityPreference = options.IsDelta ? MetricReaderTemporalityPreference.Delta : MetricReaderTemporalityPreference.Cumulative,
        };
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource     // with OTEL_RESOURCE_ATTRIBUTES in it
                .AddService(options.ServiceName, serviceVersion: version)
                .AddAttributes([new KeyValuePair<string, object>("deployment.environment.name", environment)]))
            .AddMeter(IngestMeter.Name)
            .AddView(instrument => instrument is Histogram<double> ? new ExplicitBucketHistogramConfiguration { Boundaries = MetricFamily.Bounds } : null)
            .AddReader(_reader)
            .Build();
    }

    /// <summary>The one of these options; begins to measure when it is asked for first.</summary>
    public static OtlpExporter Of(OtlpOptions options, string environment)
    {
        string identity = $"{options.Identity}\n{environment}";
        lock (All)
        {
            if (!Known.TryGetValue(identity, out OtlpExporter? known))
            {
                Known[identity] = known = new OtlpExporter(options, environment, typeof(OtlpExporter).Assembly.GetName().Version?.ToString(3) ?? "");
            }

            return known;
        }
    }

    /// <summary>Sends what was measured. Blocks, and no longer than the options' time-out or so.</summary>
    /// <returns>Whether the collector took it.</returns>
    public bool TryExport(TimeSpan patience) => _reader.Collect((int)patience.TotalMilliseconds);
}
