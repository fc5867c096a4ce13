using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads one page of a series: rows of the range into the batch, and what the answer says of the periods that have none. For one request.</summary>
internal sealed class SeriesPageReader : IDataReader
{
    private readonly SeriesRequest _request;
    private readonly string _requestText;
    private readonly RowBatch _rows;
    private readonly int _firstRow;
    private readonly SeriesColumns _columns;
    private readonly JsonRowReader _reader;
    private readonly SeriesPeriods _periods;
    private readonly SeriesRowCheck _check;
    private readonly List<RejectedRow> _rejected = [];
    private int _records;
    private int _foreign;
    private RowFault? _firstForeign;

    public SeriesPageReader(SeriesEndpoint endpoint, SeriesRequest request, string requestText, RowBatch rows)
    {
        (_request, _requestText, _rows, _firstRow) = (request, requestText, rows, rows.Count);
        Dataset dataset = request.Dataset;
        _columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(request));
        _reader = new JsonRowReader(dataset, new TextCache());
        _periods = new SeriesPeriods(request.Range, request.Series.Interval);
        _check = new SeriesRowCheck(endpoint, dataset, request.Series);
    }

    public void Begin(DateTime retrievedAt)
    {
        Forget();
        _reader.RetrievedAt = retrievedAt;
    }

    /// <summary>Takes back all that was read.</summary>
    public void Forget()
    {
        while (_rows.Count > _firstRow)
        {
            _rows.RemoveLastRow();
        }

        _rejected.Clear();
        _periods.Clear();
        (_records, _foreign, _firstForeign) = (0, 0, null);
    }

    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new SourceException(new SourceError(SourceErrorKind.Empty, "Data is no list of periods"));
        }

        JsonRecordList records = new(_reader, answer);
        while (records.Read(ref reader, _rows, out RowFault? fault))
        {
            if (!Stays(fault, records.Record))
            {
                _rows.RemoveLastRow();
            }
        }

        if (_periods.IsLaterPage)
        {
            throw new SourceException(new SourceError(SourceErrorKind.Unreadable, "it is a page of later periods than the ones asked for"));
        }

        // One such record is rejected; nothing but such records is not the answer to this request, and settles none of its periods.
        if (_records > 0 && _foreign == _records)
        {
            throw new SourceException(new SourceError(
                SourceErrorKind.Unreadable, $"all records are of another series or lack what they must have: {_firstForeign?.Reason}"));
        }
    }

    /// <summary>The page, once all is read. Puts the rows in order.</summary>
    public SeriesPage ToPage(CcDataAnswer answer)
    {
        RowOrder.AscendingOnce(_rows, _firstRow, _columns.Time);
        _periods.Expect(_rows.Count - _firstRow);
        for (int row = _firstRow; row < _rows.Count; row++)
        {
            _periods.Account(_rows.Time(row, _columns.Time));
        }

        foreach (LostRecord lost in _periods.Lost)
        {
            Reject(lost.RawText, lost.Fault, _periods.Place(lost));
        }

        return new SeriesPage
        {
            Request = _requestText,
            ListedFrom = _periods.ListedFrom(),
            NoTrades = _periods.NoTrades(),
            Rejected = [.. _rejected],
            Bytes = answer.Bytes,
            Parsing = answer.Parsing,
        };
    }

    /// <summary>The page of an answer that says that there is nothing at or before the range's end.</summary>
    public SeriesPage BeforeListing(SourceError end) => new()
    {
        Request = _requestText,
        ListedFrom = end.FirstBucket > _request.Range.To ? end.FirstBucket : _request.Range.To,
    };

    /// <summary>Whether the last row stays in the batch; notes what becomes of its period.</summary>
    private bool Stays(RowFault? fault, ReadOnlySpan<byte> record)
    {
        int row = _rows.Count - 1;
        if (fault is not null && _rows.IsNull(row, _columns.Time))
        {
            Count(fault);
            _periods.AddLost(Encoding.UTF8.GetString(record), fault);
            return false;
        }

        DateTime time = _rows.Time(row, _columns.Time);
        if (!_periods.Answer(time))
        {
            return false;
        }

        fault ??= _check.OfOtherSeries(_rows, row);
        Count(fault);
        if (fault is null && _check.IsFiller(_rows, row))
        {
            _periods.Fill(time);
            return false;
        }

        // All rows of the page that are still there have been found to fit.
        fault ??= RowFault.ByRules(_rows, row, row > _firstRow ? row - 1 : -1);
        if (fault is null)
        {
            return true;
        }

        DateTime period = _request.Series.Interval.Floor(time);
        _periods.Account(period);
        Reject(Encoding.UTF8.GetString(record), fault, period);
        return false;
    }

    private void Count(RowFault? fault)
    {
        _records++;
        if (fault is { Rule: RowFault.WrongSeries or RowFault.Required })
        {
            _foreign++;
            _firstForeign ??= fault;
        }
    }

    private void Reject(string rawText, RowFault fault, DateTime? period) =>
        _rejected.Add(new RejectedRow(_request.Dataset, rawText, fault.Rule, fault.Reason, _requestText, _request.Series, period));
}
