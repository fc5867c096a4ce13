using CcIngest.Model;
using CcIngest.Parquet;

namespace CcIngest.Ingestion;

/// <summary>
/// One Parquet file while it is written. It has another name until it is whole and on the disk; without <see cref="Commit"/> nothing stays of it.
/// </summary>
internal sealed class PartFile : IDisposable
{
    /// <summary>What follows the name of a file that is not whole.</summary>
    private const string Unfinished = ".unfinished";

    private readonly string _path;
    private readonly FileStream _file;
    private readonly HashedStream _stream;
    private readonly IParquetWriter _writer;
    private bool _isCommitted;

    private PartFile(string path, FileStream file, Dataset dataset)
    {
        (_path, _file, _stream) = (path, file, new HashedStream(file));
        _writer = ParquetFormat.Create(_stream, DatasetColumns.Of(dataset), new ParquetWriterOptions { Metadata = FileDataset.WordsOf(dataset) });
    }

    public static PartFile Create(string path, Dataset dataset) => FileFailures.Write(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        return new PartFile(path, new FileStream(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None), dataset);
    });

    public void Write(RowBatch rows) => FileFailures.Write(_path, () =>
    {
        _writer.Write(new BatchColumns(rows));
        return 0;
    });

    /// <summary>Finishes the file and gives it its name.</summary>
    public (long Rows, long Bytes, string Sha256) Commit() => FileFailures.Write(_path, () =>
    {
        _writer.Finish();
        _file.Flush(flushToDisk: true);
        (long Rows, long Bytes, string Sha256) written = (_writer.Rows, _stream.Length, _stream.Sha256);
        _stream.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: true);
        _isCommitted = true;
        return written;
    });

    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
        if (!_isCommitted)
        {
            File.Delete(_path + Unfinished);
        }
    }
}
