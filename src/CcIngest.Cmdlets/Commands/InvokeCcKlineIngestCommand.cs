using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings klines of exchanges up to date, for symbols of the catalogue only. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcKlineIngest", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcKlineIngestCommand : RangeIngestCmdlet
{
    private const string BySelection = "Selection";
    private const string ByRecord = "SymbolRecord";

    private readonly List<SymbolRecord> _symbols = [];

    /// <summary>Symbols as Get-CcSymbol writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRecord)]
    [ValidateNotNullOrEmpty]
    public SymbolRecord[] SymbolRecord { get; set; } = [];

    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Standard symbols (<c>BTC-USDT-SPOT</c>) or native ones (<c>BTCUSDT</c>).</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    [Parameter(ParameterSetName = BySelection)]
    [ValidateNotNullOrEmpty]
    public string[] Quote { get; set; } = [];

    /// <summary>At most so many series, in a fixed order.</summary>
    [Parameter(ParameterSetName = BySelection)]
    [ValidateRange(1, 1_000_000)]
    public int? Limit { get; set; }

    /// <summary>Symbols of another status are left out, from the pipeline too.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SymbolStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [Symbols.Active];

    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(KlineIntervalCompleter))]
    public Interval Interval { get; set; } = Interval.OneDay;

    protected override object? ErrorTarget => Interval;

    protected override void ProcessRecord() => _symbols.AddRange(SymbolRecord);

    protected override void Work()
    {
        RangeCheck.Ordered(From, To);
        bool isPiped = ParameterSetName == ByRecord || ExpectsInput;
        SymbolRecord[] wanted = [.. _symbols.Where(symbol => Status.Contains(symbol.Status, StringComparer.OrdinalIgnoreCase)).DistinctBy(symbol => (symbol.Exchange, symbol.NativeSymbol))];
        if (isPiped && wanted.Length == 0)
        {
            WriteVerbose($"No symbol of status {string.Join(" or ", Status)} came down the pipeline: there is nothing to do.");
            return;
        }

        IngestStep step = new()
        {
            Kind = Klines.Name,
            Interval = Interval,
            From = From,
            To = To,
            Revisit = Revisit,
            ThrottleLimit = ThrottleLimit,
            Pairs = isPiped ? [.. wanted.Select(SymbolSelection.ToPair)] : null,
            Select = new Selection
            {
                Exchanges = [.. Exchange.Select(name => name.ToLowerInvariant())],
                // A native symbol is written as its exchange writes it.
                Instruments = [.. Symbol.SelectMany(name => new[] { name, name.ToUpperInvariant() }).Distinct(StringComparer.Ordinal)],
                Quotes = [.. Quote.Select(quote => quote.ToUpperInvariant())],
                Statuses = [.. Status.Select(status => status.ToUpperInvariant())],
                Limit = Limit,
            },
        };
        if (IsConfirmed(step))
        {
            RunSteps([step]);
        }
    }
}
