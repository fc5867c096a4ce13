using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Storage;

/// <summary>SQLite's result codes, told for people.</summary>
internal static class SqliteErrors
{
    // Primary result codes, https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;

    public static bool IsTransient(Exception exception) => exception is SqliteException { SqliteErrorCode: Busy or Locked };

    /// <summary>Whether a row is refused for its values: a constraint or trigger, a type, a length.</summary>
    public static bool IsRowRefused(Exception exception) => exception is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch };

    public static IngestException? Translate(Exception exception, string doing, string file) => exception switch
    {
        SqliteException { SqliteErrorCode: Error } error when error.Message.Contains("no such table", StringComparison.Ordinal) =>
            SchemaMissing(file, error),
        SqliteException error => error.SqliteErrorCode switch
        {
            Busy or Locked => new(
                IngestErrorId.StoreBusy, $"{doing}: another program is writing to {file}.", "Wait until it has ended, then try again.", error),
            ReadOnly => new(
                IngestErrorId.StoreRightsMissing, $"{doing}: {file} may not be written.", "Give this user the right to write the file and its directory.", error),
            CantOpen => new(
                IngestErrorId.StoreUnreachable, $"{doing}: {file} cannot be opened.",
                "See that the directory exists and that this user may read and write the file.", error),
            NotADatabase => new(
                IngestErrorId.StoreUnreachable, $"{doing}: {file} is not a SQLite database.", "Name another file, or move this one away.", error),
            Corrupt => new(
                IngestErrorId.StoreFailed, $"{doing}: {file} is damaged.", "Restore it from a backup, or ingest into a new file.", error),
            Full => new(
                IngestErrorId.StoreWriteFailed, $"{doing}: the disk of {file} is full.",
                "Make room, then run the job again: it goes on where it was.", error),
            TooBig or Constraint or Mismatch => new(
                IngestErrorId.StoreWriteFailed, $"{doing}: {file} does not take a row: {error.Message}",
                "Nothing of the batch was stored. See whether somebody has changed the table (constraints, triggers); else report this with the log.", error),
            IoError => new(
                IngestErrorId.StoreFailed, $"{doing}: {file} cannot be read or written ({error.Message}).",
                "Look at the disk. SQLite's write-ahead log does not work on network shares.", error),
            _ => new(IngestErrorId.StoreFailed, $"{doing}: {error.Message}", "This is a fault of the program or of the file's content.", error),
        },
        _ => null,
    };

    public static IngestException SchemaMissing(string file, Exception? inner) => new(
        IngestErrorId.StoreSchemaMissing, $"{file} has no tables of this program.",
        "Run Initialize-CcStore, or ccingest with a job that makes the schema.", inner);
}
