using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Finds the stretches of series whose rows are not there, with the cause of each.</summary>
[Cmdlet(VerbsCommon.Get, "CcGap")]
[OutputType(typeof(Gap))]
public sealed class GetCcGapCommand : StoreCmdlet
{
    private readonly List<GapRequest> _requests = [];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Exchange { get; set; }

    /// <summary>The name on the exchange, as it writes it.</summary>
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

    [Parameter]
    public GapCause[] Cause { get; set; } = [];

    /// <summary>UTC, inclusive: the series should be known from here on.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive: the series should be known up to here.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>Reads every row of the series, and finds those that are gone though they were stored.</summary>
    [Parameter]
    public SwitchParameter ReadRow { get; set; }

    protected override void ProcessRecord() => _requests.Add(new GapRequest
    {
        Datasets = Dataset is null ? [] : [Dataset.ToLowerInvariant()],
        Exchanges = Exchange is null ? [] : [Exchange.ToLowerInvariant()],
        RawSymbols = RawSymbol is null ? [] : [RawSymbol],
        Intervals = Interval is null ? [] : [Interval],
        Causes = Cause,
        From = From,
        To = To,
        ReadsRows = ReadRow || Cause.Contains(GapCause.RowsMissing),
    });

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        UseStore(async (store, calls, cancellationToken) =>
        {
            HashSet<Gap> told = [];
            foreach (GapRequest request in _requests)
            {
                await WriteRowsAsync(GapSearch.FindAsync(store, request, cancellationToken).Where(told.Add), calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }
}
