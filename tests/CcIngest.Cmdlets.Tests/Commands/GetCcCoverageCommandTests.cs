using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcCoverageCommandTests : CmdletTests
{
    [Fact]
    public void Finds_series_of_instruments_from_the_pipeline()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<CoverageRecord> found = Session.Call("Get-CcInstrument").At("kraken", "BTC-USD").Then(Module.Cmdlet("Get-CcCoverage"), ("Interval", "Day"))
            .RunWell().All<CoverageRecord>();

        Assert.NotEmpty(found);
        Assert.Equal(new DateTime(2025, 10, 1, 0, 0, 0, DateTimeKind.Utc), found.Min(known => known.From));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), found.Max(known => known.To));
    }

    [Theory]
    [InlineData("State", "complete", true)]
    [InlineData("State", "Pending", false)]
    [InlineData("Interval", "1h", false)]
    [InlineData("Exchange", "KRAKEN", true)]
    [InlineData("Exchange", "coinbase", false)]
    public void Filters(string parameter, string value, bool finds)
    {
        Session.ConnectFilledStore();

        Assert.Equal(finds, Session.Run("Get-CcCoverage", (parameter, value)).Output.Count > 0);
    }

    [Theory]
    [InlineData("State", "Perhaps", "CannotConvertArgumentNoMessage,")]
    [InlineData("Interval", "7x", "CannotConvertArgumentNoMessage,")]
    [InlineData("Exchange", "", "ParameterArgumentValidationError,")]
    public void Refuses_other_arguments(string parameter, string value, string id) => Session.Call("Get-CcCoverage", (parameter, value)).Run().ShouldRefuse(id);
}
