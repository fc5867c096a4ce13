using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Lists what alert rules of jobs have told, and whom, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "CcAlert")]
[OutputType(typeof(AlertRecord))]
public sealed class GetCcAlertCommand : StoreCmdlet
{
    private readonly List<AlertFilter> _filters = [];

    /// <summary>Names of jobs.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>Names of rules.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = [];

    /// <summary>Names of sinks.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Sink { get; set; } = [];

    [Parameter]
    public AlertKind[] Kind { get; set; } = [];

    [Parameter]
    public AlertState[] State { get; set; } = [];

    /// <summary>Only what these runs saw.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    /// <summary>The newest so many of each object of the pipeline.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    protected override void ProcessRecord() => _filters.Add(new AlertFilter
    {
        Jobs = Job, Rules = Rule, Sinks = Sink, Kinds = Kind, States = State, RunIds = RunId, Limit = Last,
    });

    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach (AlertFilter filter in _filters)
        {
            await WriteRowsAsync(StoreReads.AlertsAsync(store, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
        }
    });
}
