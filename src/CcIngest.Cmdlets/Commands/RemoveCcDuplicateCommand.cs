using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Keeps the newest row of each key, in place where the engine can, else by making the table anew with the key.</summary>
[Cmdlet(VerbsCommon.Remove, "CcDuplicate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DuplicateRemoval))]
public sealed class RemoveCcDuplicateCommand : TableCmdlet
{
    /// <summary>A folder for the rows that are removed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExportPath { get; set; }

    /// <summary>Makes the table anew with the key, also where rows could be removed in place.</summary>
    [Parameter]
    public SwitchParameter Rebuild { get; set; }

    /// <summary>Rows worked on at once, about.</summary>
    [Parameter]
    [ValidateRange(1_000, 10_000_000)]
    public int SliceRows { get; set; } = CcIngest.Storage.RebuildRequest.UsualSliceRows;

    protected override void Work()
    {
        string? exportPath = ExportPath is null ? null : GetUnresolvedProviderPathFromPSPath(ExportPath);
        foreach ((string table, string[] key) in Tables)
        {
            Remove(new RemovalRequest { Table = table, Key = key, NewestBy = NewestBy, Rebuilds = Rebuild, SliceRows = SliceRows }, exportPath);
        }
    }

    private void Remove(RemovalRequest request, string? exportPath)
    {
        RemovalPlan? plan = null;
        UseStore(async (store, _, cancellationToken) => plan = await Duplicates.PlanAsync(store, request, cancellationToken).ConfigureAwait(false));
        if (!plan!.IsNeeded)
        {
            WriteObject(Duplicates.Nothing(plan));
            return;
        }

        string how = plan.IsRebuild ? "by making the table anew with this key" : "in place";
        string told = (plan.UnderWay is { } underWay
            ? $"Go on with the rebuild of {plan.Name}, of which {underWay.Told()}.\n"
            : FormattableString.Invariant(
                $"{plan.Name} has {plan.Fit.Rows:N0} rows, {plan.Fit.Duplicates:N0} of them with a key ({string.Join(", ", plan.Rebuild.Key)}) that a newer row has. Remove these {how}.\n"))
            + Told(plan.Steps);
        if (ShouldProcess(told, $"Remove duplicates of {plan.Name} on {StoreOptions.Describe()}?", MyInvocation.MyCommand.Name))
        {
            UseStore(request.Table, async (store, progress, calls, cancellationToken) =>
            {
                DuplicateRemoval done = await Duplicates.RemoveAsync(store, plan, exportPath, progress, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                calls.Post(() => WriteObject(done));
            });
        }
    }
}
