using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Which values rows have in the first columns of their key.</summary>
internal static class KeyPrefixes
{
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(
        SqlStore store, DbConnection connection, Dataset dataset, int columns, CancellationToken cancellationToken)
    {
        int[] ordinals = [.. dataset.Key.Take(columns)];
        List<string[]> found = Array.TrueForAll(ordinals, ordinal => store.Dialect.ComparesExactly(dataset.Columns[ordinal]))
            ? await StepAsync(store.Dialect, connection, dataset, ordinals, cancellationToken).ConfigureAwait(false)
            : await ReadAllAsync(store.Dialect, connection, dataset, ordinals, cancellationToken).ConfigureAwait(false);
        found.Sort((one, other) =>
        {
            int differing = one.AsSpan().CommonPrefixLength(other);
            return differing == columns ? 0 : string.CompareOrdinal(one[differing], other[differing]);
        });
        return found;
    }

    /// <summary>
    /// One look into the index for each step: from a value to the next one beyond it, in the last column first, then in the one before. A time series
    /// has a million rows for each value, so this is a thousand times less than reading them.
    /// </summary>
    private static async Task<List<string[]>> StepAsync(
        SqlDialect dialect, DbConnection connection, Dataset dataset, int[] ordinals, CancellationToken cancellationToken)
    {
        List<string[]> found = [];
        string[]? next = (await FetchAsync(connection, First(dialect, dataset, ordinals, ""), [], ordinals.Length, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        while (next is { } last)
        {
            found.Add(last);
            next = null;
            for (int equal = ordinals.Length - 1; equal >= 0 && next is null; equal--)
            {
                string where = "WHERE " + string.Join(" AND ", ordinals.Take(equal + 1).Select((ordinal, part) => string.Create(
                    CultureInfo.InvariantCulture, $"{dialect.Quote(dataset.Columns[ordinal].Name)} {(part < equal ? "=" : ">")} @p{part}"))) + " ";
                next = (await FetchAsync(connection, First(dialect, dataset, ordinals, where), last[..(equal + 1)], ordinals.Length, cancellationToken)
                    .ConfigureAwait(false)).FirstOrDefault();
            }
        }

        return found;
    }

    private static string First(SqlDialect dialect, Dataset dataset, int[] ordinals, string where)
    {
        string names = dialect.Names(dataset, ordinals);
        return $"SELECT {names} FROM {dialect.Name(dataset)} {where}ORDER BY {names} LIMIT 1";
    }

    /// <summary>An engine that takes different texts for equal would step over some of them.</summary>
    private static Task<List<string[]>> ReadAllAsync(
        SqlDialect dialect, DbConnection connection, Dataset dataset, int[] ordinals, CancellationToken cancellationToken) => FetchAsync(
        connection,
        $"SELECT DISTINCT {string.Join(", ", ordinals.Select(ordinal => dialect.ExactOrder(dataset.Columns[ordinal])))} FROM {dialect.Name(dataset)}",
        [], ordinals.Length, cancellationToken);

    private static async Task<List<string[]>> FetchAsync(
        DbConnection connection, string sql, string[] parameters, int columns, CancellationToken cancellationToken)
    {
        List<string[]> rows = [];
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            for (int index = 0; index < parameters.Length; index++)
            {
                RowReader.AddParameter(command, index, parameters[index]);
            }

            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add([.. Enumerable.Range(0, columns).Select(reader.GetString)]);
                }
            }
        }

        return rows;
    }
}
