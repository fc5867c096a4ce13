using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads funding rates of perpetual contracts back, ascending by time.</summary>
[Cmdlet(VerbsCommon.Get, "CcFundingRate")]
[OutputType(typeof(FundingRate))]
public sealed class GetCcFundingRateCommand : SeriesReadCmdlet<FundingRate>
{
    private protected override string SeriesKind => "funding-rate";
}
