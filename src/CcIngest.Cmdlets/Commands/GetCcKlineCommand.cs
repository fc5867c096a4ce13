using System.Management.Automation;
using System.Runtime.CompilerServices;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads klines of exchanges back, ascending by time, one by one, with their exact decimals.</summary>
[Cmdlet(VerbsCommon.Get, "CcKline")]
[OutputType(typeof(Kline))]
public sealed class GetCcKlineCommand : StoreCmdlet
{
    private readonly List<Wanted> _wanted = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string Exchange { get; set; } = "";

    /// <summary>A native symbol, or a standard one, of which the preferred native symbol is read.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("NativeSymbol", "RawSymbol")]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string Symbol { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(KlineIntervalCompleter))]
    public Interval Interval { get; set; } = Interval.OneDay;

    /// <summary>UTC, inclusive; the first kline unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive; the last kline unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    protected override void ProcessRecord() => _wanted.Add(new Wanted(Exchange.ToLowerInvariant(), Symbol, Interval, From, To));

    protected override void Work()
    {
        foreach (Wanted wanted in _wanted)
        {
            RangeCheck.Ordered(wanted.From, wanted.To);
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (Wanted wanted in _wanted.Distinct())
            {
                SymbolRecord[] symbols = [.. await SymbolSelection.ReadAsync(store, [wanted.Exchange], cancellationToken).ConfigureAwait(false)];
                string standard = wanted.Symbol.ToUpperInvariant();
                string? native = Array.Find(symbols, symbol => symbol.NativeSymbol == wanted.Symbol)?.NativeSymbol
                    ?? ResolvedSymbol.Preferred(symbols.Where(symbol => symbol.StandardSymbol == standard)).FirstOrDefault()?.NativeSymbol;
                long count = await WriteRowsAsync(
                    ReadAsync(store, wanted, native ?? wanted.Symbol, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
                if (count == 0 && native is null)
                {
                    calls.Post(() => WriteError(Unknown(wanted)));
                }
            }
        });
    }

    private static async IAsyncEnumerable<Kline> ReadAsync(
        IMarketDataStore store, Wanted wanted, string native, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RowSlice series = new([wanted.Exchange, native, wanted.Interval.ToString()], wanted.From, wanted.To);
        await foreach (RowBatch rows in store.ScanAsync(Klines.At(wanted.Interval), series, cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                yield return Kline.Of(rows, row);
            }
        }
    }

    private static ErrorRecord Unknown(Wanted wanted) => IngestErrors.ToErrorRecord(
        new IngestException(
            IngestErrorId.InstrumentUnknown, $"The store has no symbol {wanted.Symbol} of {wanted.Exchange}.",
            "Look it up with Get-CcSymbol, or run Sync-CcSymbol first.", scope: FailureScope.Leg),
        $"{wanted.Exchange} {wanted.Symbol}");

    private sealed record Wanted(string Exchange, string Symbol, Interval Interval, DateTime? From, DateTime? To);
}
