using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads candles back, ascending by time, one by one: for a backtest or <c>Export-Csv</c>.</summary>
[Cmdlet(VerbsCommon.Get, "CcOhlcv")]
[OutputType(typeof(Ohlcv))]
public sealed class GetCcOhlcvCommand : StoreCmdlet
{
    private readonly List<(string Exchange, string Instrument)> _series = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Exchange { get; set; } = "";

    /// <summary>The mapped name (<c>BTC-USD</c>) or the name on the exchange.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Symbol", "RawSymbol")]
    [ValidateNotNullOrEmpty]
    public string Instrument { get; set; } = "";

    [Parameter(Mandatory = true, Position = 2)]
    [ArgumentCompleter(typeof(IntervalCompleter))]
    public Interval Interval { get; set; } = Interval.OneDay;

    /// <summary>UTC, inclusive; the first candle unless given.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive; the last candle unless given.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>UTC; candles as they were known at this moment, later corrections undone and later candles left out.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? AsOf { get; set; }

    protected override void ProcessRecord() => _series.Add((Exchange.ToLowerInvariant(), Instrument));

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        Dataset dataset = DatasetCatalog.TimeSeries("ohlcv-spot", Interval);
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach ((string exchange, string instrument) in _series)
            {
                string? rawSymbol = await StoreReads.RawSymbolAsync(store, exchange, instrument, cancellationToken).ConfigureAwait(false);
                IAsyncEnumerable<Ohlcv> candles = AsOf is { } moment
                    ? StoreReads.OhlcvAsOfAsync(store, dataset, exchange, rawSymbol ?? instrument, From, To, moment, cancellationToken)
                    : StoreReads.OhlcvAsync(store, dataset, exchange, rawSymbol ?? instrument, From, To, cancellationToken);
                long count = await WriteRowsAsync(candles, calls, cancellationToken).ConfigureAwait(false);
                if (count == 0 && rawSymbol is null)
                {
                    calls.Post(() => WriteError(Unknown(exchange, instrument)));
                }
            }
        });
    }

    private static ErrorRecord Unknown(string exchange, string instrument) => IngestErrors.ToErrorRecord(
        new IngestException(
            IngestErrorId.InstrumentUnknown, $"The store has no instrument {instrument} on {exchange}.",
            "Look it up with Get-CcInstrument, or run Sync-CcSpotInstrument first.", scope: FailureScope.Leg),
        $"{exchange} {instrument}");
}
