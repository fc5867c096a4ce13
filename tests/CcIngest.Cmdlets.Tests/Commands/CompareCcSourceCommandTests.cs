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
    public void Candles_are_compared_with_the_klines_of_their_exchange_and_what_two_sources_say_differently_is_no_finding()
    {
        Session.ConnectFilledStore();
        Session.Run("Invoke-CcOhlcvIngest", ("Market", Market.Futures), ("Exchange", "binance"), ("Symbol", SharedMarket.Contract), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01"));

        SourceComparison compared = Session.Run("Compare-CcSource", ("Exchange", "binance"), ("Dataset", "ohlcv-futures"), ("Interval", "1d"), ("WithKline", true)).Single<SourceComparison>();

        Assert.Equal($"binance-usdm klines {compared.RawSymbol}", compared.With);
        Assert.True(compared.Rows > 0);
        Assert.Equal(["first_trade_price", "high_trade_price", "low_trade_price", "close", "volume", "quote_volume", "total_trades"], compared.Columns.Select(column => column.Column));
        Assert.InRange(compared.Worst.Count, 1, 10);
        Assert.Empty(Session.Run("Get-CcQualityFinding").Output);
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
