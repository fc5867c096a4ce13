using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcQualityFindingCommandTests : CmdletTests
{
    [Fact]
    public void Findings_are_chosen_by_series_rule_severity_and_time()
    {
        StoredCandle.Change(Session.ConnectFilledStore());
        Session.Run("Test-CcDataQuality", ("Exchange", "kraken"), ("Interval", "1d"));

        QualityFinding found = Assert.Single(
            Session.Run("Get-CcQualityFinding", ("Exchange", "Kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", "Day"), ("Rule", new[] { "ohlc-order" })).All<QualityFinding>());

        Assert.Equal(found, Session.Run("Get-CcQualityFinding", ("FindingId", new[] { found.FindingId })).Single<QualityFinding>());
        Assert.Empty(Session.Run("Get-CcQualityFinding", ("Rule", new[] { "ohlc-order" }), ("Severity", new[] { QualitySeverity.Warning })).Output);
        Assert.Empty(Session.Run("Get-CcQualityFinding", ("Rule", new[] { "ohlc-order" }), ("To", "2025-12-31")).Output);
    }
}
