using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>A real Prometheus reads what a run measured; the rules and the dashboard of docs/monitoring ask for series that there are.</summary>
public sealed partial class MonitoringTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private static readonly string Monitoring = RepositoryFiles.PathOf("docs", "monitoring");

    [SkippableFact]
    public async Task Alert_rules_pass_their_tests()
    {
        await DebianProgram.RunAsync("promtool", "prometheus", Monitoring, "check", "rules", "alerts.yml");
        Assert.Contains("SUCCESS", await DebianProgram.RunAsync("promtool", "prometheus", Monitoring, "test", "rules", "alerts.test.yml"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Prometheus_has_the_figures_of_the_runs_summary()
    {
        using TemporaryFolder folder = new();
        string metrics = folder.File("ccingest.prom");
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));
        await using RunningProgram program = RunningProgram.Start(
            "run", job, "--json", "--set", $"DB_FILE={folder.File("market.db")}", "--set", $"METRICS_FILE={metrics}", "--set", $"STATE_DIR={folder.File("state")}");
        CommandLine run = await program.EndAsync();
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement summary = run.Json;

        using CancellationTokenSource stop = new();
        (int port, Task serving) = Serve(metrics, stop.Token);
        int own = FreePort();
        folder.Write("prometheus.yml", string.Create(CultureInfo.InvariantCulture, $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: ['{{Path.Combine(Monitoring, "alerts.yml")}}']
            scrape_configs: [ { job_name: textfile, static_configs: [ { targets: ['127.0.0.1:{{port}}'] } ] } ]
            """));
        using Process prometheus = DebianProgram.Start(
            "prometheus", "prometheus", Path.GetDirectoryName(metrics)!, "--config.file=prometheus.yml", "--storage.tsdb.path=data", "--log.level=error",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{own}"));
        try
        {
            using HttpClient http = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{own}/")) };
            await UntilAsync(async () => await ValueAsync(http, "count(api_calls_total)") > 0);

            Assert.Equal(summary.GetProperty("requests").GetInt64(), await ValueAsync(http, "sum(api_calls_total)"));
            foreach (string result in new[] { "inserted", "updated", "unchanged", "rejected" })
            {
                long expected = summary.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("rows").GetProperty(result).GetInt64());
                Assert.Equal(expected, await ValueAsync(http, $"sum(records_ingested_total{{result=\"{result}\"}}) or vector(0)"));
            }

            Assert.Equal(summary.GetProperty("requests").GetInt64(), await ValueAsync(http, "sum(api_response_latency_seconds_count)"));
            Assert.Equal(1, await ValueAsync(http, "sum(runs_total{outcome=\"Complete\"})"));
            Assert.True(await ValueAsync(http, "count(data_freshness_seconds)") >= 1);
            foreach (string expression in Expressions())
            {
                JsonElement answer = await QueryAsync(http, expression.Replace("${datasource}", "", StringComparison.Ordinal));
                Assert.True(answer.GetProperty("status").GetString() == "success", $"{expression}: {answer}");
            }
        }
        finally
        {
            prometheus.Kill(entireProcessTree: true);
            await prometheus.WaitForExitAsync();
            await stop.CancelAsync();
            await serving;
        }
    }

    [Fact]
    public void Rules_and_dashboard_name_only_what_is_measured()
    {
        string told = File.ReadAllText(Path.Combine(Monitoring, "README.md"));
        string[] measured = [.. MetricName().Matches(told).Select(match => match.Groups[1].Value)];
        Assert.True(measured.Length >= 12);
        string all = string.Join("\n", Expressions()) + File.ReadAllText(Path.Combine(Monitoring, "alerts.yml"));

        string[] used = [.. UsedName().Matches(all).Select(match => Suffix().Replace(match.Value, "")).Distinct()];

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains(name, measured));
        string source = File.ReadAllText(RepositoryFiles.PathOf("src", "CcIngest.Model", "Telemetry", "IngestMeter.cs"));
        Assert.All(measured, name => Assert.Contains($"\"{name}\"", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_alert_has_its_section_in_the_runbook()
    {
        string runbook = File.ReadAllText(RepositoryFiles.PathOf("docs", "runbook.md"));
        string[] alerts = [.. AlertName().Matches(File.ReadAllText(Path.Combine(Monitoring, "alerts.yml"))).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"\n## {alert}\n", runbook, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Expressions()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Monitoring, "grafana-dashboard.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    private static async Task<double> ValueAsync(HttpClient http, string expression)
    {
        JsonElement result = (await QueryAsync(http, expression)).GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? 0 : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    private static async Task<JsonElement> QueryAsync(HttpClient http, string expression) => JsonDocument.Parse(
        await http.GetStringAsync($"api/v1/query?query={Uri.EscapeDataString(expression)}")).RootElement;

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }

            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>Serves a file over HTTP as the node exporter's textfile collector would.</summary>
    private static (int Port, Task Serving) Serve(string path, CancellationToken cancellationToken)
    {
        int port = FreePort();
        HttpListener listener = new() { Prefixes = { string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/") } };
        listener.Start();
        cancellationToken.Register(listener.Close);
        return (port, Task.Run(async () =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    HttpListenerContext call = await listener.GetContextAsync();
                    call.Response.ContentType = "text/plain; version=0.0.4";
                    await call.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(path, CancellationToken.None), CancellationToken.None);
                    call.Response.Close();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    // The caller has gone, or the test is over.
                }
            }
        }, CancellationToken.None));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^\| `([a-z]+(?:_[a-z]+)+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\b[a-z]+(?:_[a-z]+)*_(?:total|seconds|seconds_bucket|in_use)\b", RegexOptions.CultureInvariant)]
    private static partial Regex UsedName();

    [GeneratedRegex("_bucket$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"- alert: (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex AlertName();
}
