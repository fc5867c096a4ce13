using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>Which columns of a file are those of a dataset, or what is off.</summary>
internal static class FileColumns
{
    /// <returns>The dataset's ordinals that the file has.</returns>
    /// <exception cref="IngestException">FileMismatch: every column that lacks, is too many, or has another type.</exception>
    public static IReadOnlyList<int> Match(string path, Dataset dataset, IReadOnlyList<ParquetColumn> columns)
    {
        Dictionary<string, ParquetColumn> byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        List<string> faults = [];
        List<int> ordinals = [];
        for (int ordinal = 0; ordinal < dataset.Columns.Count; ordinal++)
        {
            Column column = dataset.Columns[ordinal];
            if (!byName.Remove(column.Name, out ParquetColumn? found))
            {
                if (column.Role == ColumnRole.Value)
                {
                    faults.Add($"it lacks the column '{column.Name}'");
                }
            }
            else if (found.Problem is { } problem)
            {
                faults.Add($"its column '{column.Name}' cannot be read ({problem})");
            }
            else if (!Fits(found, DatasetColumns.Of(column)))
            {
                faults.Add($"its column '{column.Name}' is {Words(found)}, not {Words(DatasetColumns.Of(column))}");
            }
            else
            {
                ordinals.Add(ordinal);
            }
        }

        faults.AddRange(columns.Where(column => byName.ContainsKey(column.Name)).Select(column => $"it has a column '{column.Name}'"));
        return faults.Count == 0
            ? ordinals
            : throw FileFailures.Mismatch(
                path, $"the file has no rows of {dataset.Table}: {string.Join("; ", faults.Take(5))}{(faults.Count > 5 ? FormattableString.Invariant($"; and {faults.Count - 5} more") : "")}.",
                "Name the dataset that the file belongs to, or write it with the columns of docs/database_schema.md.");
    }

    private static bool Fits(ParquetColumn found, ParquetColumn wanted) => wanted.Type switch
    {
        // Whether a number is too large is seen row by row.
        ParquetType.Int32 or ParquetType.Int64 => found.Type is ParquetType.Int32 or ParquetType.Int64,
        ParquetType.Text or ParquetType.Json => found.Type is ParquetType.Text or ParquetType.Json,
        _ => found.Type == wanted.Type,
    };

    private static string Words(ParquetColumn column) => column.Type == ParquetType.Decimal
        ? FormattableString.Invariant($"Decimal({column.Precision}, {column.Scale})")
        : column.Type.ToString();
}
