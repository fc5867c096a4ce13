using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Rows of tables that have a key which another row has: found, explained, removed.</summary>
public static class Duplicates
{
    /// <summary>Every key that several rows have, with the reason.</summary>
    /// <param name="key">Empty: that of the catalogue, else the primary key.</param>
    public static async IAsyncEnumerable<DuplicateGroup> FindAsync(
        IMarketDataStore store, string table, IReadOnlyList<string> key, string? newestBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SourceTable source = await TableKeys.TableAsync(store, table, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> columns = TableKeys.KeyOf(source, key);
        if (source.IsUnique(columns))
        {
            yield break;
        }

        string named = string.Join(", ", columns);
        string reason = source.HasPrimaryKey
            ? $"The primary key of {source.Name} is ({string.Join(", ", source.UniqueKeys[0])}), not ({named}): the upsert fires on another key, and rows of one are doubled."
            : $"{source.Name} has no unique key on ({named}): the upsert could not fire, so every load added its rows once more.";
        string advice = $"Remove-CcDuplicate -Table {source.Name}{(key.Count > 0 ? $" -Key {string.Join(", ", columns)}" : "")} -Rebuild";
        await foreach (DuplicateKey found in store.Rebuilds.ReadDuplicatesAsync(
            source, columns, TableKeys.NewestOf(source, newestBy), RebuildRequest.UsualSliceRows, cancellationToken).ConfigureAwait(false))
        {
            yield return new DuplicateGroup
            {
                Table = source.Name,
                Key = columns,
                Values = found.Values,
                Rows = found.Rows,
                Newest = found.Newest,
                Oldest = found.Oldest,
                Reason = reason,
                Advice = advice,
            };
        }
    }

    /// <summary>What a removal would do. Changes nothing.</summary>
    /// <exception cref="IngestException">What speaks against it.</exception>
    public static async Task<RemovalPlan> PlanAsync(IMarketDataStore store, RemovalRequest request, CancellationToken cancellationToken)
    {
        if (await store.Rebuilds.FindAsync(request.Table, cancellationToken).ConfigureAwait(false) is [.., { State: TableRebuilds.Copying } underWay])
        {
            SourceTable? half = await store.Rebuilds.ReadTableAsync(request.Table, cancellationToken).ConfigureAwait(false);
            bool isAsked = IsAsked(underWay.Request, request);
            if (half is null || isAsked)
            {
                IReadOnlyList<RebuildStep> left = half is null ? [] : store.Rebuilds.Describe(half, underWay.Request);
                return new RemovalPlan(request.Table, half, underWay.Request, IsRebuild: true, new KeyFit(0, 0, 0, 0), left) { UnderWay = underWay, EndsAnother = !isAsked };
            }
        }

        SourceTable table = await TableKeys.TableAsync(store, request.Table, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> key = TableKeys.KeyOf(table, request.Key);
        string? newestBy = TableKeys.NewestOf(table, request.NewestBy);
        KeyFit fit = new(0, 0, 0, 0);
        if (!table.IsUnique(key))
        {
            fit = await store.Rebuilds.FitKeyAsync(
                table, new RebuildRequest { Table = table.Name, Key = key, SliceRows = request.SliceRows }, cancellationToken).ConfigureAwait(false);
            TableKeys.CheckFit(table, key, fit, removesDuplicates: true);
            newestBy = TableKeys.RequireNewest(table, newestBy);
        }

        RebuildRequest rebuild = new() { Table = table.Name, Key = key, RemovesDuplicates = true, NewestBy = newestBy, SliceRows = request.SliceRows };
        bool isRebuild = request.Rebuilds || !store.Rebuilds.CanRemoveInPlace(table);
        return new RemovalPlan(table.Name, table, rebuild, isRebuild, fit, isRebuild ? store.Rebuilds.Describe(table, rebuild) : []);
    }

    /// <summary>Carries a plan out, or on.</summary>
    public static async Task<DuplicateRemoval> RemoveAsync(
        IMarketDataStore store, RemovalPlan plan, string? exportPath, IProgress<RunProgress>? progress, TimeProvider time, CancellationToken cancellationToken)
    {
        RebuildWatch watch = RemovedRowFiles.Watch(plan.Name, exportPath, progress);
        long began = time.GetTimestamp();
        if (plan.IsRebuild)
        {
            RebuildRecord done = await store.Rebuilds.RunAsync(plan.Rebuild, watch, cancellationToken).ConfigureAwait(false);
            return Told(plan, done.RowsBefore, done.RowsAfter, exportPath) with
            {
                Method = "rebuild",
                HasKey = true,
                Original = done.Original,
                Seconds = done.Seconds,
                Next = plan.EndsAnother ? TableConversion.Again : $"Convert-CcTimestampColumn -Table {plan.Name} -RemoveOriginal",
            };
        }

        (long before, long after) = await store.Rebuilds.RemoveInPlaceAsync(
            plan.Table!, plan.Rebuild.Key, plan.Rebuild.NewestBy!, plan.Rebuild.SliceRows, watch, cancellationToken).ConfigureAwait(false);
        return Told(plan, before, after, exportPath) with
        {
            Seconds = time.GetElapsedTime(began).TotalSeconds,
            Next = $"The table still has no key on ({string.Join(", ", plan.Rebuild.Key)}), so duplicates will come again: Remove-CcDuplicate -Table {plan.Name} -Rebuild gives it one.",
        };
    }

    /// <summary>There was nothing to remove.</summary>
    public static DuplicateRemoval Nothing(RemovalPlan plan) => Told(plan, plan.Fit.Rows, plan.Fit.Rows, null) with
    {
        Method = "none",
        HasKey = plan.HasKey,
        Next = plan.HasKey
            ? "The table's own key keeps duplicates out."
            : $"No key has several rows. Nothing keeps them out: Remove-CcDuplicate -Table {plan.Name} -Rebuild gives the table its key.",
    };

    private static bool IsAsked(RebuildRequest underWay, RemovalRequest asked) => underWay is { Times.Count: 0, RemovesDuplicates: true }
        && (asked.Key.Count == 0 || asked.Key.SequenceEqual(underWay.Key, StringComparer.OrdinalIgnoreCase));

    private static DuplicateRemoval Told(RemovalPlan plan, long before, long after, string? exportPath) => new()
    {
        Table = plan.Name,
        Key = plan.Rebuild.Key,
        RowsBefore = before,
        RowsAfter = after,
        Removed = before - after,
        Method = "in place",
        HasKey = false,
        ExportPath = exportPath,
    };
}

/// <summary>Which duplicates are to go.</summary>
public sealed record RemovalRequest
{
    /// <summary>Without its schema.</summary>
    public required string Table { get; init; }

    /// <summary>Empty: that of the catalogue, else the primary key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    public string? NewestBy { get; init; }

    /// <summary>Whether the table is made anew with the key, also where rows could be removed in place.</summary>
    public bool Rebuilds { get; init; }

    public int SliceRows { get; init; } = RebuildRequest.UsualSliceRows;
}

/// <summary>What a removal would do.</summary>
/// <param name="Table">Null while a rebuild is under way that has no table of the name: half of a swap.</param>
/// <param name="Rebuild">Key and column of the newest, also where rows are removed in place.</param>
/// <param name="Fit">Zeros while a rebuild is under way.</param>
/// <param name="Steps">The statements of a rebuild.</param>
public sealed record RemovalPlan(string Name, SourceTable? Table, RebuildRequest Rebuild, bool IsRebuild, KeyFit Fit, IReadOnlyList<RebuildStep> Steps)
{
    /// <summary>Whether the table's own key keeps duplicates out.</summary>
    public bool HasKey => Table?.IsUnique(Rebuild.Key) ?? false;

    /// <summary>The rebuild under way that this carries on; null where it begins one.</summary>
    public RebuildRecord? UnderWay { get; init; }

    /// <summary>As <see cref="ConversionPlan.EndsAnother"/>.</summary>
    public bool EndsAnother { get; init; }

    /// <summary>Whether there is anything to do.</summary>
    public bool IsNeeded => UnderWay is not null || Fit.Duplicates > 0 || (IsRebuild && !HasKey);
}
