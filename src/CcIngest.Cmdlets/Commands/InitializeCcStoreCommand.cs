using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Makes the tables, or brings them to the current version; with -Upgrade also those of an earlier system. <c>-WhatIf</c> prints the SQL.</summary>
[Cmdlet(VerbsData.Initialize, "CcStore", SupportsShouldProcess = true)]
[OutputType(typeof(TimestampConversion))]
public sealed class InitializeCcStoreCommand : StoreCmdlet
{
    /// <summary>Makes tables of another program anew, with all their rows; the originals are kept.</summary>
    [Parameter]
    public SwitchParameter Upgrade { get; set; }

    /// <summary>Leaves all rows of a key out but the newest.</summary>
    [Parameter]
    public SwitchParameter RemoveDuplicate { get; set; }

    /// <summary>A folder for the rows that are left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExportPath { get; set; }

    [Parameter]
    public MixedUnits MixedUnit { get; set; }

    [Parameter]
    public InvalidTimes InvalidAs { get; set; }

    protected override void Work()
    {
        string[] only = [nameof(RemoveDuplicate), nameof(ExportPath), nameof(MixedUnit), nameof(InvalidAs)];
        if (!Upgrade && only.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } orphan)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"-{orphan} says how tables are upgraded, and -Upgrade is not there.", "Add -Upgrade, or leave it away.");
        }

        // What was only told of is still in the way of the rest.
        if (!Upgrade || UpgradeTables())
        {
            MakeSchema();
        }
    }

    /// <returns>Whether no table of another program is left.</returns>
    private bool UpgradeTables()
    {
        string? exportPath = ExportPath is null ? null : GetUnresolvedProviderPathFromPSPath(ExportPath);
        UpgradeRequest request = new()
        {
            RemovesDuplicates = RemoveDuplicate,
            Mixed = MixedUnit,
            Invalid = InvalidAs,
            CountsKeys = MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given) && given is SwitchParameter { IsPresent: true },
        };
        IReadOnlyList<TableUpgrade> upgrades = [];
        UseStore(async (store, _, cancellationToken) =>
            upgrades = await new StoreUpgrade(store, TimeProvider.System).PlanAsync(request, cancellationToken).ConfigureAwait(false));
        bool isDone = true;
        foreach (TableUpgrade upgrade in upgrades)
        {
            if (!ShouldProcess(Told(upgrade), $"Make {upgrade.Table} on {StoreOptions.Describe()} anew?", MyInvocation.MyCommand.Name))
            {
                isDone = false;
                continue;
            }

            UseStore(async (store, calls, cancellationToken) =>
            {
                ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
                TimestampConversion done = await new StoreUpgrade(store, TimeProvider.System).RunAsync(upgrade, exportPath, progress, cancellationToken).ConfigureAwait(false);
                progress.Complete(upgrade.Table);
                calls.Post(() => WriteObject(done));
            });
        }

        return isDone;
    }

    private void MakeSchema()
    {
        string target = StoreOptions.Describe();
        IReadOnlyList<string> statements = [];
        UseStore(async (store, _, cancellationToken) =>
            statements = await store.PlanSchemaAsync(cancellationToken).ConfigureAwait(false));
        if (statements.Count == 0)
        {
            WriteVerbose($"{target} has the current schema.");
            return;
        }

        if (ShouldProcess(
            $"Make the schema of {target}:\n{string.Join(";\n", statements)};\n",
            $"Carry out {statements.Count} SQL statements on {target}?",
            MyInvocation.MyCommand.Name))
        {
            UseStore((store, _, cancellationToken) => store.InitializeAsync(cancellationToken));
        }
    }

    private static string Told(TableUpgrade upgrade)
    {
        IEnumerable<string> why = upgrade.Differences.Select(drift => $"-- {drift.Kind} {drift.Item ?? drift.Table}: {drift.Found ?? "none"} -> {drift.Expected}");
        IEnumerable<string> how = upgrade.Conversion is { } conversion
            ? conversion.Steps.Select((step, index) => FormattableString.Invariant($"-- {index + 1}. {step.Name}\n") + string.Join("\n", step.Statements.Select(statement => $"{statement};")))
            : ["-- Its rows lack what tells them apart here: it is set aside under a dated name, and a new table is made."];
        return $"Make {upgrade.Table} anew:\n{string.Join("\n", why.Concat(how))}\n";
    }
}
