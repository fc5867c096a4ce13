using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads spot instruments from the store, delisted ones included.</summary>
[Cmdlet(VerbsCommon.Get, "CcInstrument")]
[OutputType(typeof(Instrument))]
public sealed class GetCcInstrumentCommand : StoreCmdlet
{
    private readonly VenueNames _exchanges = new();

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Mapped names with wildcards, for example <c>BTC-*</c>; case does not matter.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Instrument { get; set; }

    /// <summary>Statuses; all unless given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [];

    protected override void ProcessRecord() => _exchanges.Add(Exchange);

    protected override void Work()
    {
        if (ExpectsInput && _exchanges.Count == 0)
        {
            return;
        }

        NamePatterns names = new();
        names.Add(Instrument);
        InstrumentFilter filter = new()
        {
            Exchanges = _exchanges.ToList(),
            Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
        };
        UseStore(async (store, calls, cancellationToken) =>
        {
            await foreach (Instrument instrument in StoreReads.InstrumentsAsync(store, filter, cancellationToken).ConfigureAwait(false))
            {
                if (names.Match(instrument.Symbol))
                {
                    calls.Post(() => WriteObject(instrument));
                }
            }
        });
    }
}
