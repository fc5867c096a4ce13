using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads from the store what an ingest with the same selection would work on.</summary>
[Cmdlet(VerbsCommon.Get, "CcTradingPair")]
[OutputType(typeof(TradingPair))]
public sealed class GetCcTradingPairCommand : StoreCmdlet
{
    private readonly VenueNames _exchanges = new();

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Mapped names, for example <c>BTC-USD</c>.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[] Instrument { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(GradeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? MinimumGrade { get; set; }

    /// <summary>Base assets: the first so many by 30-day spot volume.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? TopAsset { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Quote { get; set; } = [];

    [Parameter]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = ["ACTIVE"];

    /// <summary>At most so many pairs, in a fixed order.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? Limit { get; set; }

    protected override void ProcessRecord() => _exchanges.Add(Exchange);

    protected override void Work()
    {
        if (ExpectsInput && _exchanges.Count == 0)
        {
            return;
        }

        Selection selection = new()
        {
            Exchanges = _exchanges.ToList(),
            Instruments = [.. Instrument.Select(name => name.ToUpperInvariant())],
            MinimumGrade = MinimumGrade,
            TopAssets = TopAsset,
            Quotes = [.. Quote.Select(quote => quote.ToUpperInvariant())],
            Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
            Limit = Limit,
        };
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (TradingPair pair in await SeriesSelection.ChooseAsync(store, selection, cancellationToken).ConfigureAwait(false))
            {
                calls.Post(() => WriteObject(pair));
            }
        });
    }
}
