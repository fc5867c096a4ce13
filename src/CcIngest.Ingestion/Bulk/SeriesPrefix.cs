using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>How the series of a dataset lie in its table: the texts before the time in the key.</summary>
internal sealed class SeriesPrefix
{
    private readonly Dataset _dataset;
    private readonly SeriesColumns _series;

    /// <exception cref="ArgumentException">The dataset is no time series, or its key has something else than texts before the time.</exception>
    public SeriesPrefix(Dataset dataset)
    {
        _dataset = dataset;
        _series = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        Columns = dataset.Key.TakeWhile(ordinal => ordinal != _series.Time).Count();
        if (Columns != dataset.Key.Count - 1 || dataset.Key.Take(Columns).Any(ordinal => dataset.Columns[ordinal].Storage != ColumnStorage.Text))
        {
            throw new ArgumentException($"The key of {dataset} is not made of texts and a time.", nameof(dataset));
        }
    }

    /// <summary>Columns of the key before the time.</summary>
    public int Columns { get; }

    /// <summary>The series of a table with the texts that begin their keys, by code points; of a table of several intervals those of the dataset's.</summary>
    public async Task<IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)>> ReadAsync(
        IMarketDataStore store, IReadOnlyCollection<string> exchanges, IReadOnlyCollection<string> symbols, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<string>> prefixes = await store.ReadPrefixesAsync(_dataset, Columns, cancellationToken).ConfigureAwait(false);
        return [.. prefixes.Select(prefix => (Key: KeyOf(prefix), Prefix: prefix)).Where(one =>
            (_dataset.Interval is null || one.Key.Interval == _dataset.Interval)
            && (exchanges.Count == 0 || exchanges.Contains(one.Key.Exchange))
            && (symbols.Count == 0 || symbols.Contains(one.Key.Symbol)))];
    }

    public SeriesKey KeyOf(IReadOnlyList<string> prefix) => new(
        _dataset.Name, Part(prefix, _series.Exchange), Part(prefix, _series.Symbol),
        _series.Interval is { } interval ? Interval.Parse(Part(prefix, interval)) : _dataset.Interval ?? throw new ArgumentException($"{_dataset} has no interval."));

    /// <summary>The series of a row; null when a text of its key is missing or its interval is none.</summary>
    public SeriesKey? KeyOf(RowBatch rows, int row)
    {
        if (rows.Text(row, _series.Exchange) is not { } exchange || rows.Text(row, _series.Symbol) is not { } symbol)
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

    private string Part(IReadOnlyList<string> prefix, int ordinal) => prefix[_dataset.Key.Index().First(part => part.Item == ordinal).Index];
}
