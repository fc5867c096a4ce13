using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Compares stored rows with those of a source, page by page, and keeps counts and the worst differences.</summary>
internal sealed class RowComparison(SeriesKey key, Dataset stored, Dataset asked, IReadOnlyList<ComparedColumn> columns, int worst)
{
    private readonly (ComparedColumn Column, int Stored, int Asked)[] _columns =
        [.. columns.Select(column => (column, stored.Ordinal(column.Column), asked.Ordinal(column.Other)))];

    private readonly long[] _compared = new long[columns.Count];
    private readonly long[] _agreeing = new long[columns.Count];
    private readonly PriorityQueue<SourceDifference, double> _worst = new();
    private readonly bool _isSameSource = stored == asked;
    private long _rows;
    private long _allAgree;
    private long _missingInStore;
    private long _missingAtSource;

    public long StoredRows { get; private set; }

    /// <param name="page">What was asked for.</param>
    /// <param name="known">What is compared of it; of what lies between nothing is settled yet.</param>
    /// <param name="source">The source's rows, ascending.</param>
    /// <returns>Where stored and source differ, ascending.</returns>
    public async Task<IReadOnlyList<RuleBreach>> AddAsync(
        IMarketDataStore store, TimeRange page, IReadOnlyList<TimeRange> known, RowBatch source, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimeRange> settled = TimeRanges.Within(known, page);
        List<RuleBreach> breaches = [];
        int next = 0;
        await foreach (RowBatch rows in store.ScanAsync(stored, new RowSlice(new SeriesPrefix(stored).Of(key), page.From, page.To), cancellationToken).ConfigureAwait(false))
        {
            StoredRows += rows.Count;
            for (int row = 0; row < rows.Count; row++)
            {
                DateTime time = rows.Time(row, stored.Series!.Time);
                for (; next < source.Count && TimeOf(source, next) < time; next++)
                {
                    AddOnlySource(next);
                }

                if (!TimeRanges.Contain(settled, time))
                {
                    next += next < source.Count && TimeOf(source, next) == time ? 1 : 0;
                    continue;
                }

                if (next < source.Count && TimeOf(source, next) == time)
                {
                    if (Compare(rows, row, source, next++, time) is { } breach)
                    {
                        breaches.Add(breach);
                    }
                }
                else
                {
                    breaches.Add(OnlyStore(time));
                }
            }
        }

        for (; next < source.Count; next++)
        {
            AddOnlySource(next);
        }

        return breaches;

        void AddOnlySource(int row)
        {
            if (TimeRanges.Contain(settled, TimeOf(source, row)))
            {
                breaches.Add(OnlySource(source, row));
            }
        }
    }

    public SourceComparison Summarise(string with, IReadOnlyList<TimeRange> pages) => new()
    {
        Dataset = key.Dataset,
        Exchange = key.Exchange,
        RawSymbol = key.Symbol,
        Interval = key.Interval.ToString(),
        With = with,
        From = pages[0].From,
        To = pages[^1].To,
        Rows = _rows,
        Agreeing = _allAgree,
        MissingInStore = _missingInStore,
        MissingAtSource = _missingAtSource,
        Requests = pages.Count,
        Columns = [.. columns.Select((column, i) => new ColumnAgreement(column.Column, _compared[i], _agreeing[i]))],
        Worst = [.. _worst.UnorderedItems.Select(item => item.Element).OrderByDescending(one => one.Share).ThenBy(one => one.OpenTime).ThenBy(one => one.Column, StringComparer.Ordinal)],
    };

    private RuleBreach? Compare(RowBatch rows, int row, RowBatch source, int sourceRow, DateTime time)
    {
        _rows++;
        List<string> found = [];
        List<string> expected = [];
        for (int i = 0; i < _columns.Length; i++)
        {
            (ComparedColumn column, int here, int there) = _columns[i];
            if (!_isSameSource && (rows.IsNull(row, here) || source.IsNull(sourceRow, there)))
            {
                continue;       // a venue that does not say a number is no other opinion
            }

            _compared[i]++;
            double share = Share(rows, row, here, source, sourceRow, there);
            if (share <= column.Tolerance)
            {
                _agreeing[i]++;
                continue;
            }

            string had = CandleCells.Shown(rows.Value(row, here));
            string said = CandleCells.Shown(source.Value(sourceRow, there));
            found.Add($"{column.Column}={had}");
            expected.Add($"{column.Other}={said}");
            Keep(time, column.Column, had, said, share);
        }

        if (found.Count == 0)
        {
            _allAgree++;
            return null;
        }

        return new RuleBreach(time, key.Interval.Next(time), string.Join(", ", found), string.Join(", ", expected));
    }

    /// <summary>By how much two values differ: 0 for the same, 1 where one is nothing or texts differ.</summary>
    private static double Share(RowBatch rows, int row, int here, RowBatch source, int sourceRow, int there)
    {
        if (rows.IsNull(row, here) || source.IsNull(sourceRow, there))
        {
            return rows.IsNull(row, here) == source.IsNull(sourceRow, there) ? 0 : 1;
        }

        return CandleCells.Number(rows, row, here) is { } one && CandleCells.Number(source, sourceRow, there) is { } other
            ? one.Equals(other) ? 0 : Math.Abs(one - other) / Math.Max(Math.Abs(one), Math.Abs(other))
            : string.Equals(CandleCells.Shown(rows.Value(row, here)), CandleCells.Shown(source.Value(sourceRow, there)), StringComparison.Ordinal) ? 0 : 1;
    }

    private RuleBreach OnlySource(RowBatch source, int row)
    {
        _missingInStore++;
        DateTime time = TimeOf(source, row);
        Keep(time, "row", null, "a row", 1);
        return new RuleBreach(time, key.Interval.Next(time), "no row", "a row");
    }

    private RuleBreach OnlyStore(DateTime time)
    {
        _missingAtSource++;
        Keep(time, "row", "a row", null, 1);
        return new RuleBreach(time, key.Interval.Next(time), "a row", "none: the source has no trades there");
    }

    private void Keep(DateTime time, string column, string? had, string? said, double share)
    {
        _worst.Enqueue(new SourceDifference
        {
            Dataset = key.Dataset,
            Exchange = key.Exchange,
            RawSymbol = key.Symbol,
            Interval = key.Interval.ToString(),
            OpenTime = time,
            Column = column,
            Stored = had,
            Source = said,
            Share = share,
        }, share);
        if (_worst.Count > worst)
        {
            _worst.Dequeue();
        }
    }

    private DateTime TimeOf(RowBatch source, int row) => source.Time(row, asked.Series!.Time);
}
