using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class CompareCcSourceCommandTests : CmdletTests
{
    [Fact]
    public void What_is_stored_agrees_with_its_source_until_somebody_changes_it_and_then_the_difference_has_both_values()
    {
        ConnectedStore store = Session.ConnectFilledStore();
        SourceComparison before = Session.Run("Compare-CcSource", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", "1d")).Single<SourceComparison>();
        StoredCandle.Change(store);
        SourceDifference worst = Session.Run("Compare-CcSource", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", "1d"), ("Detail", true)).Single<SourceDifference>();

        Assert.Equal((1.0, 0L, 0L), (before.Agreement, before.MissingInStore, before.MissingAtSource));
        Assert.True(before.Rows > 50);
        Assert.Equal((StoredCandle.OpenTime, "close", "0.25"), (worst.OpenTime, worst.Column, worst.Stored));
        Assert.Equal("as-source", Session.Run("Get-CcQualityFinding", ("Exchange", "kraken")).Single<QualityFinding>().Rule);
    }

    [Fact]
    public void WhatIf_says_how_many_requests_there_would_be_and_sends_none()
    {
        Session.ConnectFilledStore();
        PipelineResult told = Session.Call("Compare-CcSource", ("Exchange", "kraken"), ("Interval", "1d"), ("Sample", 1), ("WhatIf", true)).Run();
        Assert.Empty(told.Output);
        Assert.DoesNotContain(Session.Run("Get-CcRun", ("Last", 1)).All<RunRecord>(), run => run.Job == "Compare-CcSource");
    }
}
