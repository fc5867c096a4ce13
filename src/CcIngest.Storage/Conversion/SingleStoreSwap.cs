using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>SingleStore: no lock on tables and no renaming of two at once. What is written in the gap stays in the old table and is reported.</summary>
internal sealed class SingleStoreSwap(SqlStore store, DbConnection connection, RebuildWords words) : RebuildSwap(store, connection, words)
{
    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        await underLock(null).ConfigureAwait(false);
        foreach (string statement in Words.Rename(names.Table, names.NewTable, names.Original))
        {
            await ExecuteAsync(statement, null, cancellationToken).ConfigureAwait(false);
            await done("renamed").ConfigureAwait(false);
        }

        await record(null).ConfigureAwait(false);
    }

    public override IReadOnlyList<string> Describe(SwapNames names) => Words.Rename(names.Table, names.NewTable, names.Original);
}
