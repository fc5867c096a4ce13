using System.Collections.Concurrent;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Where the series of one venue begin, as far as it was asked. Safe for several threads.</summary>
internal sealed class SeriesBegins(VenueAdapter venue, VenueClient client)
{
    private readonly ConcurrentDictionary<(string Symbol, Interval Interval), DateTime> _known = new();
    private readonly int _time = venue.Klines.Columns.Index().First(column => column.Item == "open_time").Index;

    /// <summary>The most requests that <see cref="FindAsync"/> makes for a series.</summary>
    public int MostRequests(Interval interval)
    {
        if (venue.FirstKlineRequest("", interval) is not null)
        {
            return 1;
        }

        if (venue.Sheet is not { NewestOnly: null, Earliest: { } earliest })
        {
            return 0;
        }

        Interval coarse = CoarseOf(interval);
        DateTime now = client.Clock.Now;
        return Pages(coarse, earliest, now) + (coarse == interval ? 0 : Pages(interval, coarse.Floor(now), coarse.Next(coarse.Floor(now))));
    }

    /// <summary>
    /// The start of the first kline that the venue has of a series; the running period, at which it may still begin, when it has none. Null where
    /// the venue cannot be asked.
    /// </summary>
    public async Task<DateTime?> FindAsync(SeriesKey series, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((series.Symbol, series.Interval), out DateTime known))
        {
            return known;
        }

        DateTime? first;
        if (venue.FirstKlineRequest(series.Symbol, series.Interval) is { } request)
        {
            first = await OldestAsync(request, cancellationToken).ConfigureAwait(false);
        }
        else if (venue.Sheet is { NewestOnly: null, Earliest: { } earliest })
        {
            first = await SearchAsync(series, earliest, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return null;
        }

        if (first is not { } time)
        {
            return series.Interval.Floor(client.Clock.Now);
        }

        return _known[(series.Symbol, series.Interval)] = series.Interval.Floor(time);
    }

    /// <summary>Goes forward from the venue's first day, by days while days are longer than the series' periods, and then within the first day.</summary>
    private async Task<DateTime?> SearchAsync(SeriesKey series, DateTime earliest, CancellationToken cancellationToken)
    {
        Interval fine = series.Interval;
        Interval coarse = CoarseOf(fine);
        DateTime? first = await SearchAsync(series.Symbol, coarse, earliest, client.Clock.Now, cancellationToken).ConfigureAwait(false);
        return first is { } day && coarse != fine
            ? await SearchAsync(series.Symbol, fine, day, coarse.Next(coarse.Floor(day)), cancellationToken).ConfigureAwait(false) ?? first
            : first;
    }

    private Interval CoarseOf(Interval interval) =>
        interval < Interval.OneDay && venue.Sheet.Intervals.ContainsKey(Interval.OneDay) ? Interval.OneDay : interval;

    /// <summary>Pages from one moment to another, the one in which each lies included.</summary>
    private int Pages(Interval interval, DateTime from, DateTime to) =>
        (int)((interval.PeriodsIn(new TimeRange(interval.Floor(from), interval.Next(interval.Floor(to)))) + venue.Sheet.PageSize - 1) / venue.Sheet.PageSize);

    private async Task<DateTime?> SearchAsync(string symbol, Interval interval, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        for (DateTime start = interval.Floor(from); start < to; start = interval.Add(start, venue.Sheet.PageSize))
        {
            TimeRange page = new(start, interval.Add(start, venue.Sheet.PageSize));
            if (await OldestAsync(venue.KlinesRequest(symbol, interval, page), cancellationToken).ConfigureAwait(false) is { } oldest)
            {
                return oldest;
            }
        }

        return null;
    }

    /// <summary>The time of the oldest row of an answer; null for one without rows.</summary>
    private async Task<DateTime?> OldestAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        DateTime? oldest = null;
        await client.ReadAsync(request, (root, _) =>
        {
            oldest = null;
            foreach (JsonElement row in venue.KlineRows(root).EnumerateArray())
            {
                DateTime time = row[_time].TryGetInt64(out long units) && venue.Klines.TryTime(units, out DateTime read)
                    ? read
                    : throw new JsonException("A kline has no time.");
                oldest = time < oldest ? time : oldest ?? time;
            }
        }, cancellationToken).ConfigureAwait(false);
        return oldest;
    }
}
