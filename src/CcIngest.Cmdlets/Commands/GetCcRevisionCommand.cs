using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads what candles and other series said before the source corrected them.</summary>
[Cmdlet(VerbsCommon.Get, "CcRevision")]
[OutputType(typeof(RevisionRecord))]
public sealed class GetCcRevisionCommand : StoreCmdlet
{
    /// <summary>Corrections of assets and symbols are asked for by their dataset.</summary>
    private static readonly IReadOnlyList<string> OfSeries =
        [.. DatasetCatalog.All.Where(dataset => dataset.Series is not null).Select(dataset => dataset.Name).Distinct()];

    private readonly List<Wanted> _wanted = [];
    private bool _isRunSaid;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Exchange { get; set; }

    /// <summary>The mapped name (<c>BTC-USD</c>) or the name on the exchange.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Symbol")]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    public string? Instrument { get; set; }

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval? Interval { get; set; }

    /// <summary>The name on the exchange, as it writes it: what a series is known by.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RawSymbolCompleter))]
    public string? RawSymbol { get; set; }

    /// <summary>A dataset's name, for example <c>ohlcv-spot</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DatasetCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Dataset { get; set; }

    /// <summary>One period by its start, UTC: what a candle of Get-CcOhlcv brings along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? OpenTime { get; set; }

    /// <summary>Periods from here on, UTC, inclusive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>Periods before this, UTC, exclusive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>Corrections that were stored at this moment or later, UTC.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? Since { get; set; }

    /// <summary>Corrections of these runs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    /// <summary>Only the newest so many corrections, newest first.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    protected override void BeginProcessing() => _isRunSaid = MyInvocation.BoundParameters.ContainsKey(nameof(RunId));

    protected override void ProcessRecord()
    {
        // What belongs to a series also names a run, but one that stored or said something else: the corrections may be other runs'.
        bool isOfRun = _isRunSaid || string.IsNullOrEmpty(RawSymbol);
        _wanted.Add(new Wanted(
            Dataset?.ToLowerInvariant(), Exchange?.ToLowerInvariant(), Instrument, RawSymbol, Interval, OpenTime ?? From, OpenTime?.AddSeconds(1) ?? To, isOfRun ? RunId : []));
    }

    protected override void Work()
    {
        foreach (Wanted wanted in _wanted)
        {
            RangeCheck.Ordered(wanted.From, wanted.To);
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (Wanted wanted in _wanted)
            {
                IReadOnlyList<string> symbols = await SymbolsAsync(store, wanted, cancellationToken).ConfigureAwait(false);
                RevisionFilter filter = new()
                {
                    Datasets = wanted.Dataset is null ? OfSeries : [wanted.Dataset],
                    Exchanges = wanted.Exchange is null ? [] : [wanted.Exchange],
                    Symbols = symbols,
                    Intervals = wanted.Interval is null ? [] : [wanted.Interval.ToString()],
                    From = wanted.From,
                    To = wanted.To,
                    Since = Since,
                    RunIds = wanted.RunIds,
                    Last = Last,
                };
                await WriteRowsAsync(StoreReads.RevisionsAsync(store, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Names on the exchange: a series may be there that the instruments table has no more.</summary>
    private static async Task<IReadOnlyList<string>> SymbolsAsync(IMarketDataStore store, Wanted wanted, CancellationToken cancellationToken)
    {
        if (wanted.RawSymbol is { Length: > 0 } rawSymbol)
        {
            return [rawSymbol];
        }

        if (string.IsNullOrEmpty(wanted.Instrument))
        {
            return [];
        }

        IReadOnlyList<string> known = await StoreReads.RawSymbolsAsync(store, wanted.Exchange, wanted.Instrument, cancellationToken).ConfigureAwait(false);
        return known.Count > 0 ? known : [wanted.Instrument];
    }

    private sealed record Wanted(
        string? Dataset, string? Exchange, string? Instrument, string? RawSymbol, Interval? Interval, DateTime? From, DateTime? To, IReadOnlyList<string> RunIds);
}
