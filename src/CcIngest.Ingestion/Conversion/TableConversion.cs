using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Turns columns of Unix times of a table into times, by making the table anew with the right types and key.</summary>
public sealed class TableConversion(IMarketDataStore store)
{
    /// <summary>What to do when another rebuild had to be ended.</summary>
    internal const string Again = "An earlier rebuild was ended, which stood between two renames. Give the command again for what it asks.";

    /// <summary>Reads what the columns hold and decides. Changes nothing.</summary>
    /// <param name="countsKeys">Whether duplicates are counted also where they may go.</param>
    /// <exception cref="IngestException">What speaks against it: mixed units, times that are none, duplicates, columns that are not there.</exception>
    public async Task<ConversionPlan> PlanAsync(ConversionRequest request, bool countsKeys, CancellationToken cancellationToken)
    {
        IReadOnlyList<RebuildRecord> rebuilds = await store.Rebuilds.FindAsync(request.Table, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RebuildRecord> originals = KeptOf(rebuilds);
        if (rebuilds is [.., { State: TableRebuilds.Copying } underWay])
        {
            SourceTable? half = await store.Rebuilds.ReadTableAsync(request.Table, cancellationToken).ConfigureAwait(false);
            bool isAsked = IsAsked(underWay.Request, request);
            if (half is null || isAsked)
            {
                IReadOnlyList<RebuildStep> left = half is null ? [] : store.Rebuilds.Describe(half, underWay.Request);
                return new ConversionPlan(request.Table, half, underWay.Request, left, null) { UnderWay = underWay, Originals = originals, EndsAnother = !isAsked };
            }
        }

        SourceTable table = await TableKeys.TableAsync(store, request.Table, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> columns = TimeColumns.Choose(
            table, request.Columns, [.. rebuilds.Where(rebuild => rebuild.State != TableRebuilds.Copying).SelectMany(rebuild => rebuild.Request.Times).Select(time => time.Column)]);
        if (columns.Count == 0 && !request.IsUpgrade)
        {
            return new ConversionPlan(table.Name, table, null, [], null) { Originals = originals };
        }

        IReadOnlyList<TimeColumnEvidence> evidence = columns.Count == 0 ? [] : await store.Rebuilds.ReadTimesAsync(table, columns, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> key = TableKeys.KeyOf(table, request.Key);
        string? newestBy = TableKeys.NewestOf(table, request.NewestBy);
        RebuildRequest rebuild = new()
        {
            Table = table.Name,
            Key = key,
            Times = [.. evidence.Select(one => TimeColumns.Decide(table, one, request))],
            Evidence = evidence,
            RemovesDuplicates = request.RemovesDuplicates,
            NewestBy = request.RemovesDuplicates && !table.IsUnique(key) ? TableKeys.RequireNewest(table, newestBy) : newestBy,
            UnknownClock = request.UnknownClock,
            SliceRows = request.SliceRows,
        };
        KeyFit? fit = null;
        if (!table.IsUnique(key) && (countsKeys || !request.RemovesDuplicates))
        {
            fit = await store.Rebuilds.FitKeyAsync(table, rebuild, cancellationToken).ConfigureAwait(false);
            TableKeys.CheckFit(table, key, fit, request.RemovesDuplicates);
        }

        return new ConversionPlan(table.Name, table, rebuild, store.Rebuilds.Describe(table, rebuild), fit) { Originals = originals };
    }

    /// <summary>Carries a plan out, or on.</summary>
    public async Task<TimestampConversion> RunAsync(
        ConversionPlan plan, string? exportPath, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (plan.Rebuild is null)
        {
            return Nothing(plan);
        }

        RebuildRecord done = await store.Rebuilds.RunAsync(plan.Rebuild, RemovedRowFiles.Watch(plan.Name, exportPath, progress), cancellationToken).ConfigureAwait(false);
        return new TimestampConversion
        {
            Table = plan.Name,
            Outcome = ConversionOutcome.Converted,
            Columns = [.. done.Request.Times.Zip(done.Request.Evidence, TimeColumns.Tell)],
            Key = done.Request.Key,
            RowsBefore = done.RowsBefore,
            RowsAfter = done.RowsAfter,
            DuplicatesRemoved = done.RowsBefore - done.RowsAfter,
            ExportPath = exportPath,
            Original = done.Original,
            Seconds = done.Seconds,
            WritersWaitedSeconds = done.LockedSeconds,
            Swap = done.Swap,
            Next = plan.EndsAnother ? Again : $"Convert-CcTimestampColumn -Table {plan.Name} -RemoveOriginal",
        };
    }

    /// <summary>The rebuilds whose original is kept, the oldest first.</summary>
    public async Task<IReadOnlyList<RebuildRecord>> OriginalsAsync(string table, CancellationToken cancellationToken) =>
        KeptOf(await store.Rebuilds.FindAsync(table, cancellationToken).ConfigureAwait(false));

    /// <summary>Removes a table that was replaced, after it was seen that it is as it was.</summary>
    /// <exception cref="IngestException">CopyMismatch: it has other rows by now.</exception>
    public async Task<TimestampConversion> RemoveOriginalAsync(RebuildRecord rebuild, CancellationToken cancellationToken)
    {
        await store.Rebuilds.RemoveOriginalAsync(rebuild, cancellationToken).ConfigureAwait(false);
        string[] left = [.. (await OriginalsAsync(rebuild.Request.Table, cancellationToken).ConfigureAwait(false)).Select(one => one.Original)];
        return new TimestampConversion
        {
            Table = rebuild.Request.Table,
            Outcome = ConversionOutcome.OriginalRemoved,
            Key = rebuild.Request.Key,
            RowsBefore = rebuild.RowsBefore,
            RowsAfter = rebuild.RowsAfter,
            DuplicatesRemoved = rebuild.RowsBefore - rebuild.RowsAfter,
            Swap = rebuild.Swap,
            Next = left.Length == 0 ? $"{rebuild.Original} is gone." : $"{rebuild.Original} is gone; of other rebuilds {string.Join(", ", left)} is kept.",
        };
    }

    private static IReadOnlyList<RebuildRecord> KeptOf(IReadOnlyList<RebuildRecord> rebuilds) => [.. rebuilds.Where(rebuild => rebuild.State == TableRebuilds.Swapped)];

    private static TimestampConversion Nothing(ConversionPlan plan) => new()
    {
        Table = plan.Name,
        Outcome = ConversionOutcome.NothingToDo,
        Original = plan.Originals is [.., var newest] ? newest.Original : null,
        Next = plan.Originals.Count > 0
            ? $"The columns are times already. {string.Join(", ", plan.Originals.Select(rebuild => rebuild.Original))} is kept: Convert-CcTimestampColumn -Table {plan.Name} -RemoveOriginal"
            : "The columns are times already.",
    };

    /// <summary>Whether a rebuild under way is what is asked for: its units were decided from what the table held then.</summary>
    private static bool IsAsked(RebuildRequest underWay, ConversionRequest asked) =>
        (underWay.Times.Count > 0 || asked.IsUpgrade)
        && (asked.Columns.Count == 0 || asked.Columns.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(
            underWay.Times.Select(time => time.Column).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase))
        && (asked.Key.Count == 0 || asked.Key.SequenceEqual(underWay.Key, StringComparer.OrdinalIgnoreCase))
        && asked.RemovesDuplicates == underWay.RemovesDuplicates
        && (asked.NewestBy is null || string.Equals(asked.NewestBy, underWay.NewestBy, StringComparison.OrdinalIgnoreCase))
        && underWay.Times.All(time => time.NullsInvalid == (asked.Invalid == InvalidTimes.Null)
            && (time.Unit is not null || asked.Mixed == MixedUnits.PerRow)
            && (!(asked.Units.TryGetValue(time.Column, out TimeUnit told) || asked.Units.TryGetValue("*", out told)) || told == time.Unit));
}
