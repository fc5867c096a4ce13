using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Tables made anew beside themselves and put in their own place: other types, a key, without duplicates. What is under way stands in the database,
/// so whoever calls next carries on. Readers see the old or the new table.
/// </summary>
public interface ITableRebuilds
{
    /// <summary>The columns and keys of a table, or null when there is none of that name.</summary>
    Task<SourceTable?> ReadTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>What Unix-time columns hold, by one reading of the table. Columns that are no whole numbers are the caller's fault.</summary>
    Task<IReadOnlyList<TimeColumnEvidence>> ReadTimesAsync(SourceTable table, IReadOnlyList<string> columns, CancellationToken cancellationToken);

    /// <summary>
    /// Rows of a table, and those of them that the request's key leaves out: later ones of a key that came before, and those without a value in it.
    /// Of columns that become times the times count, not the numbers.
    /// </summary>
    Task<KeyFit> FitKeyAsync(SourceTable table, RebuildRequest request, CancellationToken cancellationToken);

    /// <summary>The keys that several rows have, slice after slice.</summary>
    IAsyncEnumerable<DuplicateKey> ReadDuplicatesAsync(
        SourceTable table, IReadOnlyList<string> key, string? newestBy, int sliceRows, CancellationToken cancellationToken);

    /// <summary>
    /// The rebuilds of a table, the newest last; none where there was none. One whose tables have changed their names is swapped, also when a process
    /// died before it wrote that down.
    /// </summary>
    Task<IReadOnlyList<RebuildRecord>> FindAsync(string table, CancellationToken cancellationToken);

    /// <summary>The statements of a rebuild, step by step, for people.</summary>
    IReadOnlyList<RebuildStep> Describe(SourceTable table, RebuildRequest request);

    /// <summary>Makes the table anew, or carries on where an earlier call was ended.</summary>
    /// <exception cref="IngestException">Rows that were copied have changed meanwhile (CopyMismatch), the table cannot be rebuilt, or what the store says.</exception>
    Task<RebuildRecord> RunAsync(RebuildRequest request, RebuildWatch watch, CancellationToken cancellationToken);

    /// <summary>Removes the old table of a rebuild, after it was seen that it has the rows that were recorded.</summary>
    /// <exception cref="IngestException">CopyMismatch: it has other rows.</exception>
    Task RemoveOriginalAsync(RebuildRecord rebuild, CancellationToken cancellationToken);

    /// <summary>Gives a table a dated name and leaves its own free. Its rows stay as they are.</summary>
    /// <returns>The name that it has now.</returns>
    Task<string> SetAsideAsync(string table, CancellationToken cancellationToken);

    /// <summary>Whether the engine can tell rows of this table apart that have no key, so that some can be removed where they are.</summary>
    bool CanRemoveInPlace(SourceTable table);

    /// <summary>Removes all rows of a key but the newest, slice by slice, each in a transaction of its own. Safe to repeat.</summary>
    /// <returns>Rows before and after.</returns>
    Task<(long Before, long After)> RemoveInPlaceAsync(
        SourceTable table, IReadOnlyList<string> key, string newestBy, int sliceRows, RebuildWatch watch, CancellationToken cancellationToken);
}

/// <summary>One step of a rebuild.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Statements">SQL, in order.</param>
public sealed record RebuildStep(string Name, IReadOnlyList<string> Statements);

/// <param name="Rows">Rows of the table.</param>
/// <param name="Duplicates">Rows beyond the first of each key.</param>
/// <param name="Keys">Keys that have several rows.</param>
/// <param name="WithoutKey">Rows that lack a value in a column of the key.</param>
public sealed record KeyFit(long Rows, long Duplicates, long Keys, long WithoutKey);

/// <param name="Values">The key's values as text.</param>
/// <param name="Rows">2 or more.</param>
/// <param name="Newest">As text of the engine.</param>
/// <param name="Oldest">As text of the engine.</param>
public sealed record DuplicateKey(IReadOnlyList<string> Values, long Rows, string? Newest, string? Oldest);

/// <summary>Who looks on while a table is worked on.</summary>
public sealed record RebuildWatch
{
    /// <summary>Takes the rows that are left out, before they are; null when nobody wants them.</summary>
    public IRemovedRows? Removed { get; init; }

    /// <summary>Told how many slices of how many are done, and rows.</summary>
    public Action<int, int, long>? OnSlice { get; init; }

    /// <summary>Called after each step with its name; may throw: what a killed process leaves is tested so.</summary>
    public Func<string, CancellationToken, Task>? AfterStep { get; init; }

    internal Task DoneAsync(string step, CancellationToken cancellationToken) => AfterStep?.Invoke(step, cancellationToken) ?? Task.CompletedTask;
}

/// <summary>Keeps rows that are removed.</summary>
public interface IRemovedRows
{
    /// <summary>Keeps the rows of a slice, whole and looked at again, or throws. What an earlier attempt left of the slice is replaced.</summary>
    /// <param name="work">The rebuild or removal; its slices stay the same ones.</param>
    /// <param name="slice">From 0.</param>
    /// <param name="rows">Batches that are valid until the next one is asked for.</param>
    /// <returns>How many were kept.</returns>
    Task<long> KeepAsync(string work, int slice, IAsyncEnumerable<RowBatch> rows, CancellationToken cancellationToken);
}
