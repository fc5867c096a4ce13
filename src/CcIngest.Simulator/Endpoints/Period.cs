namespace CcIngest.Simulator;

/// <summary>A length of period that history is served in, and how the two families call and bound it.</summary>
/// <param name="Interval">1m, 1h or 1d.</param>
/// <param name="MaxLimit">Rows a data-api page may ask for.</param>
/// <param name="MinApiDefault">Rows a min-api page has, less one, when it does not say.</param>
internal sealed record Period(int Seconds, string Interval, string Unit, string DataApiPath, int MaxLimit, string MinApiPath, int MinApiDefault)
{
    public static readonly IReadOnlyList<Period> All =
    [
        new(60, "1m", "MINUTE", "minutes", 2_000, "histominute", 1_440),
        new(3600, "1h", "HOUR", "hours", 2_000, "histohour", 168),
        new(86400, "1d", "DAY", "days", 5_000, "histoday", 30),
    ];

    /// <summary>The start of the period that contains a second.</summary>
    public long Floor(long unixSeconds) => unixSeconds - (unixSeconds % Seconds);
}
