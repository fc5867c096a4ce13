using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that reads one kind of series back, ascending by time, one by one: for a backtest or <c>Export-Csv</c>.</summary>
/// <typeparam name="TRecord">What it writes.</typeparam>
public abstract class SeriesReadCmdlet<TRecord> : StoreCmdlet
    where TRecord : class, ISeriesRecord<TRecord>
{
    private readonly List<Wanted> _wanted = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Exchange { get; set; } = "";

    /// <summary>The mapped name (<c>BTC-USD</c>) or the name on the exchange.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Symbol", "RawSymbol")]
    [ArgumentCompleter(typeof(InstrumentCompleter))]
    [ValidateNotNullOrEmpty]
    public string Instrument { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval Interval { get; set; } = Interval.OneDay;

    /// <summary>UTC, inclusive; the first period unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive; the last period unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>UTC; rows as they were known at this moment, later corrections undone and later rows left out.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? AsOf { get; set; }

    /// <summary>The kind of series, one of <see cref="SeriesDatasets.Kinds"/>.</summary>
    private protected abstract string SeriesKind { get; }

    private protected virtual Market SeriesMarket => SeriesDatasets.MarketsOf(SeriesKind)[0];

    protected override void ProcessRecord() => _wanted.Add(new Wanted(SeriesMarket, Exchange.ToLowerInvariant(), Instrument, Interval, From, To));

    protected override void Work()
    {
        foreach (Wanted wanted in _wanted)
        {
            RangeCheck.Ordered(wanted.From, wanted.To);
            _ = DatasetOf(wanted);
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (Wanted wanted in _wanted.Distinct())
            {
                string? rawSymbol = await StoreReads
                    .RawSymbolAsync(store, wanted.Market, wanted.Exchange, wanted.Instrument, cancellationToken).ConfigureAwait(false);
                SeriesReads<TRecord> series = new(
                    store, DatasetOf(wanted), wanted.Exchange, rawSymbol ?? wanted.RawSymbol, wanted.From, wanted.To);
                long count = await WriteRowsAsync(
                    AsOf is { } moment ? series.ReadAsOfAsync(moment, cancellationToken) : series.ReadAsync(cancellationToken), calls, cancellationToken)
                    .ConfigureAwait(false);
                if (count == 0 && rawSymbol is null && !await series.IsKnownAsync(cancellationToken).ConfigureAwait(false))
                {
                    calls.Post(() => WriteError(Unknown(wanted)));
                }
            }
        });
    }

    private Dataset DatasetOf(Wanted wanted) =>
        SeriesDatasets.Of(new IngestStep { Kind = SeriesKind, Market = wanted.Market, Interval = wanted.Interval, From = default });

    private static ErrorRecord Unknown(Wanted wanted) => IngestErrors.ToErrorRecord(
        new IngestException(
            IngestErrorId.InstrumentUnknown, $"The store has no instrument {wanted.Instrument} on {wanted.Exchange}.",
            wanted.Market switch
            {
                Market.Index => "Bring it first with Invoke-CcOhlcvIngest -Market Index; Get-CcCoverage -Dataset ohlcv-index says what there is.",
                Market.Futures => "Look it up with Get-CcInstrument -Market Futures, or run Sync-CcFuturesInstrument first.",
                _ => "Look it up with Get-CcInstrument, or run Sync-CcSpotInstrument first.",
            },
            scope: FailureScope.Leg),
        $"{wanted.Exchange} {wanted.Instrument}");

    private sealed record Wanted(Market Market, string Exchange, string Instrument, Interval Interval, DateTime? From, DateTime? To)
    {
        /// <summary>Names on exchanges are taken as they are; an index is named in upper case.</summary>
        public string RawSymbol => Market == Market.Index ? Instrument.ToUpperInvariant() : Instrument;
    }
}
