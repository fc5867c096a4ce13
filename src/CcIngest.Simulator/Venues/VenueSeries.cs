using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Simulator;

/// <summary>Klines of a simulated series at any interval, and a book around its price.</summary>
internal static class VenueSeries
{
    private const int Levels = 5_000;

    /// <summary>The periods from one to another, both inclusive, that the series has: from its first trade on, the running one included.</summary>
    public static IEnumerable<Candle> Read(CandleSeries series, Interval interval, DateTime first, DateTime last, long now)
    {
        DateTime begin = interval.Floor(Time(series.FirstTrade));
        DateTime end = interval.Floor(Time(series.HasEnded(now) ? series.LastTrade(now) : now));
        DateTime start = first > begin ? interval.Floor(first) : begin;
        start = start < first ? interval.Next(start) : start;
        long close = start <= end ? series.PriceBefore(Seconds(start)) : 0;
        for (; start <= last && start <= end; start = interval.Next(start))
        {
            Candle candle = series.Read(Seconds(start), (int)(interval.Next(start) - start).TotalSeconds, now, close);
            close = candle.Close;
            yield return candle;
        }
    }

    /// <summary>The start of the newest period, running or last traded.</summary>
    public static DateTime Newest(CandleSeries series, Interval interval, long now) =>
        interval.Floor(Time(series.HasEnded(now) ? series.LastTrade(now) : now));

    /// <summary>A number of steps of ten to the minus some decimals, with as many decimals as the venue writes.</summary>
    public static string Text(long steps, int decimals, int written)
    {
        string digits = Math.Abs(steps).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string fraction = digits[(digits.Length - decimals)..].PadRight(written, '0');
        string sign = steps < 0 ? "-" : "";
        return written == 0 && decimals == 0 ? sign + digits : $"{sign}{digits[..(digits.Length - decimals)]}.{fraction}";
    }

    public static string Text(double amount, int decimals) => amount.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>One side of a book: prices in steps from the best one outwards, and amounts in steps.</summary>
    /// <param name="direction">-1 for bids, 1 for asks.</param>
    public static IEnumerable<(long Price, long Amount)> Side(CandleSeries series, long now, int direction, int count)
    {
        long middle = Math.Max(2, series.PriceBefore(now));
        ulong seed = CounterHash.Seed((ulong)middle, direction < 0 ? "bids" : "asks");
        long price = middle + Math.Max(direction, 0);
        for (int level = 0; level < Math.Min(count, Levels) && price > 0; level++)
        {
            yield return (price, 1 + CounterHash.Below(seed ^ (ulong)now, level, 1_000_000_000));
            price += direction * (1 + CounterHash.Below(seed, level, 4));
        }
    }

    private static DateTime Time(long seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static long Seconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
