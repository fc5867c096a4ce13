using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// SingleStore 8.5 to 9.1: sharded columnstore tables. One unique key per table, and it contains every shard column; plain keys are hash indexes;
/// no foreign key, check, computed default or table option of MySQL.
/// </summary>
public sealed class SingleStoreDialect(string schema, string keyCollation) : MySqlDialect(schema, keyCollation)
{
    public override string Engine => StoreEngines.SingleStore;

    public override int MaxParameters => 1_048_576;

    // It has no shared lock on rows, and an exclusive one would let only one writer of a run work at a time.
    public override string ForShare => "";

    // Columnstore tables lock whole rows or partitions for it; leases keep writers of a series apart.
    public override string LockRows => "";

    public override IReadOnlyList<string> CreateTable(Dataset dataset) =>
    [
        CreateTable(dataset,
        [
            PrimaryKey(dataset),
            $"SHARD KEY ({Names(dataset, dataset.ShardKey)})",
            $"SORT KEY ({string.Join(", ", dataset.SortKey.Select(ordinal => Sorted(dataset, ordinal)))})",
            .. IndexesOf(dataset).Select(index => Key(dataset, index)),
        ]),
    ];

    public override IEnumerable<IReadOnlyList<int>> IndexesOf(Dataset dataset) =>
        dataset.Indexes.Where(index => !IsServedBySortKey(dataset, index));

    protected override string Key(Dataset dataset, IReadOnlyList<int> index) => $"{base.Key(dataset, index)} USING HASH";

    private string Sorted(Dataset dataset, int ordinal) =>
        Quote(dataset.Columns[ordinal].Name) + (dataset.SortDescending.Contains(ordinal) ? " DESC" : "");

    /// <summary>A hash index finds equal values only; where the sort key leads with the same columns, segments are skipped already.</summary>
    private static bool IsServedBySortKey(Dataset dataset, IReadOnlyList<int> index) => index.SequenceEqual(dataset.SortKey.Take(index.Count));
}
