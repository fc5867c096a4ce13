using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads runs from the store, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "CcRun")]
[OutputType(typeof(RunRecord))]
public sealed class GetCcRunCommand : StoreCmdlet
{
    private const int Newest = 10;

    private readonly HashSet<string> _runs = new(StringComparer.Ordinal);

    /// <summary>So many runs; ten unless a run is named.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 100_000)]
    public int? Last { get; set; }

    /// <summary>Only these runs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] RunId { get; set; } = [];

    protected override void ProcessRecord() => _runs.UnionWith(RunId);

    protected override void Work()
    {
        if (ExpectsInput && _runs.Count == 0)
        {
            return;
        }

        int? last = Last ?? (_runs.Count == 0 ? Newest : null);
        UseStore(async (store, calls, cancellationToken) =>
        {
            IReadOnlyList<RunRecord> runs = await StoreReads.RunsAsync(store, [.. _runs], last, cancellationToken).ConfigureAwait(false);
            calls.Post(() => WriteObject(runs, enumerateCollection: true));
        });
    }
}
