using System.Data.Common;
using System.Globalization;
using CcIngest.Model;
using CcIngest.Reliability;

namespace CcIngest.Benchmarks;

/// <summary>
/// Has the engine itself compare the candles of two of its stores: as many rows in both, and behind each key of the one the same cells in the other.
/// Clocks are left out: each run has its own.
/// </summary>
internal static class SameRows
{
    public static async Task<long> CountAsync(KilledStore store, CancellationToken cancellationToken)
    {
        DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await CountAsync(connection, SpotOhlcv.Days.Table, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="engine">Of both stores.</param>
    /// <param name="same">The condition that a column is the same in <c>e</c>, what is expected, and <c>f</c>, what was found.</param>
    /// <exception cref="InvalidOperationException">The rows are not the same.</exception>
    public static async Task RequireAsync(
        MeasuredEngine engine, KilledStore expected, KilledStore found, Func<Column, string> same, string side, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;

        // By the key's index; that equal keys are equal text is asked of all columns alike.
        string keys = string.Join(" AND ", table.Key.Select(ordinal => table.Columns[ordinal].Name).Select(name => $"f.{name} = e.{name}"));
        string cells = string.Join(" AND ", table.Columns.Where(column => column.Role == ColumnRole.Value).Select(same));
        (string prepare, string other) = engine.Reach(expected, table.Table);
        await RequireAsync(found, prepare, other, table.Table, $"{engine.Join} {table.Table} f ON {keys} WHERE {cells}", side, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="prepare">What the connection is told first.</param>
    /// <param name="expected">The table, or the query in brackets, that has what is expected: <c>e</c> in the condition.</param>
    /// <param name="table">The table that was filled.</param>
    /// <param name="join">How it is joined, and what is the same then.</param>
    /// <exception cref="InvalidOperationException">The rows are not the same.</exception>
    public static async Task RequireAsync(
        KilledStore found, string prepare, string expected, string table, string join, string side, CancellationToken cancellationToken)
    {
        DbConnection connection = await found.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await StoreCounts.NumberAsync(connection, prepare, cancellationToken).ConfigureAwait(false);
            long wanted = await CountAsync(connection, expected, cancellationToken).ConfigureAwait(false);
            long had = await CountAsync(connection, table, cancellationToken).ConfigureAwait(false);
            long equal = await StoreCounts.NumberAsync(connection, $"SELECT COUNT(*) FROM {expected} e {join}", cancellationToken).ConfigureAwait(false);
            if (wanted != had || equal != wanted)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"The rows of {side} are not those of the others: {had} of {wanted}, and {equal} that are the same."));
            }
        }
    }

    private static Task<long> CountAsync(DbConnection connection, string table, CancellationToken cancellationToken) =>
        StoreCounts.NumberAsync(connection, $"SELECT COUNT(*) FROM {table} t", cancellationToken);
}
