namespace CcIngest.Sources;

/// <summary>The positions of a kline's values in its row, an array.</summary>
/// <param name="Columns">The column of each position; null for what is not stored. <c>open_time</c> is among them.</param>
/// <param name="TimeUnit">What times count in.</param>
internal sealed record KlineShape(IReadOnlyList<string?> Columns, TimeSpan TimeUnit)
{
    /// <summary>The time that a number stands for, UTC; false where the calendar has no such time.</summary>
    /// <param name="count">Units since 1970.</param>
    public bool TryTime(long count, out DateTime time)
    {
        bool fits = count >= 0 && count <= (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeUnit.Ticks;
        time = fits ? DateTime.UnixEpoch.AddTicks(count * TimeUnit.Ticks) : default;
        return fits;
    }
}
