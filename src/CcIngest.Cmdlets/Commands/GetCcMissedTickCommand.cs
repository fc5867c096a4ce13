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
            StoredBooks stored = await StoredBooks.ReadAsync(
                store, MissedTicks.Dataset, _wanted.Exists(wanted => wanted.Symbol is not null), cancellationToken).ConfigureAwait(false);
            foreach ((string? exchange, string? symbol, string? run) in _wanted.Distinct())
            {
                (string Exchange, string Native)[] books = [.. stored.Choose(exchange, symbol)];
                if (run is not null)
                {
                    IReadOnlyList<MissedTick> ticks = await BookReads.MissedAsync(store, run, From, To, cancellationToken).ConfigureAwait(false);
                    HashSet<(string, string)> chosen = [.. books];
                    await WriteRowsAsync(
                        ticks.Where(tick => chosen.Contains((tick.Exchange, tick.NativeSymbol))).ToAsyncEnumerable(), calls, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                foreach (var book in books)
                {
                    await WriteRowsAsync(BookReads.MissedAsync(store, book, From, To, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
                }
            }
        });
    }
}
