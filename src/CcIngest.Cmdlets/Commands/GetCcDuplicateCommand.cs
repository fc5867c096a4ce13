using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Finds keys that several rows of a table have, and says why there can be such.</summary>
[Cmdlet(VerbsCommon.Get, "CcDuplicate")]
[OutputType(typeof(DuplicateGroup))]
public sealed class GetCcDuplicateCommand : TableCmdlet
{
    protected override void Work() => UseStore(async (store, calls, cancellationToken) =>
    {
        foreach ((string table, string[] key) in Tables)
        {
            await WriteRowsAsync(Duplicates.FindAsync(store, table, key, NewestBy, cancellationToken), calls, cancellationToken).ConfigureAwait(false);
        }
    });
}
