using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The first and the last time of a slice.</summary>
internal static class SliceBounds
{
    public static async Task<(DateTime First, DateTime Last)?> ReadAsync(
        SqlStore store, DbConnection connection, Dataset dataset, RowSlice slice, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            // A question of its own for each end: asked for both at once, some engines read all that lies between.
            string time = store.Dialect.Quote(dataset.Columns[dataset.Key[slice.Prefix.Count]].Name);
            string rows = $"FROM {store.Dialect.Name(dataset)} {SliceText.Where(store.Dialect, dataset, slice, command)}";
            command.CommandText = $"SELECT (SELECT MIN({time}) {rows}), (SELECT MAX({time}) {rows})";
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !reader.IsDBNull(0)
                    ? (store.ReadTime(reader, 0), store.ReadTime(reader, 1))
                    : null;
            }
        }
    }
}
