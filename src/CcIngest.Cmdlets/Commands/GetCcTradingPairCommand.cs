using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads from the store what an ingest with the same selection would work on.</summary>
[Cmdlet(VerbsCommon.Get, "CcTradingPair")]
[OutputType(typeof(TradingPair))]
public sealed class GetCcTradingPairCommand : StoreCmdlet
{
    private readonly WantedInstruments _wanted = new();
    private readonly HashSet<string> _quotes = new(StringComparer.Ordinal);

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [TextOnly]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Mapped names with wildcards, for example <c>BTC-*</c>; case does not matter.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Symbol")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Instrument { get; set; } = [];

    /// <summary>The name on the exchange, as it writes it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RawSymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RawSymbol { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(GradeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? MinimumGrade { get; set; }

    /// <summary>Base assets: the first so many by 30-day spot volume.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? TopAsset { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QuoteCompleter))]
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

    protected override void ProcessRecord()
    {
        _wanted.Add(Exchange, Instrument, RawSymbol);
        _quotes.UnionWith(Quote.Select(quote => quote.ToUpperInvariant()));
    }

    protected override void Work()
    {
        if (ExpectsInput && _wanted.IsEmpty)
        {
            return;
        }

        Selection selection = new()
        {
            Exchanges = _wanted.Exchanges,
            Instruments = _wanted.Instruments,
            MinimumGrade = MinimumGrade,
            TopAssets = TopAsset,
            Quotes = [.. _quotes],
            Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
        };
        UseStore(async (store, calls, cancellationToken) =>
        {
            IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(store, selection, cancellationToken).ConfigureAwait(false);
            foreach (TradingPair pair in pairs.Where(pair => _wanted.Match(pair.Exchange, pair.Symbol, pair.RawSymbol)).Take(Limit ?? int.MaxValue))
            {
                calls.Post(() => WriteObject(pair));
            }
        });
    }
}
