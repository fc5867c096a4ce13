using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcOhlcvCommandTests : CmdletTests
{
    [Theory]
    [InlineData("2025-12-30", 2)]
    [InlineData("2025-12-30T00:00:00Z", 2)]
    [InlineData("2025-12-30T02:00:00+02:00", 2)]
    [InlineData("2025-12-30 00:01", 1)]
    public void Takes_a_time_without_a_zone_for_UTC(string from, int days)
    {
        Session.ConnectFilledStore();

        Assert.Equal(days, Session.Call("Get-CcOhlcv", ("From", from), ("To", "2026-01-01")).At("kraken", "BTC-USD", "Day").RunWell().Output.Count);
    }

    [Fact]
    public void Takes_instruments_from_the_pipeline_ascending_by_time()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<Ohlcv> candles = Session.Call("Get-CcInstrument").At("kraken", "BTC-USD").Then(Module.Cmdlet("Get-CcOhlcv"), ("Interval", "1d"))
            .RunWell().All<Ohlcv>();

        Assert.Equal(92, candles.Count);
        Assert.Equal(candles.Select(candle => candle.OpenTime).Order(), candles.Select(candle => candle.OpenTime));
        Assert.All(candles, candle => Assert.Equal(DateTimeKind.Utc, candle.OpenTime.Kind));
    }

    [Fact]
    public void Tells_of_an_unknown_instrument_and_goes_on_with_the_others()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Get-CcOhlcv", ("Interval", "1d"))
            .Piping(new { Exchange = "kraken", Symbol = "NO-SUCH" }, new { Exchange = "kraken", Symbol = "BTC-USD" }).Run();

        Assert.Equal("kraken NO-SUCH", result.ShouldTell("InstrumentUnknown", ErrorCategory.ObjectNotFound).TargetObject);
        Assert.Equal(92, result.Output.Count);
    }

    [Fact]
    public void Gives_candles_as_they_were_known()
    {
        StoredCandle.Change(Session.ConnectFilledStore());
        Session.Run("Invoke-CcOhlcvIngest", ("Exchange", "kraken"), ("Symbol", "BTC-USD"), ("Interval", "1d"), ("From", "2025-10-01"), ("To", "2026-01-01"));

        Ohlcv then = Session.Call("Get-CcOhlcv", ("From", StoredCandle.OpenTime), ("AsOf", "2026-01-15")).At("kraken", "BTC-USD", "1d").RunWell().Single<Ohlcv>();
        Ohlcv now = Session.Call("Get-CcOhlcv", ("From", StoredCandle.OpenTime)).At("kraken", "BTC-USD", "1d").RunWell().Single<Ohlcv>();

        Assert.Equal(StoredCandle.Close, then.Close);
        Assert.NotEqual(StoredCandle.Close, now.Close);
    }

    [Fact]
    public void Refuses_a_From_that_is_not_before_To()
    {
        Session.ConnectFilledStore();

        Session.Call("Get-CcOhlcv", ("From", "2025-12-02"), ("To", "2025-12-01")).At("kraken", "BTC-USD", "1d").Run()
            .ShouldFail("RangeInvalid", ErrorCategory.InvalidArgument);
    }

    [Theory]
    [InlineData("Interval", "7x", "CannotConvertArgumentNoMessage,")]
    [InlineData("From", "yesterday", "ParameterArgumentTransformationError,")]
    [InlineData("From", "01.12.2025", "ParameterArgumentTransformationError,")]
    public void Refuses_other_arguments(string parameter, string value, string id)
    {
        (string, object?)[] rest = parameter == "Interval" ? [] : [("Interval", "1d")];

        Session.Call("Get-CcOhlcv", [("Exchange", "kraken"), ("Instrument", "BTC-USD"), (parameter, value), .. rest]).Run().ShouldRefuse(id);
    }
}
