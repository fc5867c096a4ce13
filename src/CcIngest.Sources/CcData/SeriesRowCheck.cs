using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>What a row of a series must be before the dataset's rules are asked: of that series, and of a period in which something happened.</summary>
internal sealed class SeriesRowCheck
{
    private readonly SeriesKey _series;
    private readonly SeriesColumns _columns;
    private readonly int _activity;
    private readonly int[] _activityDetails;

    public SeriesRowCheck(SeriesEndpoint endpoint, Dataset dataset, SeriesKey series)
    {
        _series = series;
        _columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        _activity = endpoint.Activity is { } column ? dataset.Ordinal(column) : -1;
        _activityDetails = [.. endpoint.ActivityDetails.Select(dataset.Ordinal)];
    }

    /// <summary>Gives the row the series' own names, or says that it is of another series.</summary>
    public RowFault? OfOtherSeries(RowBatch rows, int row)
    {
        string? exchange = rows.Text(row, _columns.Exchange);
        // As the answer writes it: whole, also where the table keeps its halves apart.
        string? symbol = rows.Text(row, _columns.Symbol);
        if (!string.Equals(exchange, _series.Exchange, StringComparison.OrdinalIgnoreCase) || symbol != _series.Symbol)
        {
            return new RowFault(RowFault.WrongSeries, $"The row is of {exchange} {symbol}; asked for was {_series.Exchange} {_series.Symbol}.");
        }

        _columns.Name(rows, row, _series.Exchange, _series.Symbol);
        return null;
    }

    /// <summary>Whether the row only says that nothing happened in its period.</summary>
    public bool IsFiller(RowBatch rows, int row)
    {
        if (_activity < 0 || rows.IsNull(row, _activity) || rows.Int64(row, _activity) != 0)
        {
            return false;
        }

        foreach (int detail in _activityDetails)
        {
            if (!rows.IsNull(row, detail))
            {
                return false;
            }
        }

        return true;
    }
}
