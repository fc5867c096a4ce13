using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that works on what the store has of series, chosen by any of the four words that name one, also those of objects of the pipeline.</summary>
public abstract class SeriesFilterCmdlet : StoreCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Exchange { get; set; }

    /// <summary>The name on the exchange, as it writes it: what a series is known by.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RawSymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RawSymbol { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    /// <summary>A dataset's name, for example <c>ohlcv-spot</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }
}
