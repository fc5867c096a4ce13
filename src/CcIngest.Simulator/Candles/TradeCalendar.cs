namespace CcIngest.Simulator;

/// <summary>
/// Which minutes of an instrument have trades. Days, hours and minutes nest: a minute trades only in an hour that trades, in a day that trades,
/// so candles of all lengths agree about where nothing happened. Every eighth day, one hour of a trading day and one minute of a trading hour
/// always trade, which bounds every search. Minutes are counted since 1970.
/// </summary>
internal sealed class TradeCalendar
{
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 1440;
    private const int DaysBetweenSureDays = 8;

    private readonly ulong _days;
    private readonly ulong _hours;
    private readonly ulong _minutes;
    private readonly double _dayChance;
    private readonly double _hourChance;
    private readonly double _minuteChance;

    /// <param name="seed">The instrument.</param>
    /// <param name="tradesPerDay">The average, from which the chances follow as for a Poisson process.</param>
    /// <param name="first">The minute of the first trade.</param>
    /// <param name="last">The minute of the last trade; <see cref="long.MaxValue"/> while trading goes on.</param>
    public TradeCalendar(ulong seed, double tradesPerDay, long first, long last)
    {
        _days = CounterHash.Seed(seed, "days");
        _hours = CounterHash.Seed(seed, "hours");
        _minutes = CounterHash.Seed(seed, "minutes");
        _dayChance = Chance(tradesPerDay);
        _hourChance = Chance(tradesPerDay / 24);
        _minuteChance = Chance(tradesPerDay / MinutesPerDay);
        First = first;
        Last = last;
    }

    public long First { get; }

    public long Last { get; }

    /// <summary>The latest trading minute from <paramref name="from"/> to <paramref name="to"/>, both inclusive; null when none trades.</summary>
    public long? FindLast(long from, long to)
    {
        from = Math.Max(from, First);
        long minute = Math.Min(to, Last);
        while (minute >= from)
        {
            long hour = minute / MinutesPerHour;
            long day = minute / MinutesPerDay;
            if (!DayTrades(day))
            {
                minute = (day * MinutesPerDay) - 1;
            }
            else if (!HourTrades(hour, day))
            {
                minute = (hour * MinutesPerHour) - 1;
            }
            else if (MinuteTrades(minute, hour))
            {
                return minute;
            }
            else
            {
                minute--;
            }
        }

        return null;
    }

    /// <summary>The earliest trading minute from <paramref name="from"/> on; there must be one.</summary>
    public long FindFirst(long from)
    {
        long minute = Math.Max(from, First);
        while (true)
        {
            long hour = minute / MinutesPerHour;
            long day = minute / MinutesPerDay;
            if (!DayTrades(day))
            {
                minute = (day + 1) * MinutesPerDay;
            }
            else if (!HourTrades(hour, day))
            {
                minute = (hour + 1) * MinutesPerHour;
            }
            else if (MinuteTrades(minute, hour))
            {
                return minute;
            }
            else
            {
                minute++;
            }
        }
    }

    private static double Chance(double trades) => 1 - LogNoise.Exp(-Math.Min(trades, 50));

    // Where the first or the last trade falls, day and hour trade by definition.
    private bool DayTrades(long day) =>
        day % DaysBetweenSureDays == 0 || CounterHash.Unit(_days, day) < _dayChance || day == First / MinutesPerDay || day == Last / MinutesPerDay;

    private bool HourTrades(long hour, long day) =>
        CounterHash.Unit(_hours, hour) < _hourChance || hour - (day * 24) == CounterHash.Below(_hours, -day - 1, 24)
        || hour == First / MinutesPerHour || hour == Last / MinutesPerHour;

    private bool MinuteTrades(long minute, long hour) =>
        CounterHash.Unit(_minutes, minute) < _minuteChance
        || minute - (hour * MinutesPerHour) == CounterHash.Below(_minutes, -hour - 1, MinutesPerHour)
        || minute == First || minute == Last;
}
