using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads spot instruments or futures contracts from the store, delisted ones included.</summary>
[Cmdlet(VerbsCommon.Get, "CcInstrument")]
[OutputType(typeof(Instrument))]
public sealed class GetCcInstrumentCommand : StoreCmdlet
{
    private readonly WantedByMarket _wanted = new();

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [TextOnly]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Mapped names with wildcards, for example <c>BTC-*</c>; case does not matter.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Symbol")]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Instrument { get; set; }

    /// <summary>The name on the exchange, as it writes it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RawSymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RawSymbol { get; set; }

    /// <summary>Spot or Futures; the store has no list of indices.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Market Market { get; set; }

    /// <summary>Statuses; all unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [];

    protected override void ProcessRecord()
    {
        _wanted.In(Market).Add(Exchange, Instrument, RawSymbol);
    }

    protected override void Work()
    {
        if (ExpectsInput && _wanted.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> statuses = [.. Status.Select(status => status.ToUpperInvariant())];
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach ((Market market, WantedInstruments wanted) in _wanted.All)
            {
                InstrumentFilter filter = new() { Exchanges = wanted.Exchanges, Statuses = statuses };
                await foreach (Instrument instrument in StoreReads.InstrumentsAsync(store, market, filter, cancellationToken).ConfigureAwait(false))
                {
                    if (wanted.Match(instrument.Exchange, instrument.Symbol, instrument.RawSymbol))
                    {
                        calls.Post(() => WriteObject(instrument));
                    }
                }
            }
        });
    }
}
