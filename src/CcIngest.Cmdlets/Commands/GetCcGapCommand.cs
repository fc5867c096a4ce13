using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Finds the stretches of series whose rows are not there, with the cause of each.</summary>
[Cmdlet(VerbsCommon.Get, "CcGap")]
[OutputType(typeof(Gap))]
public sealed class GetCcGapCommand : SeriesFilterCmdlet
{
    private readonly HashSet<(string? Dataset, string? Exchange, string? RawSymbol, Interval? Interval)> _series = [];

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

    protected override void ProcessRecord() => _series.Add((Dataset?.ToLowerInvariant(), Exchange?.ToLowerInvariant(), RawSymbol, Interval));

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        DateTime? kept = StoreOptions.Chunks.DropAfter is { } dropAfter ? TimeProvider.System.GetUtcNow().UtcDateTime - dropAfter : null;
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach ((string? dataset, string? exchange, string? rawSymbol, Interval? interval) in _series)
            {
                GapRequest request = new()
                {
                    Datasets = dataset is null ? [] : [dataset],
                    Exchanges = exchange is null ? [] : [exchange],
                    RawSymbols = rawSymbol is null ? [] : [rawSymbol],
                    Intervals = interval is null ? [] : [interval],
                    Causes = Cause,
                    From = From,
                    To = To,
                    KeptFrom = kept,
                    ReadsRows = ReadRow || Cause.Contains(GapCause.RowsMissing),
                };
                await WriteRowsAsync(GapSearch.FindAsync(store, request, TimeProvider.System, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }
}
