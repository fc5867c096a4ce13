using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads the records of the source that were not stored, newest first, with the rule that each broke.</summary>
[Cmdlet(VerbsCommon.Get, "CcDeadLetter")]
[OutputType(typeof(DeadLetterRecord))]
public sealed class GetCcDeadLetterCommand : SeriesFilterCmdlet
{
    private readonly List<DeadLetterFilter> _filters = [];
    private bool _isRunSaid;

    /// <summary>UTC, inclusive, of the start of the letter's period.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? From { get; set; }

    /// <summary>UTC, exclusive.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>The rules that were broken.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RuleCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Rule { get; set; } = [];

    /// <summary>The run that saw them first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>The newest so many of each object of the pipeline.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    protected override void BeginProcessing() => _isRunSaid = MyInvocation.BoundParameters.ContainsKey(nameof(RunId));

    protected override void ProcessRecord()
    {
        // Coverage also names a run, but the last one that said so: the letter may be an earlier one's.
        string? run = _isRunSaid || RawSymbol is null ? RunId : null;
        _filters.Add(new DeadLetterFilter
        {
            Datasets = List(Dataset),
            Exchanges = List(Exchange?.ToLowerInvariant()),
            Symbols = List(RawSymbol),
            Intervals = List(Interval?.ToString()),
            From = From,
            To = To,
            Rules = Rule,
            RunIds = List(run),
            Limit = Last,
        });
    }

    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach (DeadLetterFilter filter in _filters)
        {
            await WriteRowsAsync(StoreReads.DeadLettersAsync(store, filter, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
        }
    });

    private static IReadOnlyList<string> List(string? value) => value is null ? [] : [value];
}
