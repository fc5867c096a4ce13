using System.Globalization;
using System.Runtime.CompilerServices;

namespace CcIngest.Storage;

/// <summary>Times as UTC text, <c>YYYY-MM-DD HH:MM:SS[.ffffff]</c>: sorts as time does, read by the date functions of every engine.</summary>
internal static class SqlTime
{
    private const string Seconds = "yyyy-MM-dd HH:mm:ss";

    /// <param name="time">UTC.</param>
    /// <param name="resolution">Ticks: one second, or one microsecond for six digits behind the point.</param>
    public static string Text(DateTime time, long resolution)
    {
        Span<byte> text = stackalloc byte[26];
        return System.Text.Encoding.ASCII.GetString(text[..Write(time, resolution, text)]);
    }

    /// <summary>Writes the text as ASCII and returns its length, 19 or 26: a page of candles has tens of thousands of times.</summary>
    public static int Write(DateTime time, long resolution, Span<byte> text)
    {
        (int year, int month, int day) = time;
        "0000-00-00 "u8.CopyTo(text);
        Pair(text, 0, year / 100);
        Pair(text, 2, year % 100);
        Pair(text, 5, month);
        Pair(text, 8, day);
        return 11 + WriteTimeOfDay(time.Ticks, resolution, text[11..]);
    }

    /// <summary>The part of <see cref="Write"/> behind the day; returns its length, 8 or 15.</summary>
    public static int WriteTimeOfDay(long ticks, long resolution, Span<byte> text)
    {
        int second = (int)(ticks / TimeSpan.TicksPerSecond % 86_400);
        "00:00:00"u8.CopyTo(text);
        Pair(text, 0, second / 3600);
        Pair(text, 3, second / 60 % 60);
        Pair(text, 6, second % 60);
        if (resolution == TimeSpan.TicksPerSecond)
        {
            return 8;
        }

        int microsecond = (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        text[8] = (byte)'.';
        Pair(text, 9, microsecond / 10_000);
        Pair(text, 11, microsecond / 100 % 100);
        Pair(text, 13, microsecond % 100);
        return 15;
    }

    /// <exception cref="FormatException">The text is no such time.</exception>
    public static DateTime Parse(string text) => TryParse(text, out DateTime time) ? time : DateTime.ParseExact(
        text, [Seconds, Seconds + ".FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The form of <see cref="Write"/>, which nearly all times have: the books of many series are hundreds of thousands of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime time)
    {
        time = default;
        if (text.Length is not (19 or 26) || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':' || (text.Length == 26 && text[19] != '.'))
        {
            return false;
        }

        bool isNumber = TryDigits(text[..4], out int year) & TryDigits(text[5..7], out int month) & TryDigits(text[8..10], out int day)
            & TryDigits(text[11..13], out int hour) & TryDigits(text[14..16], out int minute) & TryDigits(text[17..19], out int second);
        int microsecond = 0;
        if (!isNumber || year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59
            || (text.Length == 26 && !TryDigits(text[20..], out microsecond)))
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(microsecond * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (char letter in text)
        {
            if (!char.IsAsciiDigit(letter))
            {
                return false;
            }

            number = (number * 10) + (letter - '0');
        }

        return true;
    }

    private static void Pair(Span<byte> text, int place, int number)
    {
        text[place] = (byte)('0' + (number / 10));
        text[place + 1] = (byte)('0' + (number % 10));
    }
}
