using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>How the series of a dataset lie in its table: the texts before the time in the key.</summary>
internal sealed class SeriesPrefix
{
    /// <summary>The columns of the coverage's key that name a series: dataset, exchange, symbol, interval.</summary>
    private const int CoverageParts = 4;

    private readonly Dataset _dataset;
    private readonly SeriesColumns _series;

    /// <summary>A row with nothing but a key: how symbol and interval lie in columns is for <see cref="SeriesColumns"/> to say.</summary>
    private readonly RowBatch _row;

    /// <exception cref="ArgumentException">The dataset is no time series, or its key has something else than texts before the time.</exception>
    public SeriesPrefix(Dataset dataset)
    {
        _dataset = dataset;
        _series = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        Columns = dataset.Key.TakeWhile(ordinal => ordinal != _series.Time).Count();
        if (Columns != dataset.Key.Count - 1
            || dataset.Key.Take(Columns).Any(ordinal => dataset.Columns[ordinal].Storage != ColumnStorage.Text))
        {
            throw new ArgumentException($"The key of {dataset} is not made of texts and a time.", nameof(dataset));
        }

        _row = new RowBatch(dataset, 1);
        _row.AddRow();
    }

    /// <summary>Columns of the key before the time.</summary>
    public int Columns { get; }

    /// <summary>
    /// The series of a table with the texts that begin their keys, by code points; of a table of several intervals those of the dataset's. A series
    /// of which there is only coverage is one too: that nothing was ever traded is knowledge.
    /// </summary>
    public async Task<IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)>> ReadAsync(
        IMarketDataStore store, IReadOnlyCollection<string> exchanges, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<string>> stored = await store.ReadPrefixesAsync(_dataset, Columns, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyList<string>> covered = await store.ReadPrefixesAsync(Bookkeeping.Coverage, CoverageParts, cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(KeyOf)
            .Union(covered.Where(parts => parts[0] == _dataset.Name).Select(parts => new SeriesKey(parts[0], parts[1], parts[2], Interval.Parse(parts[3]))))
            .Where(key => (_dataset.Interval is null || key.Interval == _dataset.Interval)
                && (exchanges.Count == 0 || exchanges.Contains(key.Exchange)) && (symbols.Count == 0 || symbols.Contains(key.Symbol)))
            .OrderBy(key => key.Exchange, StringComparer.Ordinal).ThenBy(key => key.Symbol, StringComparer.Ordinal).ThenBy(key => key.Interval)
            .Select(key => (key, Of(key)))];
    }

    /// <summary>The series of a row; null when a text of its key is missing or its interval is none.</summary>
    public SeriesKey? KeyOf(RowBatch rows, int row)
    {
        if (rows.Text(row, _series.Exchange) is not { } exchange || _series.SymbolOf(rows, row) is not { } symbol)
        {
            return null;
        }

        Interval? interval = _dataset.Interval;
        if (_series.Interval is { } column && !Interval.TryParse(rows.Text(row, column), out interval))
        {
            return null;
        }

        return interval is null ? null : new SeriesKey(_dataset.Name, exchange, symbol, interval);
    }

    /// <summary>The texts that begin the keys of a series' rows.</summary>
    public IReadOnlyList<string> Of(SeriesKey key)
    {
        _series.Name(_row, 0, key.Exchange, key.Symbol);
        if (_series.Interval is { } interval)
        {
            _row.Set(0, interval, key.Interval.ToString());
        }

        return [.. _dataset.Key.Take(Columns).Select(ordinal => _row.Text(0, ordinal) ?? "")];
    }

    private SeriesKey KeyOf(IReadOnlyList<string> prefix)
    {
        for (int part = 0; part < Columns; part++)
        {
            _row.Set(0, _dataset.Key[part], prefix[part]);
        }

        return KeyOf(_row, 0) ?? throw new IngestException(
            IngestErrorId.StoreFailed, $"{_dataset.Table} has rows of ({string.Join(", ", prefix)}), which is no series.", "Correct or remove these rows.");
    }
}
