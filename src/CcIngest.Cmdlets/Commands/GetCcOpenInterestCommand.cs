using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads the open interest of futures contracts back, ascending by time.</summary>
[Cmdlet(VerbsCommon.Get, "CcOpenInterest")]
[OutputType(typeof(OpenInterest))]
public sealed class GetCcOpenInterestCommand : SeriesReadCmdlet<OpenInterest>
{
    private protected override string SeriesKind => "open-interest";
}
