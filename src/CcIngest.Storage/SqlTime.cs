using System.Globalization;

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
        time.Deconstruct(out DateOnly date, out TimeOnly clock);
        Digits(text[..4], date.Year);
        text[4] = (byte)'-';
        Digits(text[5..7], date.Month);
        text[7] = (byte)'-';
        Digits(text[8..10], date.Day);
        text[10] = (byte)' ';
        Digits(text[11..13], clock.Hour);
        text[13] = (byte)':';
        Digits(text[14..16], clock.Minute);
        text[16] = (byte)':';
        Digits(text[17..19], clock.Second);
        if (resolution == TimeSpan.TicksPerSecond)
        {
            return 19;
        }

        text[19] = (byte)'.';
        Digits(text[20..26], (int)(clock.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        return 26;
    }

    /// <exception cref="FormatException">The text is no such time.</exception>
    public static DateTime Parse(string text) => DateTime.ParseExact(
        text, [Seconds, Seconds + ".FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void Digits(Span<byte> text, int number)
    {
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
