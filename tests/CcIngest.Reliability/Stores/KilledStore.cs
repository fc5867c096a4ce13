using System.Data.Common;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>The store that killed processes write to. It is emptied for every round and looked into after every kill.</summary>
internal abstract class KilledStore
{
    /// <summary>How the store is opened by this program.</summary>
    public abstract StoreOptions Options { get; }

    /// <summary>The settings by which the ingesting process finds the store.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Leaves no table.</summary>
    public abstract Task EmptyAsync(CancellationToken cancellationToken);

    /// <summary>What the killed process left. Leaves the store as it is, so that the next process meets what the kill left.</summary>
    public abstract Task<StoreCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>What the engine itself finds wrong with its data; empty when nothing.</summary>
    public abstract Task<string> CheckIntegrityAsync(CancellationToken cancellationToken);

    /// <summary>Keeps the store beside the report of a failed round, where the engine has files of its own.</summary>
    public virtual void Keep(string folder)
    {
    }

    /// <summary>A connection to the tables.</summary>
    public abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Rows of a table whose key is there more than once.</summary>
    public async Task<long> CountDuplicatesAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        // Behind the table's name a column may be called as a word of the language is.
        string key = string.Join(", ", dataset.Key.Select(ordinal => $"t.{dataset.Columns[ordinal].Name}"));
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await StoreCounts.NumberAsync(
                connection, $"SELECT COUNT(*) - (SELECT COUNT(*) FROM (SELECT DISTINCT {key} FROM {dataset.Table} t) AS k) FROM {dataset.Table}",
                cancellationToken).ConfigureAwait(false);
        }
    }
}
