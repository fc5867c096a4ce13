using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion.Tests;

public sealed class OtlpExportTests
{
    [Fact]
    public void Options_that_the_exporter_refuses_are_a_warning_without_their_text_and_no_exception()
    {
        RecordingLoggers log = new();
        OtlpOptions options = new() { Endpoint = new Uri("http://127.0.0.1:9"), Headers = new Secret("a: hunter2") };

        Assert.Null(OtlpExport.TryOpen(options, "test", TimeProvider.System, log));

        (LogLevel level, string text) = Assert.Single(log.Entries.Select(entry => (entry.Level, entry.Text)));
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("OTEL_EXPORTER_OTLP_", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }
}
