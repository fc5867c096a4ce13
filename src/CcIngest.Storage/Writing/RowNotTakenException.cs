namespace CcIngest.Storage;

/// <summary>
/// The engine passed over a row without an error, and its key is not in the table either: another unique index that somebody has added holds an
/// equal row, or a trigger dropped it.
/// </summary>
internal sealed class RowNotTakenException(string message) : Exception(message);
