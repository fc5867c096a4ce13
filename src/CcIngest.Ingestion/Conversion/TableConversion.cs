using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Turns columns of Unix times of a table into times, by making the table anew with the right types and key.</summary>
public sealed class TableConversion(IMarketDataStore store)
{
    /// <summary>Reads what the columns hold and decides. Changes nothing.</summary>
    /// <param name="countsKeys">Whether duplicates are counted also where they may go.</param>
    /// <exception cref="IngestException">What speaks against it: mixed units, times that are none, duplicates, columns that are not there.</exception>
    public async Task<ConversionPlan> PlanAsync(ConversionRequest request, bool countsKeys, CancellationToken cancellationToken)
    {
        RebuildRecord? last = await store.Rebuilds.FindAsync(request.Table, cancellationToken).ConfigureAwait(false);
        if (last is { State: TableRebuilds.Copying } && IsAsked(last.Request, request))
        {
            SourceTable? half = await store.Rebuilds.ReadTableAsync(request.Table, cancellationToken).ConfigureAwait(false);
            return new ConversionPlan(request.Table, half, last.Request, last, [], null);
        }

        SourceTable table = await TableKeys.TableAsync(store, request.Table, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> columns = TimeColumns.Choose(table, request.Columns);
        if (columns.Count == 0 && !request.IsUpgrade)
        {
            return new ConversionPlan(table.Name, table, null, last, [], null);
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

        return new ConversionPlan(table.Name, table, rebuild, last, store.Rebuilds.Describe(table, rebuild), fit);
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
            Next = $"Convert-CcTimestampColumn -Table {plan.Name} -RemoveOriginal",
        };
    }

    /// <summary>Removes the table that was replaced last, after it was seen that it is as it was.</summary>
    /// <exception cref="IngestException">SelectionEmpty: none is kept. CopyMismatch: it has other rows by now.</exception>
    public async Task<TimestampConversion> RemoveOriginalAsync(string table, CancellationToken cancellationToken)
    {
        RebuildRecord last = await store.Rebuilds.FindAsync(table, cancellationToken).ConfigureAwait(false) is { State: TableRebuilds.Swapped } found
            ? found
            : throw new IngestException(IngestErrorId.SelectionEmpty, $"No original of {table} is kept.", "There is nothing to remove.");
        await store.Rebuilds.RemoveOriginalAsync(last, cancellationToken).ConfigureAwait(false);
        return new TimestampConversion
        {
            Table = table,
            Outcome = ConversionOutcome.OriginalRemoved,
            Key = last.Request.Key,
            RowsBefore = last.RowsBefore,
            RowsAfter = last.RowsAfter,
            DuplicatesRemoved = last.RowsBefore - last.RowsAfter,
            Swap = last.Swap,
            Next = $"{last.Original} is gone.",
        };
    }

    /// <summary>The original that is kept of a table, or null.</summary>
    public static string? OriginalOf(ConversionPlan plan) => plan.Last is { State: TableRebuilds.Swapped } last ? last.Original : null;

    private static TimestampConversion Nothing(ConversionPlan plan) => new()
    {
        Table = plan.Name,
        Outcome = ConversionOutcome.NothingToDo,
        Original = OriginalOf(plan),
        Next = OriginalOf(plan) is { } original
            ? $"The columns are times already. {original} is kept: Convert-CcTimestampColumn -Table {plan.Name} -RemoveOriginal"
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
