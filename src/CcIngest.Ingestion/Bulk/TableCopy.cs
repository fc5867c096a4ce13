using System.Text.Json;
using System.Text.Json.Nodes;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Copies a table that is no time series, and compares count and hash of its rows on both sides. What only the target has stays.</summary>
internal sealed class TableCopy(RunContext run, CopyStep step, StepTally tally)
{
    private readonly BulkWriter _writer = new(run, step.Dataset, tally, $"copied from {step.From.Info}", keepsClocks: true);
    private long _alike;

    /// <exception cref="IngestException">CopyMismatch: rows that the target refused.</exception>
    public async Task<CopiedRows> RunAsync(CancellationToken cancellationToken)
    {
        using ComparedRows both = new();
        await foreach (RowBatch there in step.From.ScanAsync(step.Dataset, cancellationToken).ConfigureAwait(false))
        {
            if (there.Count == 0)
            {
                continue;
            }

            RowBatch compared = Comparable(there);
            RowBatch here = await HereAsync(there, cancellationToken).ConfigureAwait(false);
            bool areAlike = ComparedRows.AreAlike(compared, here);
            if (areAlike)
            {
                _alike += there.Count;
            }
            else
            {
                await _writer.WriteAsync(there, step.Dataset.Name, cancellationToken).ConfigureAwait(false);
                here = await HereAsync(there, cancellationToken).ConfigureAwait(false);
            }

            both.Add(compared, here, areAlike);
        }

        return Compared(both);
    }

    /// <summary>The rows here that have the keys of those there, in their order, to be compared.</summary>
    private async Task<RowBatch> HereAsync(RowBatch there, CancellationToken cancellationToken)
    {
        RowBatch found = await run.Store.FindRowsAsync(there, cancellationToken).ConfigureAwait(false);
        Dictionary<string, int> byKey = Enumerable.Range(0, found.Count).ToDictionary(row => KeyOf(found, row));
        RowBatch ordered = new(step.Dataset, Math.Max(found.Count, 1));
        for (int row = 0; row < there.Count; row++)
        {
            if (byKey.TryGetValue(KeyOf(there, row), out int here))
            {
                ordered.Append(found, here);
            }
        }

        return Comparable(ordered);
    }

    private CopiedRows Compared(ComparedRows both)
    {
        if (!both.AreEqual)
        {
            throw new IngestException(
                IngestErrorId.CopyMismatch,
                FormattableString.Invariant(
                    $"{step.Dataset.Name}: {step.From.Info} has {both.RowsThere} rows with the hash {both.HashThere}, {run.Store.Info} has {both.RowsHere} of them with {both.HashHere}."),
                "Rows that the target refused are among its dead letters: see them with Get-CcDeadLetter. Otherwise a run has written in between; copy again.",
                scope: FailureScope.Leg);
        }

        return new CopiedRows
        {
            Dataset = step.Dataset.Name,
            Rows = both.RowsThere,
            Inserted = _writer.Written.Inserted,
            Updated = _writer.Written.Updated,
            Unchanged = _writer.Written.Unchanged - both.Newer + _alike,
            Newer = both.Newer,
            Hash = both.HashThere,
            RunId = run.RunId,
        };
    }

    private static string KeyOf(RowBatch rows, int row) =>
        string.Join('\u0001', rows.Dataset.Key.Select(ordinal => FormattableString.Invariant($"{rows.Value(row, ordinal)}")));

    /// <summary>
    /// The rows as both sides would say them: engines with a JSON type give a document back with other blanks and another order of names. For
    /// comparison only; what is written is the text as the other store has it.
    /// </summary>
    private static RowBatch Comparable(RowBatch rows)
    {
        int[] documents = [.. Enumerable.Range(0, rows.Dataset.Columns.Count).Where(ordinal => rows.Dataset.Columns[ordinal].Kind == ColumnKind.Json)];
        if (documents.Length == 0)
        {
            return rows;
        }

        RowBatch comparable = new(rows.Dataset, Math.Max(rows.Count, 1));
        for (int row = 0; row < rows.Count; row++)
        {
            comparable.Append(rows, row);
            foreach (int ordinal in documents)
            {
                if (rows.Text(row, ordinal) is { } text)
                {
                    comparable.Set(row, ordinal, Ordered(JsonNode.Parse(text))?.ToJsonString(JsonSerializerOptions.Default) ?? "null");
                }
            }
        }

        return comparable;
    }

    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Ordered(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
