namespace CcIngest.Parquet;

/// <summary>Rows by column: what a writer takes and a reader gives. The spans are valid until the rows change.</summary>
public interface IParquetColumns
{
    /// <summary>Rows; every span has so many values.</summary>
    int Count { get; }

    /// <summary>Where a value is missing. Not asked for columns of <see cref="ParquetStorage.Text"/>, whose missing values are null.</summary>
    ReadOnlySpan<bool> Nulls(int column);

    /// <summary>The values of a column of <see cref="ParquetStorage.Int64"/>; anything where one is missing.</summary>
    ReadOnlySpan<long> Int64s(int column);

    /// <summary>The values of a column of <see cref="ParquetStorage.Double"/>; anything where one is missing.</summary>
    ReadOnlySpan<double> Doubles(int column);

    /// <summary>The values of a column of <see cref="ParquetStorage.Text"/>.</summary>
    ReadOnlySpan<string?> Texts(int column);
}
