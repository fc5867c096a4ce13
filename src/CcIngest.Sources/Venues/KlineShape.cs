namespace CcIngest.Sources;

/// <summary>The positions of a kline's values in its row, an array.</summary>
/// <param name="Columns">The column of each position; null for what is not stored. <c>open_time</c> is among them.</param>
/// <param name="TimeUnit">What times count in.</param>
internal sealed record KlineShape(IReadOnlyList<string?> Columns, TimeSpan TimeUnit);
