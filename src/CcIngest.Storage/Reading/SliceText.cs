using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A slice of a table as a condition.</summary>
internal static class SliceText
{
    /// <summary>WHERE with its parameters added to the command.</summary>
    public static string Where(SqlDialect dialect, Dataset dataset, RowSlice slice, DbCommand command)
    {
        List<string> conditions = [];
        for (int part = 0; part < slice.Prefix.Count; part++)
        {
            conditions.Add($"{dialect.Quote(dataset.Columns[dataset.Key[part]].Name)} = {Parameter(slice.Prefix[part])}");
        }

        if (slice.From is not null || slice.To is not null)
        {
            Column time = dataset.Columns[dataset.Key[slice.Prefix.Count]];
            if (slice.From is { } from)
            {
                conditions.Add($"{dialect.Quote(time.Name)} >= {Parameter(dialect.TimeParameter(time, from))}");
            }

            if (slice.To is { } to)
            {
                conditions.Add($"{dialect.Quote(time.Name)} < {Parameter(dialect.TimeParameter(time, to))}");
            }
        }

        return conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)} ";

        string Parameter(object value)
        {
            int index = command.Parameters.Count;
            RowReader.AddParameter(command, index, value);
            return string.Create(CultureInfo.InvariantCulture, $"@p{index}");
        }
    }

    /// <summary>Whether a row that the engine found has the very texts: its collation may take others for equal.</summary>
    public static bool Has(RowSlice slice, RowBatch rows, int row)
    {
        for (int part = 0; part < slice.Prefix.Count; part++)
        {
            if (rows.Text(row, rows.Dataset.Key[part]) != slice.Prefix[part])
            {
                return false;
            }
        }

        return true;
    }
}
