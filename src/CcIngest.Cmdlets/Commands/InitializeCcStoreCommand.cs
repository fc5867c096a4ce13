using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>Makes the tables, or brings them to the current version. <c>-WhatIf</c> prints the SQL.</summary>
[Cmdlet(VerbsData.Initialize, "CcStore", SupportsShouldProcess = true)]
public sealed class InitializeCcStoreCommand : StoreCmdlet
{
    protected override void Work()
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
}
