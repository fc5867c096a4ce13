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

    /// <summary>Series that one statement looks for: a transaction of tails has many. SingleStore compiles each shape of a statement, so it gets one shape.</summary>
    private int RunsAtOnce => store.Info.Engine == StoreEngines.SingleStore ? 1 : 32;

    private readonly Dataset _dataset = rows.Dataset;
    private readonly int _last = rows.Dataset.Key[^1];
    private readonly int[] _fixed = [.. rows.Dataset.Key.SkipLast(1)];
    private readonly int[] _texts = [.. rows.Dataset.Key.Where(ordinal => !store.Dialect.ComparesExactly(rows.Dataset.Columns[ordinal]))];

    public async Task<IReadOnlyList<KeyClash>> FindAsync(CancellationToken cancellationToken)
    {
        List<(int First, int Last)> runs = Runs();
        RowBatch near = await ReadNearAsync(runs, cancellationToken).ConfigureAwait(false);
        Dictionary<int, IReadOnlyDictionary<string, string>> standsFor = [];
        bool isAnyEqual = near.Count > 0;
        foreach (int ordinal in _texts)
        {
            IEnumerable<string> texts = ordinal == _last ? TextsOf(rows, ordinal) : runs.Select(run => rows.Text(run.First, ordinal)!);
            string collation = ((MySqlDialect)store.Dialect).CollationOf(_dataset.Columns[ordinal]);
            standsFor[ordinal] = await EqualTexts.ReadAsync(
                connection, transaction, collation, texts.Concat(TextsOf(near, ordinal)), cancellationToken).ConfigureAwait(false);
            isAnyEqual |= standsFor[ordinal].Values.Distinct(StringComparer.Ordinal).Count() < standsFor[ordinal].Count;
        }

        // The usual page of candles: nothing stored in its way, and no two of its few texts equal.
        return isAnyEqual ? Compare(near, standsFor) : [];
    }

    private List<KeyClash> Compare(RowBatch near, Dictionary<int, IReadOnlyDictionary<string, string>> standsFor)
    {
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

    /// <summary>Rows that agree in all key columns but the last; they stand side by side, because the batch is ordered.</summary>
    private List<(int First, int Last)> Runs()
    {
        List<(int First, int Last)> runs = [];
        int first = 0;
        for (int row = 1; row <= rows.Count; row++)
        {
            if (row == rows.Count || Array.Exists(_fixed, ordinal => !rows.CellEquals(row, rows, first, ordinal)))
            {
                runs.Add((first, row - 1));
                first = row;
            }
        }

        return runs;
    }

    /// <summary>The stored keys that equal keys of the batch for the engine; of time series only those whose texts differ.</summary>
    private async Task<RowBatch> ReadNearAsync(List<(int First, int Last)> runs, CancellationToken cancellationToken)
    {
        RowBatch near = new(_dataset);
        IEnumerable<(int Example, Action<Conditions> Further)> parts = _dataset.Columns[_last].IsTime()
            ? runs.Select(run => (run.First, OfTimes(run.First, run.Last)))
            : runs.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1).Chunk(ListSize).Select(chunk => (run.First, OfValues(chunk))));
        foreach ((int, Action<Conditions>)[] some in parts.Chunk(_dataset.Columns[_last].IsTime() ? RunsAtOnce : 1))
        {
            await ReadAsync(near, some, cancellationToken).ConfigureAwait(false);
        }

        return near;
    }

    private Action<Conditions> OfTimes(int first, int last) => conditions =>
    {
        string from = conditions.Parameter(rows.Time(first, _last));
        conditions.Add($"{Name(_last)} BETWEEN {from} AND {conditions.Parameter(rows.Time(last, _last))}");
        conditions.Add("(" + string.Join(" OR ", _texts.Select(ordinal =>
            $"CAST({Name(ordinal)} AS BINARY) <> CAST({conditions.Parameter(rows.Value(first, ordinal))} AS BINARY)")) + ")");
    };

    private Action<Conditions> OfValues(int[] chunk) => conditions =>
        conditions.Add($"{Name(_last)} IN ({string.Join(", ", chunk.Select(row => conditions.Parameter(rows.Value(row, _last))))})");

    /// <summary>One statement for all parts, each a SELECT of its own, so that each goes by the key.</summary>
    private async Task ReadAsync(RowBatch near, (int Example, Action<Conditions> Further)[] parts, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = string.Join("\nUNION ALL ", parts.Select(part =>
            {
                Conditions conditions = new(command);
                foreach (int ordinal in _fixed)
                {
                    conditions.Add($"{Name(ordinal)} = {conditions.Parameter(rows.Value(part.Example, ordinal))}");
                }

                part.Further(conditions);
                return $"SELECT {store.Dialect.Names(_dataset, _dataset.Key)} FROM {store.Dialect.Name(_dataset)} WHERE {conditions}";
            }));
            await RowReader.ReadAsync(store, command, near, _dataset.Key, cancellationToken).ConfigureAwait(false);
        }
    }

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
