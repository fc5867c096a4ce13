using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads candles back, ascending by time, one by one: for a backtest or <c>Export-Csv</c>.</summary>
[Cmdlet(VerbsCommon.Get, "CcOhlcv")]
[OutputType(typeof(Ohlcv))]
public sealed class GetCcOhlcvCommand : StoreCmdlet
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

    /// <summary>UTC, inclusive; the first candle unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive; the last candle unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>UTC; candles as they were known at this moment, later corrections undone and later candles left out.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? AsOf { get; set; }

    protected override void ProcessRecord() => _wanted.Add(new Wanted(Exchange.ToLowerInvariant(), Instrument, Interval, From, To));

    protected override void Work()
    {
        foreach (Wanted wanted in _wanted)
        {
            RangeCheck.Ordered(wanted.From, wanted.To);
            DatasetCatalog.TimeSeries("ohlcv-spot", wanted.Interval);
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach ((string exchange, string instrument, Interval interval, DateTime? from, DateTime? to) in _wanted.Distinct())
            {
                Dataset dataset = DatasetCatalog.TimeSeries("ohlcv-spot", interval);
                string? rawSymbol = await StoreReads.RawSymbolAsync(store, exchange, instrument, cancellationToken).ConfigureAwait(false);
                IAsyncEnumerable<Ohlcv> candles = AsOf is { } moment
                    ? StoreReads.OhlcvAsOfAsync(store, dataset, exchange, rawSymbol ?? instrument, from, to, moment, cancellationToken)
                    : StoreReads.OhlcvAsync(store, dataset, exchange, rawSymbol ?? instrument, from, to, cancellationToken);
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

    private sealed record Wanted(string Exchange, string Instrument, Interval Interval, DateTime? From, DateTime? To);
}
