using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Takes in one answer with klines: rows of the range into the batch, and what it says of the periods that have none. For one request.</summary>
internal sealed class KlinePage
{
    /// <summary>Where the newest klines are missing for longer than this, there was no trade, or trading rests; before, a server may lag.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromDays(1);

    private readonly SeriesRequest _request;
    private readonly string _requestText;
    private readonly RowBatch _rows;
    private readonly int _firstRow;
    private readonly SeriesColumns _columns;
    private readonly KlineRowReader _reader;
    private readonly int _trades;
    private readonly int _volume;
    private readonly bool _isRegular;
    private readonly List<RejectedRow> _rejected = [];

    public KlinePage(VenueAdapter venue, SeriesRequest request, string requestText, RowBatch rows)
    {
        (_request, _requestText, _rows, _firstRow) = (request, requestText, rows, rows.Count);
        Dataset dataset = request.Dataset;
        _columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(request));
        _reader = new KlineRowReader(venue.Klines, dataset, request.Series);
        (_trades, _volume) = (dataset.Ordinal("trades"), dataset.Ordinal("volume"));
        _isRegular = venue.Sheet is { IsAscending: true, HasEveryPeriod: true };
        Periods = NewPeriods();
    }

    public KlinePeriods Periods { get; private set; }

    /// <summary>Takes back all that was read.</summary>
    public void Forget()
    {
        while (_rows.Count > _firstRow)
        {
            _rows.RemoveLastRow();
        }

        _rejected.Clear();
        Periods = NewPeriods();
    }

    /// <exception cref="JsonException">It is no list.</exception>
    public void Read(JsonElement records)
    {
        Forget();
        if (records.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The klines are no list.");
        }

        foreach (JsonElement record in records.EnumerateArray())
        {
            RowFault? fault = _reader.Read(record, _rows);
            if (!Stays(record, fault))
            {
                _rows.RemoveLastRow();
            }
        }
    }

    /// <summary>The page, once all is read. Puts the rows in order.</summary>
    /// <param name="listedFrom">Where the series begins, where that is known and within or after the range.</param>
    /// <param name="lostBefore">As <see cref="SeriesPage.LostBefore"/>.</param>
    /// <param name="isBeginKnown">Whether the series is known to be as old as the range: then what is missing at its start had no trades.</param>
    /// <param name="serverNow">UTC.</param>
    public SeriesPage ToPage(DateTime? listedFrom, DateTime? lostBefore, bool isBeginKnown, DateTime serverNow, long bytes)
    {
        RowOrder.AscendingOnce(_rows, _firstRow, _columns.Time);
        return new SeriesPage
        {
            Request = _requestText,
            ListedFrom = listedFrom,
            LostBefore = lostBefore,
            NoTrades = NoTrades(listedFrom, lostBefore, isBeginKnown, serverNow),
            Rejected = [.. _rejected],
            Bytes = bytes,
        };
    }

    private KlinePeriods NewPeriods() => new(_request.Range, _request.Series.Interval, _isRegular);

    private IReadOnlyList<TimeRange> NoTrades(DateTime? listedFrom, DateTime? lostBefore, bool isBeginKnown, DateTime serverNow)
    {
        Interval interval = _request.Series.Interval;
        TimeRange range = _request.Range;
        DateTime from = Latest(range.From, listedFrom ?? range.From, lostBefore ?? range.From);
        if (listedFrom is null && !isBeginKnown)
        {
            // Nothing says why the start has no rows.
            from = Latest(from, Periods.First ?? range.To, from);
        }

        DateTime rested = interval.Floor(serverNow - Lag);
        DateTime answered = Periods.Last is { } last ? interval.Next(last) : range.From;
        DateTime end = answered > rested ? answered : rested;
        end = end < range.To ? end : range.To;
        return from < end ? Periods.WithoutTrades(from, end) : [];
    }

    /// <summary>Whether the last row stays in the batch; notes what becomes of its period.</summary>
    private bool Stays(JsonElement record, RowFault? fault)
    {
        int row = _rows.Count - 1;
        if (fault is not null && _rows.IsNull(row, _columns.Time))
        {
            Reject(record, fault, Periods.Place());
            return false;
        }

        DateTime time = _rows.Time(row, _columns.Time);
        if (!Periods.Answer(time))
        {
            return false;
        }

        if (fault is null && IsFiller(row))
        {
            Periods.Fill(time);
            return false;
        }

        fault ??= RowFault.ByRules(_rows, row);
        DateTime period = _request.Series.Interval.Floor(time);
        Periods.Account(period);
        if (fault is null)
        {
            return true;
        }

        Reject(record, fault, period);
        return false;
    }

    /// <summary>A kline without trades only repeats the last price: as with candles it is not stored, its period had no trades.</summary>
    private bool IsFiller(int row) => !_rows.IsNull(row, _trades) && _rows.Int64(row, _trades) == 0 && _rows.Text(row, _volume) == "0";

    private void Reject(JsonElement record, RowFault fault, DateTime? period) => _rejected.Add(
        new RejectedRow(_request.Dataset, record.GetRawText(), fault.Rule, fault.Reason, _requestText, _request.Series, period));

    private static DateTime Latest(DateTime one, DateTime two, DateTime three) => one > two ? (one > three ? one : three) : two > three ? two : three;
}
