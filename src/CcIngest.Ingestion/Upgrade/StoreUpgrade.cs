using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Brings tables that an earlier system made under the same names to this program's keys and types: each is made anew beside itself with all its
/// rows, compared, and swapped in (<see cref="TableConversion"/>); the original is kept. A table whose rows cannot be had in the new one, because
/// they lack what tells them apart, is set aside under a dated name, rows and all.
/// </summary>
public sealed class StoreUpgrade(IMarketDataStore store, TimeProvider time)
{
    /// <summary>What there is to do, table by table. Changes nothing.</summary>
    /// <exception cref="IngestException">What speaks against one of them: duplicates, mixed units, times that are none.</exception>
    public async Task<IReadOnlyList<TableUpgrade>> PlanAsync(UpgradeRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<SchemaDrift> drift = await store.ReadDriftAsync(cancellationToken).ConfigureAwait(false);
        List<TableUpgrade> plan = [];
        foreach (IGrouping<string, SchemaDrift> table in drift.Where(one => one.Verdict == CheckVerdict.Failed && one.NeedsRebuild).GroupBy(one => one.Table))
        {
            if (drift.FirstOrDefault(one => one.Table == table.Key && one.Kind == SchemaDriftKind.ExtraColumn) is { } extra)
            {
                throw new IngestException(
                    IngestErrorId.StoreSchemaMismatch, $"{extra.Table} has a column '{extra.Item}' that is not of this program, so its rows would lose it.",
                    "Copy the column to a table of your own and drop it here, then give the command again.");
            }

            Dataset dataset = DatasetCatalog.All.First(dataset => string.Equals(dataset.Table, table.Key, StringComparison.OrdinalIgnoreCase));
            bool lacksKey = table.Any(drift => drift.Kind == SchemaDriftKind.MissingColumn && dataset.Key.Any(ordinal => dataset.Columns[ordinal].Name == drift.Item));
            plan.Add(new TableUpgrade(table.Key, [.. table], lacksKey ? null : await PlanAsync(table.Key, request, cancellationToken).ConfigureAwait(false)));
        }

        foreach (SchemaDrift missing in drift.Where(one => one.Kind == SchemaDriftKind.MissingTable))
        {
            if (await IsBetweenRenamesAsync(missing.Table, drift, cancellationToken).ConfigureAwait(false))
            {
                plan.Add(new TableUpgrade(missing.Table, [missing], await PlanAsync(missing.Table, request, cancellationToken).ConfigureAwait(false)));
            }
        }

        return plan;
    }

    private Task<ConversionPlan> PlanAsync(string table, UpgradeRequest request, CancellationToken cancellationToken) => new TableConversion(store).PlanAsync(
        new ConversionRequest
        {
            Table = table,
            IsUpgrade = true,
            RemovesDuplicates = request.RemovesDuplicates,
            Mixed = request.Mixed,
            Invalid = request.Invalid,
            UnknownClock = time.GetUtcNow().UtcDateTime,
        },
        countsKeys: request.CountsKeys, cancellationToken);

    /// <summary>Whether a table is missing because a rebuild of it ended between its two renames: a new, empty one would be in the way of its rows.</summary>
    private async Task<bool> IsBetweenRenamesAsync(string table, IReadOnlyList<SchemaDrift> drift, CancellationToken cancellationToken) =>
        !drift.Any(one => one.Kind == SchemaDriftKind.MissingTable && one.Table == TableRebuilds.Dataset.Table)
        && await store.Rebuilds.FindAsync(table, cancellationToken).ConfigureAwait(false) is [.., { State: TableRebuilds.Copying } underWay]
        && await store.Rebuilds.ReadTableAsync(underWay.Original, cancellationToken).ConfigureAwait(false) is not null
        && await store.Rebuilds.ReadTableAsync(underWay.NewTable, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Carries the plan for one table out, or on.</summary>
    /// <param name="exportPath">A folder for duplicates that are left out; null for none.</param>
    public async Task<TimestampConversion> RunAsync(
        TableUpgrade upgrade, string? exportPath, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (upgrade.Conversion is { } conversion)
        {
            return await new TableConversion(store).RunAsync(conversion, exportPath, progress, cancellationToken).ConfigureAwait(false);
        }

        string name = await store.Rebuilds.SetAsideAsync(upgrade.Table, cancellationToken).ConfigureAwait(false);
        return new TimestampConversion
        {
            Table = upgrade.Table,
            Outcome = ConversionOutcome.SetAside,
            Original = name,
            Next = $"Its rows lack what tells them apart here. They stay in {name}; drop it when nobody reads it any more.",
        };
    }
}

/// <summary>By which rules tables are upgraded.</summary>
public sealed record UpgradeRequest
{
    /// <summary>Whether all rows of a key but the newest are left out; otherwise such rows end the upgrade before it begins.</summary>
    public bool RemovesDuplicates { get; init; }

    public MixedUnits Mixed { get; init; }

    public InvalidTimes Invalid { get; init; }

    /// <summary>Whether duplicates are counted also where they may go: for who is only told of the plan.</summary>
    public bool CountsKeys { get; init; }
}

/// <summary>What is done with one table.</summary>
/// <param name="Differences">Why.</param>
/// <param name="Conversion">How it is made anew; null for one that is set aside.</param>
public sealed record TableUpgrade(string Table, IReadOnlyList<SchemaDrift> Differences, ConversionPlan? Conversion);
