using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads what is known of series: every asked stretch is in exactly one state.</summary>
[Cmdlet(VerbsCommon.Get, "CcCoverage")]
[OutputType(typeof(CoverageRecord))]
public sealed class GetCcCoverageCommand : StoreCmdlet
{
    private readonly List<(string? Exchange, string? RawSymbol, string? Interval)> _series = [];

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

    [Parameter]
    public CoverageState[]? State { get; set; }

    protected override void ProcessRecord() => _series.Add((Exchange?.ToLowerInvariant(), RawSymbol, Interval?.ToString()));

    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach ((string? exchange, string? rawSymbol, string? interval) in _series.Distinct())
        {
            CoverageFilter filter = new()
            {
                Exchanges = exchange is null ? [] : [exchange],
                Symbols = rawSymbol is null ? [] : [rawSymbol],
                Intervals = interval is null ? [] : [interval],
                States = State ?? [],
            };
            await WriteRowsAsync(StoreReads.CoverageAsync(store, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
        }
    });
}
