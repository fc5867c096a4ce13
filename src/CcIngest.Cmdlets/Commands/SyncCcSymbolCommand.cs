using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the symbols of exchanges up to date, asked of the exchanges themselves: all that there are adapters for, or those named or piped in.</summary>
[Cmdlet(VerbsData.Sync, "CcSymbol", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary), typeof(SymbolRecord))]
public sealed class SyncCcSymbolCommand : IngestCmdlet
{
    private readonly VenueNames _exchanges = new();

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VenueCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    /// <summary>Writes the symbols of these exchanges instead of the summary, for the next command.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => _exchanges.Add(Exchange);

    protected override void Work()
    {
        if (ExpectsInput && _exchanges.Count == 0)
        {
            WriteVerbose("No exchange came down the pipeline: there is nothing to do.");
            return;
        }

        string which = _exchanges.Count > 0 ? _exchanges.ToString() : "all exchanges";
        if (ShouldProcess(StoreOptions.Describe(), $"Bring the symbols of {which} up to date"))
        {
            RunSteps([new SyncStep { List = ReferenceList.Symbols, Exchanges = _exchanges.ToList() }], PassThru ? PassOnAsync : null);
        }
    }

    private async Task PassOnAsync(IngestSession session, PipelineCalls calls, CancellationToken cancellationToken)
    {
        foreach (SymbolRecord symbol in await SymbolSelection.ReadAsync(session.Store, _exchanges.ToList(), cancellationToken).ConfigureAwait(false))
        {
            calls.Post(() => WriteObject(symbol));
        }
    }
}
