namespace CcIngest.Parquet;

/// <summary>Reads one file: flat columns of the types of <see cref="ParquetType"/>. Not safe for several threads.</summary>
public interface IParquetReader : IDisposable
{
    /// <summary>All columns, also those that cannot be read.</summary>
    IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>Rows by the footer.</summary>
    long Rows { get; }

    /// <summary>Rows of each row group.</summary>
    IReadOnlyList<long> RowGroups { get; }

    /// <summary>The program that wrote the file, in its own words; empty when it says nothing.</summary>
    string CreatedBy { get; }

    /// <summary>Words about the file, from its footer.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// The rows of some columns, in the order in which the columns are named; a page of each is in memory at a time. One object is filled again and
    /// again: it is valid until the next one is asked for.
    /// </summary>
    /// <param name="columns">Names of columns; each must be readable.</param>
    /// <param name="rowsAtOnce">The most rows at a time, 1 or more.</param>
    /// <exception cref="ParquetException">A column is not there or cannot be read, or the file is damaged.</exception>
    IEnumerable<IParquetColumns> Read(IReadOnlyList<string> columns, int rowsAtOnce);
}
