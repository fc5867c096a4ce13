namespace CcIngest.Model;

/// <summary>One period of a time series, as it is read back.</summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface ISeriesRecord<out TSelf>
{
    /// <summary>The start of the period, UTC.</summary>
    DateTime OpenTime { get; }

    /// <summary>UTC, when these values became known.</summary>
    DateTime CollectedAt { get; }

    /// <summary>The record as it was known earlier.</summary>
    TSelf With(KnownVersion version);
}
