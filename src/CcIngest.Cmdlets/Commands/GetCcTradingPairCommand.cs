using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads from the store what an ingest with the same selection would work on.</summary>
[Cmdlet(VerbsCommon.Get, "CcTradingPair")]
[OutputType(typeof(TradingPair))]
public sealed class GetCcTradingPairCommand : StoreCmdlet
{
    private readonly WantedByMarket _wanted = new();
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

    /// <summary>Spot, Futures or Index.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public Market Market { get; set; }

    /// <summary>For the market Index: the family of indices.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(IndexFamilyCompleter))]
    [ValidateNotNullOrEmpty]
    public string IndexFamily { get; set; } = IndexOhlcv.DefaultFamily;

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
        _wanted.In(Market).Add(Exchange, Instrument, RawSymbol);
        _quotes.UnionWith(Quote.Select(quote => quote.ToUpperInvariant()));
    }

    protected override void Work()
    {
        if (ExpectsInput && _wanted.Count == 0)
        {
            return;
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            List<TradingPair> pairs = [];
            IngestException? empty = null;
            foreach ((Market market, WantedInstruments wanted) in _wanted.All)
            {
                try
                {
                    pairs.AddRange((await SeriesSelection.ChooseAsync(store, Selected(wanted), market, cancellationToken).ConfigureAwait(false))
                        .Where(pair => wanted.Match(pair.Exchange, pair.Symbol, pair.RawSymbol)));
                }
                catch (IngestException nothing) when (nothing.Id == IngestErrorId.SelectionEmpty && _wanted.Count > 1)
                {
                    empty = nothing;
                }
            }

            if (pairs.Count == 0 && empty is not null)
            {
                throw empty;
            }

            foreach (TradingPair pair in pairs.Take(Limit ?? int.MaxValue))
            {
                calls.Post(() => WriteObject(pair));
            }
        });
    }

    private Selection Selected(WantedInstruments wanted) => new()
    {
        Exchanges = wanted.Exchanges,
        Instruments = wanted.Instruments,
        IndexFamily = IndexFamily.ToLowerInvariant(),
        MinimumGrade = MinimumGrade,
        TopAssets = TopAsset,
        Quotes = [.. _quotes],
        Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
    };
}
