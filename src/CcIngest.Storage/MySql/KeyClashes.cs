using System.Data.Common;
using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Finds rows whose key equals another's for the engine though the texts differ (<c>Ç</c> and <c>C</c>, two emojis, case): the later row of a batch,
/// and every row that would take the place of a stored one.
/// </summary>
internal sealed class KeyClashes(MySqlStore store, DbConnection connection, DbTransaction transaction, RowBatch rows)
{
    /// <summary>Values in one IN list.</summary>
    private const int ListSize = 500;

    private readonly Dataset _dataset = rows.Dataset;
    private readonly int[] _texts = [.. rows.Dataset.Key.Where(ordinal => !store.Dialect.ComparesExactly(rows.Dataset.Columns[ordinal]))];

    public async Task<IReadOnlyList<KeyClash>> FindAsync(CancellationToken cancellationToken)
    {
        RowBatch near = await ReadNearAsync(cancellationToken).ConfigureAwait(false);
        if (near.Count == 0 && IsOneText())
        {
            return [];      // a page of one series into a range that is empty: the usual case
        }

        Dictionary<int, IReadOnlyDictionary<string, string>> standsFor = [];
        foreach (int ordinal in _texts)
        {
            IEnumerable<string> texts = TextsOf(rows, ordinal).Concat(TextsOf(near, ordinal));
            standsFor[ordinal] = await EqualTexts.ReadAsync(
                connection, transaction, ((MySqlDialect)store.Dialect).CollationOf(_dataset.Columns[ordinal]), texts, cancellationToken).ConfigureAwait(false);
        }

        // A stored row always stays, so the stored ones come first.
        Dictionary<string, RowRef> kept = new(near.Count + rows.Count, StringComparer.Ordinal);
        for (int row = 0; row < near.Count; row++)
        {
            kept.TryAdd(EngineKey(near, row, standsFor), new RowRef(near, row));
        }

        RowKeyComparer comparer = new(_dataset);
        List<KeyClash> clashes = [];
        for (int row = 0; row < rows.Count; row++)
        {
            string key = EngineKey(rows, row, standsFor);
            if (!kept.TryAdd(key, new RowRef(rows, row)) && !comparer.Equals(kept[key], new RowRef(rows, row)))
            {
                clashes.Add(new KeyClash(row, RowText.Key(kept[key].Batch, kept[key].Row)));
            }
        }

        return clashes;
    }

    /// <summary>The stored keys that equal keys of the batch for the engine; of time series only those whose texts differ.</summary>
    private async Task<RowBatch> ReadNearAsync(CancellationToken cancellationToken)
    {
        RowBatch near = new(_dataset);
        int last = _dataset.Key[^1];
        bool isTimed = _dataset.Columns[last].IsTime();
        int[] fixedOrdinals = [.. _dataset.Key.SkipLast(1)];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, rows.Count).GroupBy(row => Joined(fixedOrdinals.Select(ordinal => Cell(rows, row, ordinal)))))
        {
            int example = group.First();
            if (isTimed)
            {
                await ReadAsync(near, example, fixedOrdinals, conditions =>
                {
                    conditions.Add($"{Name(last)} BETWEEN {conditions.Parameter(group.Min(row => rows.Time(row, last)))} AND {conditions.Parameter(group.Max(row => rows.Time(row, last)))}");
                    conditions.Add("(" + string.Join(" OR ", _texts.Select(ordinal =>
                        $"CAST({Name(ordinal)} AS BINARY) <> CAST({conditions.Parameter(rows.Value(example, ordinal))} AS BINARY)")) + ")");
                }, cancellationToken).ConfigureAwait(false);
                continue;
            }

            foreach (object[] values in group.Select(row => rows.Value(row, last)!).Distinct().Chunk(ListSize))
            {
                await ReadAsync(near, example, fixedOrdinals, conditions =>
                    conditions.Add($"{Name(last)} IN ({string.Join(", ", values.Select(conditions.Parameter))})"), cancellationToken).ConfigureAwait(false);
            }
        }

        return near;
    }

    private async Task ReadAsync(RowBatch near, int example, int[] fixedOrdinals, Action<Conditions> further, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            Conditions conditions = new(command);
            foreach (int ordinal in fixedOrdinals)
            {
                conditions.Add($"{Name(ordinal)} = {conditions.Parameter(rows.Value(example, ordinal))}");
            }

            further(conditions);
            command.Transaction = transaction;
            command.CommandText = $"SELECT {store.Dialect.Names(_dataset, _dataset.Key)} FROM {store.Dialect.Name(_dataset)} WHERE {conditions}";
            await RowReader.ReadAsync(store, command, near, _dataset.Key, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOneText() => Array.TrueForAll(_texts, ordinal => TextsOf(rows, ordinal).Distinct(StringComparer.Ordinal).Take(2).Count() == 1);

    private string EngineKey(RowBatch batch, int row, Dictionary<int, IReadOnlyDictionary<string, string>> standsFor) => Joined(_dataset.Key.Select(
        ordinal => standsFor.TryGetValue(ordinal, out IReadOnlyDictionary<string, string>? texts) ? texts[batch.Text(row, ordinal)!] : Cell(batch, row, ordinal)));

    private string Name(int ordinal) => store.Dialect.Quote(_dataset.Columns[ordinal].Name);

    private static IEnumerable<string> TextsOf(RowBatch batch, int ordinal) => Enumerable.Range(0, batch.Count).Select(row => batch.Text(row, ordinal)!);

    private static string Cell(RowBatch batch, int row, int ordinal) => batch.Dataset.Columns[ordinal].Storage switch
    {
        ColumnStorage.Text => batch.Text(row, ordinal)!,
        ColumnStorage.Double => batch.Double(row, ordinal).ToString(CultureInfo.InvariantCulture),
        _ => batch.Int64(row, ordinal).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Joins texts so that no two lists give the same: each with its length before it.</summary>
    private static string Joined(IEnumerable<string> texts) =>
        string.Concat(texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}")));

    /// <summary>The conditions of one statement, with their parameters.</summary>
    private sealed class Conditions(DbCommand command)
    {
        private readonly List<string> _texts = [];

        public void Add(string condition) => _texts.Add(condition);

        public string Parameter(object? value)
        {
            int index = command.Parameters.Count;
            RowReader.AddParameter(command, index, value);
            return string.Create(CultureInfo.InvariantCulture, $"@p{index}");
        }

        public override string ToString() => string.Join(" AND ", _texts);
    }
}
