using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Marks what the store has of a venue and the source no longer lists. Nothing is deleted: its candles stay, and so does its life.
/// </summary>
internal static class VanishedRecords
{
    /// <param name="run">The run.</param>
    /// <param name="listed">The table.</param>
    /// <param name="part">All records of one venue, as the source listed them just now.</param>
    /// <param name="exchange">The venue.</param>
    /// <param name="cancellationToken">Ends the reading; nothing is half marked.</param>
    public static async Task<WriteResult?> MarkAsync(
        RunContext run, ListedDataset listed, Sources.ReferencePart part, string exchange, CancellationToken cancellationToken)
    {
        Dataset dataset = listed.Dataset;
        int symbol = dataset.Ordinal(listed.Symbol);
        int status = dataset.Ordinal(listed.Status);
        HashSet<string> present = [.. part.Rows.Where(batch => batch.Dataset == dataset)
            .SelectMany(batch => Enumerable.Range(0, batch.Count).Select(row => batch.Text(row, symbol) ?? ""))];
        RowBatch stored = await run.Store.ReadRowsAsync(dataset, listed.Exchange, exchange, cancellationToken).ConfigureAwait(false);
        int[] gone = [.. Enumerable.Range(0, stored.Count)
            .Where(row =>
                !present.Contains(stored.Text(row, symbol) ?? "") && stored.Text(row, status) != listed.Vanished
                && !NamedByRejected(stored, row, listed, part))];
        if (gone.Length == 0)
        {
            return null;
        }

        // A key that the engine takes for equal to a listed one is that one: the row was updated under its old spelling.
        HashSet<string> same = [.. (await run.Store.FindClashesAsync(
                dataset.Columns[symbol], [.. present, .. gone.Select(row => stored.Text(row, symbol) ?? "")], cancellationToken)
                    .ConfigureAwait(false))
            .SelectMany(pair => new[] { pair.Kept, pair.Clashing })];
        RowBatch marked = new(dataset, gone.Length);
        foreach (int row in gone.Where(row => !same.Contains(stored.Text(row, symbol) ?? "")))
        {
            marked.Set(marked.Append(stored, row), status, listed.Vanished);
        }

        if (marked.Count == 0)
        {
            return null;
        }

        run.Log.Vanished(marked.Count, exchange, listed.Vanished);
        return await run.WriteAsync([new TableWrite(marked, WriteMode.Merge)], [], [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A record that was listed but broke a rule has not vanished. Its key is in its raw text, in quotes, whatever field carries it.
    /// </summary>
    private static bool NamedByRejected(RowBatch stored, int row, ListedDataset listed, Sources.ReferencePart part)
    {
        string?[] names = [stored.Text(row, listed.Dataset.Ordinal(listed.Symbol)), stored.Text(row, listed.Dataset.Ordinal(listed.Raw))];
        return part.Rejected.Any(rejected => rejected.Dataset == listed.Dataset
            && Array.Exists(names, name => name is not null && rejected.RawText.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }
}
