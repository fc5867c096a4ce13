namespace CcIngest.Storage;

/// <summary>UTC times as <c>YYYY-MM-DD HH:MM:SS[.ffffff]</c> in UTF-8, without a string.</summary>
internal static class DateTimeText
{
    private const int SecondsLength = 19;
    private const int MicrosecondsLength = 26;

    /// <param name="ticks"><see cref="DateTime.Ticks"/> of a UTC time.</param>
    /// <param name="microseconds">Whether the column keeps them. What a column does not keep is cut, not rounded: servers round it up.</param>
    /// <param name="target">At least 26 bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(long ticks, bool microseconds, Span<byte> target)
    {
        DateTime time = new(ticks, DateTimeKind.Utc);
        time.Deconstruct(out DateOnly date, out TimeOnly clock);
        Digits(target, 0, 4, date.Year);
        target[4] = (byte)'-';
        Digits(target, 5, 2, date.Month);
        target[7] = (byte)'-';
        Digits(target, 8, 2, date.Day);
        target[10] = (byte)' ';
        Digits(target, 11, 2, clock.Hour);
        target[13] = (byte)':';
        Digits(target, 14, 2, clock.Minute);
        target[16] = (byte)':';
        Digits(target, 17, 2, clock.Second);
        if (!microseconds)
        {
            return SecondsLength;
        }

        target[SecondsLength] = (byte)'.';
        Digits(target, SecondsLength + 1, 6, (int)(ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        return MicrosecondsLength;
    }

    private static void Digits(Span<byte> target, int at, int count, int value)
    {
        for (int i = at + count - 1; i >= at; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
