using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>The columns of a dataset as those of a file.</summary>
internal static class DatasetColumns
{
    public static IReadOnlyList<ParquetColumn> Of(Dataset dataset) => [.. dataset.Columns.Select(Of)];

    /// <summary>A clock may be missing in a file: the store sets it.</summary>
    public static ParquetColumn Of(Column column) => new(column.Name, TypeOf(column.Kind), column.Nullable || column.Role != ColumnRole.Value)
    {
        Precision = column.Precision,
        Scale = column.Scale,
    };

    private static ParquetType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => ParquetType.Boolean,
        ColumnKind.Int32 => ParquetType.Int32,
        ColumnKind.Int64 => ParquetType.Int64,
        ColumnKind.Double => ParquetType.Double,
        ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => ParquetType.Timestamp,
        ColumnKind.Decimal => ParquetType.Decimal,
        ColumnKind.Json => ParquetType.Json,
        _ => ParquetType.Text,
    };
}
