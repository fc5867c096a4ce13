using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcRevisionCommandTests : CmdletTests
{
    [Fact]
    public void Tells_what_a_corrected_candle_said_and_finds_it_from_the_candle()
    {
        RevisionRecord revision = CmdletCases.Of("Get-CcRevision").Works(Session).RunWell().Single<RevisionRecord>();

        Assert.Equal(StoredCandle.OpenTime, revision.OpenTime);
        Assert.Equal(StoredCandle.KnownFrom, revision.KnownFrom);
        Assert.Equal(["close"], revision.OldValues?.Keys);
        Assert.Equal(
            revision.OpenTime,
            Session.Call("Get-CcOhlcv", ("From", "2025-12-30")).At("kraken", "BTC-USD", "1d").Then(Module.Cmdlet("Get-CcRevision")).RunWell().Single<RevisionRecord>().OpenTime);
    }

    [Theory]
    [InlineData("Instrument", "ETH-USD")]
    [InlineData("Interval", "1h")]
    [InlineData("To", "2025-12-31")]
    [InlineData("RunId", "nobody")]
    [InlineData("Since", "2999-01-01")]
    public void Filters(string parameter, string value)
    {
        CmdletCases.Of("Get-CcRevision").Works(Session);

        Assert.Empty(Session.Run("Get-CcRevision", (parameter, value)).Output);
    }

    [Fact]
    public void Refuses_a_From_that_is_not_before_To()
    {
        Session.ConnectFilledStore();

        Session.Call("Get-CcRevision", ("From", "2025-12-02"), ("To", "2025-12-01")).Run().ShouldFail("RangeInvalid", ErrorCategory.InvalidArgument);
    }
}
