using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads the ticks of captures that were due and have no snapshot, each with its cause.</summary>
[Cmdlet(VerbsCommon.Get, "CcMissedTick")]
[OutputType(typeof(MissedTick))]
public sealed class GetCcMissedTickCommand : StoreCmdlet
{
    private readonly List<(string? Exchange, string? Symbol, string? RunId)> _wanted = [];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Exchange { get; set; }

    /// <summary>Standard or native symbols with wildcards; all that there are unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("NativeSymbol", "RawSymbol")]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Symbol { get; set; }

    /// <summary>Only those of a run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>UTC, inclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    protected override void ProcessRecord() => _wanted.Add((Exchange?.ToLowerInvariant(), Symbol, RunId));

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach ((string? exchange, string? symbol, string? run) in _wanted.Distinct())
            {
                NamePatterns names = new();
                names.Add(symbol is null ? null : [symbol]);
                foreach (var book in await BookReads.ChooseAsync(
                    store, MissedTicks.Dataset, exchange is null ? [] : [exchange], names, cancellationToken).ConfigureAwait(false))
                {
                    await WriteRowsAsync(
                        BookReads.MissedAsync(store, book, From, To, cancellationToken).Where(tick => run is null || tick.RunId == run),
                        calls, cancellationToken).ConfigureAwait(false);
                }
            }
        });
    }
}
