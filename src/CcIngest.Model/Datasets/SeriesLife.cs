namespace CcIngest.Model;

/// <summary>Where the instruments' table says whether a series is there, and from when to when.</summary>
/// <param name="Updates">What the series is made of, as the columns name it: <c>trade</c>, <c>funding_rate_update</c>.</param>
public sealed record SeriesLife(string Updates)
{
    public static readonly SeriesLife OfTrades = new("trade");

    /// <summary>The column that says whether there is anything.</summary>
    public string Has => $"has_{Updates}s";

    /// <summary>The column with the time of the first one.</summary>
    public string First => $"first_{Updates}_datetime";

    /// <summary>The column with the time of the last one.</summary>
    public string Last => $"last_{Updates}_datetime";
}
