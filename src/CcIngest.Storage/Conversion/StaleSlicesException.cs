using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Slices whose copy is not, or no longer, what the table has; told for people once the books say that they are to be copied anew.</summary>
internal sealed class StaleSlicesException(IReadOnlyList<int> slices, long? gone) : Exception
{
    public IReadOnlyList<int> Slices { get; } = slices;

    /// <param name="record">For the ranges of the slices.</param>
    public IngestException ForPeople(string table, RebuildRecord record)
    {
        string[] where = [.. Slices.Select(index => $"{record.SliceBy} from {record.Slices[index].From ?? "the first"} to before {record.Slices[index].To ?? "the end"}")];
        return gone is { } rows ? RebuildErrors.Changed(table, rows, where) : RebuildErrors.Different(table, string.Join("; ", where));
    }
}
