using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>Cuts a table into ranges of about so many rows, by one reading of one column.</summary>
internal static class RebuildSlices
{
    public static async Task<IReadOnlyList<RebuildSlice>> ReadAsync(DbConnection connection, RebuildSql sql, int rows, CancellationToken cancellationToken)
    {
        List<RebuildSlice> slices = [];
        string? from = null;
        if (sql.SliceBy is not null)
        {
            long count = 0;
            await foreach (object?[] value in RebuildReads.StreamAsync(connection, null, sql.Histogram, cancellationToken).ConfigureAwait(false))
            {
                // All rows of a value are in one slice, however many they are.
                if (count >= rows && RebuildReads.Text(value[0]) is { } next)
                {
                    slices.Add(new RebuildSlice(from, next));
                    (from, count) = (next, 0);
                }

                count += RebuildReads.Number(value[1]);
            }
        }

        // The first and the last one are open: what others add later belongs to one of them.
        slices.Add(new RebuildSlice(from, null));
        return slices;
    }
}
