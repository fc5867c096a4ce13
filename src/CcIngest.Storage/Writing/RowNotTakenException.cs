using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// The engine passed over a row without an error, and its key is not in the table either: another unique index that somebody has added holds an
/// equal row, or a trigger dropped it.
/// </summary>
internal sealed class RowNotTakenException(string message) : Exception(message)
{
    /// <summary>The failure that says so; the write must not be committed.</summary>
    public static IngestException Of(string engine, RowBatch passedOver)
    {
        string said = $"{engine} passed over the row ({RowText.Key(passedOver, 0)}) and has none of that key: "
            + $"{passedOver.Dataset.Table} has another unique index or a trigger that does not let it in.";
        return new IngestException(
            IngestErrorId.StoreWriteFailed, said, "Nothing of the batch was stored. Remove the index or the trigger, or run again.",
            new RowNotTakenException(said));
    }
}
