using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Compares the tables of the store with those that this program works with; each difference is a row with the command that mends it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CcSchema")]
[OutputType(typeof(SchemaDrift), typeof(bool))]
public sealed class TestCcSchemaCommand : StoreCmdlet
{
    /// <summary>Only these tables, without the schema's name.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Table { get; set; }

    /// <summary>Also what is only told: tables and columns that are not of this program and harm nothing.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Writes whether nothing has failed, and no rows. Warnings are no failures.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void Work()
    {
        NamePatterns tables = new();
        tables.Add(Table);
        IReadOnlyList<SchemaDrift> found = [];
        UseStore(async (store, _, cancellationToken) => found = await store.ReadDriftAsync(cancellationToken).ConfigureAwait(false));
        SchemaDrift[] wanted =
        [
            .. found.Where(drift => tables.Match(drift.Table) && (All || drift.Verdict != CheckVerdict.Passed)),
        ];
        if (Quiet)
        {
            WriteObject(!wanted.Any(drift => drift.Verdict == CheckVerdict.Failed));
            return;
        }

        if (wanted.Length == 0)
        {
            WriteVerbose($"The tables of {StoreOptions.Describe()} are as this program makes them.");
        }

        WriteObject(wanted, enumerateCollection: true);
    }
}
