using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that brings the instruments of venues up to date: all venues, those named or piped in, or those of a grade.</summary>
public abstract class InstrumentSyncCmdlet : IngestCmdlet
{
    private readonly VenueNames _exchanges = new();

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [TextOnly]
    [ArgumentCompleter(typeof(ExchangeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Exchange { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(GradeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? MinimumGrade { get; set; }

    /// <summary>Writes the instruments of these venues instead of the summary, for the next command.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Spot or Futures.</summary>
    private protected abstract Market ListedMarket { get; }

    /// <summary>One of <see cref="ReferenceList"/>.</summary>
    private protected abstract string List { get; }

    /// <summary>What the list holds, for people.</summary>
    private protected abstract string Records { get; }

    protected override void ProcessRecord() => _exchanges.Add(Exchange);

    protected override void Work()
    {
        if (ExpectsInput && _exchanges.Count == 0)
        {
            WriteVerbose("No exchange came down the pipeline: there is nothing to do.");
            return;
        }

        string which = _exchanges.Count > 0 ? _exchanges.ToString() : "all exchanges";
        if (MinimumGrade is not null)
        {
            which += $" of grade {MinimumGrade} or better";
        }

        if (!ShouldProcess(StoreOptions.Describe(), $"Bring the {Records} of {which} up to date"))
        {
            return;
        }

        SyncStep step = new() { List = List, Exchanges = _exchanges.ToList(), MinimumGrade = MinimumGrade };
        RunSteps([step], PassThru ? PassOnAsync : null);
    }

    private async Task PassOnAsync(IngestSession session, PipelineCalls calls, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = _exchanges.ToList() };
        if (MinimumGrade is not null)
        {
            filter = filter with
            {
                Exchanges = await SeriesSelection.VenuesAsync(session.Store, filter.Exchanges, MinimumGrade, cancellationToken).ConfigureAwait(false),
            };
        }

        await WriteRowsAsync(StoreReads.InstrumentsAsync(session.Store, ListedMarket, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
    }
}
