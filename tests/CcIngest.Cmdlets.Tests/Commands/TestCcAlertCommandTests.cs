using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class TestCcAlertCommandTests : CmdletTests
{
    private const string Job = """
        {
          "steps": [ { "sync": "exchanges" } ],
          "alerts": {
            "sinks": { "log": { "file": "alerts.jsonl" }, "ops": { "webhook": "ALERT_WEBHOOK_NOT_SET" } },
            "rules": [ { "on": "outcome" } ]
          }
        }
        """;

    [Fact]
    public void Each_sink_is_a_row_and_one_that_fails_is_no_error()
    {
        File.WriteAllText(Session.File("job.json"), Job);

        IReadOnlyList<AlertDelivery> all = Session.Call("Test-CcAlert").At("job.json").RunWell().All<AlertDelivery>();

        Assert.Equal([("log", true), ("ops", false)], all.Select(one => (one.Sink, one.IsDelivered)));
        Assert.Contains("ALERT_WEBHOOK_NOT_SET is not set", all[1].Message, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"test\"", File.ReadAllText(Session.File("alerts.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_named_ones_are_tried_and_none_with_WhatIf()
    {
        File.WriteAllText(Session.File("job.json"), Job);

        PipelineResult asked = Session.Run("Test-CcAlert", ("Job", "job.json"), ("Sink", new[] { "log" }), ("WhatIf", true));

        Assert.Empty(asked.Output);
        Assert.False(File.Exists(Session.File("alerts.jsonl")));
        Assert.Equal("log", Session.Call("Test-CcAlert", ("Sink", new[] { "log" })).At("job.json").RunWell().Single<AlertDelivery>().Sink);
    }
}
