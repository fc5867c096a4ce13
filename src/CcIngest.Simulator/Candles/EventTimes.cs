namespace CcIngest.Simulator;

/// <summary>What happens in one period. Times are Unix seconds, minutes are counted since 1970.</summary>
/// <param name="Count">Events in the period; at least 1.</param>
/// <param name="End">Where the period ends, or the present if that is earlier: events lie before it.</param>
internal readonly record struct Events(long Count, long FirstMinute, long LastMinute, long First, long Last, long End)
{
    /// <summary>The most moments that <see cref="Moments"/> gives.</summary>
    public const int MostMoments = 4;

    /// <summary>The seconds of some of the events: the first one in front, the last one at the end, and two between where there are that many.</summary>
    /// <param name="seed">Chooses those between.</param>
    /// <param name="moments">At least <see cref="MostMoments"/> long.</param>
    /// <returns>How many: 1, 2 or 4.</returns>
    public int Moments(ulong seed, Span<long> moments)
    {
        int count = Count switch { 1 => 1, 2 or 3 => 2, _ => MostMoments };
        for (int between = 1; between < count - 1; between++)
        {
            moments[between] = First + CounterHash.Below(seed, (First * MostMoments) + between, Last - First + 1);
        }

        moments[0] = First;
        moments[count - 1] = Last;
        return count;
    }
}

/// <summary>
/// When the events of a series are, trades or messages: which minutes have some, how many, and the seconds of the first and the last one of each.
/// Days, hours and minutes agree about it. Times are Unix seconds.
/// </summary>
internal sealed class EventTimes
{
    private const int SecondsPerMinute = 60;

    private readonly TradeCalendar _calendar;
    private readonly double _perDay;
    private readonly long _last;
    private readonly ulong _times;
    private readonly ulong _counts;

    /// <param name="seed">The series.</param>
    /// <param name="perDay">Events a day, on average.</param>
    /// <param name="first">The very first event.</param>
    /// <param name="last">The very last one; null while they go on.</param>
    public EventTimes(ulong seed, double perDay, long first, long? last)
    {
        _perDay = perDay;
        First = first;
        _last = last ?? long.MaxValue;
        _times = CounterHash.Seed(seed, "times");
        _counts = CounterHash.Seed(seed, "counts");
        _calendar = new TradeCalendar(seed, perDay, first / SecondsPerMinute, _last / SecondsPerMinute);
    }

    public long First { get; }

    /// <summary>The minute of the very first event.</summary>
    public long FirstMinute => _calendar.First;

    public bool HasEnded(long now) => now > _last;

    /// <summary>The last event before <paramref name="now"/>; the very first one when there was none before.</summary>
    public long LastBefore(long now) => LastSecondOf(MinuteBefore(now) ?? _calendar.First, now);

    /// <summary>The last minute with events before <paramref name="time"/>; null when there is none.</summary>
    public long? MinuteBefore(long time) => _calendar.FindLast(_calendar.First, (time - 1) / SecondsPerMinute);

    /// <summary>Roughly how many events there were up to <paramref name="now"/>.</summary>
    public long Total(long now) => Math.Max(1, (long)((Math.Min(now, _last) - First) / 86400.0 * _perDay));

    /// <summary>How many events a minute with events has.</summary>
    public long CountIn(long minute) => Count(minute * SecondsPerMinute, SecondsPerMinute, SecondsPerMinute);

    /// <summary>The events of a period as known at <paramref name="now"/>; false when there are none.</summary>
    public bool TryRead(long start, int seconds, long now, out Events events)
    {
        events = default;
        long end = Math.Min(start + seconds, now);
        if (_calendar.FindLast(start / SecondsPerMinute, (end - 1) / SecondsPerMinute) is not long lastMinute || end <= start)
        {
            return false;
        }

        long firstMinute = seconds == SecondsPerMinute ? lastMinute : _calendar.FindFirst(start / SecondsPerMinute);
        long count = firstMinute == lastMinute ? CountIn(firstMinute) : Math.Max(2, Count(start, seconds, end - start));
        long last = LastSecondOf(lastMinute, end);
        events = new Events(count, firstMinute, lastMinute, Math.Min(FirstSecondOf(firstMinute), last), last, end);
        return true;
    }

    private long Count(long start, int seconds, long elapsed)
    {
        double expected = _perDay * elapsed / 86400;
        return 1 + (long)(expected * (0.4 + (1.2 * CounterHash.Unit(_counts ^ (ulong)seconds, start))));
    }

    private long FirstSecondOf(long minute)
    {
        if (minute == _calendar.First)
        {
            return First;
        }

        long last = LastSecondOf(minute, long.MaxValue);
        return CountIn(minute) == 1
            ? last
            : (minute * SecondsPerMinute) + CounterHash.Below(_times, -minute - 1, last - (minute * SecondsPerMinute) + 1);
    }

    /// <summary>The second of the last event of a minute that has some, of those before <paramref name="end"/>.</summary>
    private long LastSecondOf(long minute, long end)
    {
        if (minute == _calendar.Last)
        {
            return Math.Min(_last, end - 1);
        }

        long second = (minute * SecondsPerMinute) + CounterHash.Below(_times, minute, SecondsPerMinute);
        if (minute == _calendar.First)
        {
            second = CountIn(minute) == 1 ? First : Math.Max(First, second);
        }

        return Math.Min(second, end - 1);
    }
}
