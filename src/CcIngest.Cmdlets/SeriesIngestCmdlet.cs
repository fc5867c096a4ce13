using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>
/// A cmdlet on one kind of series: of the instruments or pairs that come down the pipeline, or of those that a selection finds in the
/// store. One set of parameters, so that one hash table serves the plan and the ingest.
/// </summary>
public abstract class SeriesIngestCmdlet : RangeIngestCmdlet
{
    protected const string BySelection = "Selection";
    private const string ByInstrument = "Instrument";
    private const string ByPair = "TradingPair";

    private readonly PairCollection _pairs = new();

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInstrument)]
    [ValidateNotNullOrEmpty]
    public Instrument[] Instrument { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByPair)]
    [ValidateNotNullOrEmpty]
    public TradingPair[] TradingPair { get; set; } = [];

    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Mapped names, for example <c>BTC-USD</c>.</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(GradeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? MinimumGrade { get; set; }

    /// <summary>Base assets: the first so many by 30-day spot volume.</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ValidateRange(1, 1_000_000)]
    public int? TopAsset { get; set; }

    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(QuoteCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Quote { get; set; } = [];

    /// <summary>At most so many series, in a fixed order.</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ValidateRange(1, 1_000_000)]
    public int? Limit { get; set; }

    /// <summary>Instruments of another status are left out, from the pipeline too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = ["ACTIVE"];

    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval Interval { get; set; } = Interval.OneDay;

    protected override object? ErrorTarget => Interval;

    /// <summary>The kind of series, one of <see cref="SeriesDatasets.Kinds"/>.</summary>
    private protected abstract string SeriesKind { get; }

    /// <summary>The market asked for when no instrument comes down the pipeline.</summary>
    private protected virtual Market SeriesMarket => SeriesDatasets.MarketsOf(SeriesKind)[0];

    /// <summary>The index family, for the market of indices.</summary>
    private protected virtual string SeriesFamily => IndexOhlcv.DefaultFamily;

    protected override void ProcessRecord()
    {
        _pairs.Add(Instrument, Status);
        _pairs.Add(TradingPair, Status);
    }

    /// <summary>Asks once for the whole run, and carries it out. The plan costs reads, so it is made only when somebody will see it.</summary>
    private protected void Ingest()
    {
        if (Asked() is { } step && IsConfirmed(step))
        {
            RunSteps([step]);
        }
    }

    /// <summary>What the parameters ask for; null when nothing came down the pipeline, and then there is nothing to do.</summary>
    /// <exception cref="IngestException"><c>-From</c> is not before <c>-To</c>.</exception>
    private protected IngestStep? Asked()
    {
        RangeCheck.Ordered(From, To);
        if (_pairs.LeftOut > 0)
        {
            WriteVerbose($"{_pairs.LeftOut} instruments are left out: their status is not {string.Join(" or ", Status)}.");
        }

        bool chosen = ParameterSetName != BySelection || ExpectsInput;
        if (chosen && _pairs.Count == 0)
        {
            WriteVerbose("No instrument came down the pipeline: there is nothing to do.");
            return null;
        }

        return Step(chosen);
    }

    private IngestStep Step(bool chosen) => new()
    {
        Kind = SeriesKind,
        Market = chosen ? _pairs.Market : SeriesMarket,
        Interval = Interval,
        From = From,
        To = To,
        Revisit = Revisit,
        ThrottleLimit = ThrottleLimit,
        Pairs = chosen ? _pairs.ToList() : null,
        Select = new Selection
        {
            IndexFamily = SeriesFamily,
            Exchanges = [.. Exchange.Select(name => name.ToLowerInvariant())],
            Instruments = [.. Symbol.Select(name => name.ToUpperInvariant())],
            MinimumGrade = MinimumGrade,
            TopAssets = TopAsset,
            Quotes = [.. Quote.Select(quote => quote.ToUpperInvariant())],
            Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
            Limit = Limit,
        },
    };
}
