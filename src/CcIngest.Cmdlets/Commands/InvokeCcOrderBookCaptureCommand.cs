using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Takes snapshots of order books at a steady cadence. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcOrderBookCapture", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcOrderBookCaptureCommand : IngestCmdlet
{
    private const string BySelection = "Selection";
    private const string ByRecord = "SymbolRecord";

    private readonly List<SymbolRecord> _symbols = [];

    /// <summary>Symbols as Get-CcSymbol writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRecord)]
    [ValidateNotNullOrEmpty]
    public SymbolRecord[] SymbolRecord { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Exchange { get; set; } = [];

    /// <summary>Standard symbols (<c>BTC-USDT-SPOT</c>) or native ones (<c>BTCUSDT</c>).</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = BySelection)]
    [ArgumentCompleter(typeof(SymbolCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Symbol { get; set; } = [];

    /// <summary>Levels on each side; an exchange may offer some numbers only.</summary>
    [Parameter]
    [ValidateRange(1, 5_000)]
    public int Depth { get; set; } = 100;

    /// <summary>Between ticks.</summary>
    [Parameter(Mandatory = true)]
    public TimeSpan Every { get; set; }

    /// <summary>How long.</summary>
    [Parameter]
    public TimeSpan? For { get; set; }

    /// <summary>UTC, exclusive.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? Until { get; set; }

    /// <summary>Ticks of each book.</summary>
    [Parameter]
    [ValidateRange(1L, int.MaxValue)]
    public long? Count { get; set; }

    /// <summary>Requests of each exchange under way at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    protected override object? ErrorTarget => Every;

    protected override void ProcessRecord() => _symbols.AddRange(SymbolRecord);

    protected override void Work()
    {
        bool isPiped = ParameterSetName == ByRecord || ExpectsInput;
        if (isPiped && _symbols.Count == 0)
        {
            WriteVerbose("No symbol came down the pipeline: there is nothing to do.");
            return;
        }

        CaptureStep step = new()
        {
            Pairs = isPiped ? [.. _symbols.DistinctBy(symbol => (symbol.Exchange, symbol.NativeSymbol)).Select(SymbolSelection.ToPair)] : null,
            Select = new Selection
            {
                Exchanges = [.. Exchange.Select(name => name.ToLowerInvariant())],
                // A native symbol is written as its exchange writes it.
                Instruments = [.. Symbol.SelectMany(name => new[] { name, name.ToUpperInvariant() }).Distinct(StringComparer.Ordinal)],
            },
            Depth = Depth,
            Every = Every,
            For = For,
            Until = Until,
            Count = Count,
            ThrottleLimit = ThrottleLimit,
        };
        if (IsConfirmed(step))
        {
            RunSteps([step]);
        }
    }

    /// <summary>Asks once for the whole capture. The plan costs reads, so it is made only when somebody will see it.</summary>
    private bool IsConfirmed(CaptureStep step)
    {
        string target = StoreOptions.Describe();
        if (!WillBeAsked())
        {
            return ShouldProcess(target, step.Title);
        }

        CapturePlan? plan = null;
        UseSession(SettingsInUse, async (session, _, cancellationToken) =>
            plan = await session.Runner.PlanAsync(step, cancellationToken).ConfigureAwait(false));
        string planned = CapturePlanText.Write(plan!, target);     // the session has ended, or thrown
        return ShouldProcess(planned, $"{planned}Go on?", MyInvocation.MyCommand.Name);
    }
}
