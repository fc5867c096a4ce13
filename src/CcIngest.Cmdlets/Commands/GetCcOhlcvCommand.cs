using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads candles back, ascending by time, one by one: for a backtest or <c>Export-Csv</c>.</summary>
[Cmdlet(VerbsCommon.Get, "CcOhlcv")]
[OutputType(typeof(Ohlcv))]
public sealed class GetCcOhlcvCommand : SeriesReadCmdlet<Ohlcv>
{
    /// <summary>For Index, <c>-Exchange</c> is the index family.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Market Market { get; set; }

    private protected override string SeriesKind => "ohlcv";

    private protected override Market SeriesMarket => Market;
}
