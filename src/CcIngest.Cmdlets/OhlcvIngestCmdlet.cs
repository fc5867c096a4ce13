using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet on series that several markets have: candles above all.</summary>
public abstract class OhlcvIngestCmdlet : SeriesIngestCmdlet
{
    /// <summary>Instruments from the pipeline bring their own.</summary>
    [Parameter(ParameterSetName = BySelection)]
    public Market Market { get; set; }

    /// <summary>For the market Index: the family of indices.</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(IndexFamilyCompleter))]
    [ValidateNotNullOrEmpty]
    public string IndexFamily { get; set; } = IndexOhlcv.DefaultFamily;

    private protected override string SeriesKind => "ohlcv";

    private protected override Market SeriesMarket => Market;

    private protected override string SeriesFamily => IndexFamily.ToLowerInvariant();
}
