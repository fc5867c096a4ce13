using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Reads the newest runs from the store, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "CcRun")]
[OutputType(typeof(RunRecord))]
public sealed class GetCcRunCommand : StoreCmdlet
{
    /// <summary>So many runs.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 100_000)]
    public int Last { get; set; } = 10;

    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach (RunRecord run in await StoreReads.RunsAsync(store, Last, cancellationToken).ConfigureAwait(false))
        {
            calls.Post(() => WriteObject(run));
        }
    });
}
