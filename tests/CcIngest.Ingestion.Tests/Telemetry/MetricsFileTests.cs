using CcIngest.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>What a run measures, as a file for Prometheus. Other tests measure beside these, so names of their own tell the values apart.</summary>
public sealed class MetricsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-metrics-").FullName;

    private string File => Path.Combine(_folder, "ccingest.prom");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Counters_go_on_from_one_process_to_the_next_and_gauges_are_the_last()
    {
        string source = Guid.NewGuid().ToString("N");
        await MeasureAsync(() => { IngestMeter.Called(source); IngestMeter.Called(source); IngestMeter.Aged(source, "1d", TimeSpan.FromHours(2)); });
        await MeasureAsync(() => { IngestMeter.Called(source); IngestMeter.Aged(source, "1d", TimeSpan.FromHours(1)); });

        Assert.Contains($"api_calls_total{{source=\"{source}\"}} 3", Lines());
        Assert.Contains($"data_freshness_seconds{{dataset=\"{source}\",interval=\"1d\"}} 3600", Lines());
        Assert.Contains("# TYPE api_calls_total counter", Lines());
    }

    [Fact]
    public async Task Latencies_are_counted_below_their_bounds()
    {
        string source = Guid.NewGuid().ToString("N");
        await MeasureAsync(() => { IngestMeter.CallEnded(source, TimeSpan.FromSeconds(0.2)); IngestMeter.CallEnded(source, TimeSpan.FromSeconds(700)); });

        Assert.Contains($"api_response_latency_seconds_bucket{{source=\"{source}\",le=\"0.1\"}} 0", Lines());
        Assert.Contains($"api_response_latency_seconds_bucket{{source=\"{source}\",le=\"0.25\"}} 1", Lines());
        Assert.Contains($"api_response_latency_seconds_bucket{{source=\"{source}\",le=\"+Inf\"}} 2", Lines());
        Assert.Contains($"api_response_latency_seconds_count{{source=\"{source}\"}} 2", Lines());
        Assert.Contains($"api_response_latency_seconds_sum{{source=\"{source}\"}} 700.2", Lines());
    }

    [Fact]
    public async Task Two_at_once_lose_nothing()
    {
        string source = Guid.NewGuid().ToString("N");
        MetricsFile[] two = [Open(), Open()];
        IngestMeter.Received(source, 100);
        await Task.WhenAll(two.Select(file => file.DisposeAsync().AsTask()));

        // Both of this process have heard it.
        Assert.Contains($"bytes_ingested_total{{source=\"{source}\"}} 200", Lines());
    }

    [Fact]
    public async Task Labels_with_quotes_and_breaks_are_read_as_they_were_written()
    {
        string job = $"a \"b\"\n\\ {Guid.NewGuid():N}";
        for (int run = 0; run < 2; run++)
        {
            await MeasureAsync(() => IngestMeter.Ended(job, RunOutcome.Complete, DateTime.UnixEpoch.AddSeconds(5)));
        }

        string label = job.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Assert.Contains($"runs_total{{ingest_job=\"{label}\",outcome=\"Complete\"}} 2", Lines());
        Assert.Contains($"run_last_end_timestamp_seconds{{ingest_job=\"{label}\",outcome=\"Complete\"}} 5", Lines());
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_begun_anew_and_a_folder_that_is_not_there_is_refused()
    {
        string source = Guid.NewGuid().ToString("N");
        await System.IO.File.WriteAllTextAsync(File, "no metrics at all\n");
        await MeasureAsync(() => IngestMeter.Called(source));

        Assert.Contains($"api_calls_total{{source=\"{source}\"}} 1", Lines());
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(
            () => MetricsFile.Open(Path.Combine(_folder, "none", "file.prom"), TimeProvider.System, NullLoggerFactory.Instance)).Id);
    }

    private string[] Lines() => System.IO.File.ReadAllLines(File);

    private MetricsFile Open() => MetricsFile.Open(File, TimeProvider.System, NullLoggerFactory.Instance);

    private async Task MeasureAsync(Action measure)
    {
        await using MetricsFile file = Open();
        measure();
    }
}
