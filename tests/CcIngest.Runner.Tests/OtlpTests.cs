using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CcIngest.Runner.Tests;

/// <summary>Metrics that go to a collector by OpenTelemetry's protocol.</summary>
public sealed class OtlpTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private const string Login = "Basic c2VjcmV0OnNlY3JldA==";

    [Fact]
    public async Task A_collector_has_the_figures_of_the_runs_summary()
    {
        using TemporaryFolder folder = new();
        await using OtlpCollector collector = new();
        Dictionary<string, string> environment = new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address, ["OTEL_EXPORTER_OTLP_HEADERS"] = $"Authorization={Uri.EscapeDataString(Login)}", ["OTEL_SERVICE_NAME"] = "daily",
            ["ENVIRONMENT"] = "test", ["LOG_LEVEL"] = "Trace", ["STATE_DIR"] = folder.File("state"),
        };

        await using RunningProgram program = RunningProgram.Start(environment, "run", Job(folder), "--json", "--set", $"DB_FILE={folder.File("market.db")}");
        CommandLine run = await program.EndAsync();

        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement summary = run.Json;
        Assert.All(collector.Calls, call => Assert.Equal(("/v1/metrics", Login), (call.Path, call.Authorization)));
        Assert.Equal(summary.GetProperty("requests").GetInt64(), collector.Values("api_calls_total").Values.Sum());
        Assert.Equal(summary.GetProperty("requests").GetInt64(), collector.Values("api_response_latency_seconds").Values.Sum());
        foreach (JsonElement step in summary.GetProperty("steps").EnumerateArray())
        {
            foreach (string result in new[] { "inserted", "updated", "unchanged", "rejected" })
            {
                Assert.Equal(
                    step.GetProperty("rows").GetProperty(result).GetInt64(),
                    collector.Values("records_ingested_total").GetValueOrDefault($"result={result},step={step.GetProperty("step").GetString()}"));
            }
        }

        Assert.Equal(1, collector.Values("runs_total")["ingest_job=test,outcome=Complete"]);
        Assert.True(collector.Values("bytes_ingested_total").Values.Sum() > 1_000 && collector.Values("data_freshness_seconds").Count > 0);
        Assert.Equal(("daily", "test"), (collector.Resource("service.name"), collector.Resource("deployment.environment.name")));
        Assert.DoesNotContain("c2VjcmV0", run.Error + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not exported", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_does_not_answer_is_told_of_once_and_delays_the_end_no_longer_than_the_time_out(bool isListening)
    {
        using TemporaryFolder folder = new();
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        if (!isListening)
        {
            silent.Stop();
        }

        long began = Stopwatch.GetTimestamp();
        await using RunningProgram program = RunningProgram.Start(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = FormattableString.Invariant($"http://127.0.0.1:{port}"), ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000", ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
                ["STATE_DIR"] = folder.File("state"),
            }, "run", Job(folder), "--set", $"DB_FILE={folder.File("market.db")}");
        CommandLine run = await program.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Error.Split("The metrics are not exported").Length);
        Assert.Contains("Complete in", run.Output, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "Bearer 0123-secret")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "=0123-secret")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")]
    public async Task A_setting_that_is_wrong_is_named_before_the_run_begins_and_a_secret_is_not_shown(string name, string value)
    {
        using TemporaryFolder folder = new();

        CommandLine run = await CommandLine.RunAsync("run", Job(folder), "--set", $"DB_FILE={folder.File("market.db")}", "--set", $"{name}={value}");

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("0123-secret", run.Error + run.Output, StringComparison.Ordinal);
    }

    private string Job(TemporaryFolder folder) => folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", limit: 4));
}
