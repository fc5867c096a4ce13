using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads order books back with their exact decimals: the latest of each, the one at a time, or all of a range.</summary>
[Cmdlet(VerbsCommon.Get, "CcOrderBook", DefaultParameterSetName = ByMoment)]
[OutputType(typeof(OrderBook))]
public sealed class GetCcOrderBookCommand : StoreCmdlet
{
    private const string ByMoment = "Moment";
    private const string ByRange = "Range";

    private readonly List<(string? Exchange, string? Symbol)> _wanted = [];

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

    /// <summary>UTC: the last book up to this moment, inclusive; the latest of all unless given.</summary>
    [Parameter(ParameterSetName = ByMoment)]
    [UtcTime]
    public DateTime? At { get; set; }

    /// <summary>UTC, inclusive.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRange)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive; the latest unless given.</summary>
    [Parameter(ParameterSetName = ByRange)]
    [UtcTime]
    public DateTime? To { get; set; }

    protected override void ProcessRecord() => _wanted.Add((Exchange?.ToLowerInvariant(), Symbol));

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        UseStore(async (store, calls, cancellationToken) =>
        {
            StoredBooks stored = await StoredBooks.ReadAsync(
                store, OrderBookSnapshots.Dataset, _wanted.Exists(wanted => wanted.Symbol is not null), cancellationToken).ConfigureAwait(false);
            foreach ((string? exchange, string? symbol) in _wanted.Distinct())
            {
                (string Exchange, string Native)[] books = [.. stored.Choose(exchange, symbol)];
                if (books.Length == 0 && symbol is not null && !WildcardPattern.ContainsWildcardCharacters(symbol))
                {
                    calls.Post(() => WriteError(Unknown(exchange, symbol)));
                }

                foreach (var book in books)
                {
                    if (ParameterSetName == ByRange)
                    {
                        await WriteRowsAsync(BookReads.ReadAsync(store, book, From, To, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
                    }
                    else if (await BookReads.LastAsync(store, book, At, cancellationToken).ConfigureAwait(false) is { } last)
                    {
                        calls.Post(() => WriteObject(last));
                    }
                }
            }
        });
    }

    private static ErrorRecord Unknown(string? exchange, string symbol) => IngestErrors.ToErrorRecord(
        new IngestException(
            IngestErrorId.InstrumentUnknown, $"The store has no order book of {symbol}{(exchange is null ? "" : $" of {exchange}")}.",
            "Capture it with Invoke-CcOrderBookCapture; Get-CcSymbol shows the names.", scope: FailureScope.Leg),
        symbol);
}
