using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Where to look for gaps. An empty list means all.</summary>
public sealed record GapRequest
{
    /// <summary>Datasets' words, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Names on the exchange.</summary>
    public IReadOnlyList<string> RawSymbols { get; init; } = [];

    public IReadOnlyList<Interval> Intervals { get; init; } = [];

    public IReadOnlyList<GapCause> Causes { get; init; } = [];

    /// <summary>UTC, inclusive: each series should be known from here on. Null for its first stretch.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive: each series should be known up to here, as far as its periods are closed. Null for its last stretch.</summary>
    public DateTime? To { get; init; }

    /// <summary>UTC: rows before this may have been dropped by the store's own retention, and are not missed. Null for none.</summary>
    public DateTime? KeptFrom { get; init; }

    /// <summary>Whether the rows themselves are read, for those that are gone though they were stored. Takes the time of reading every row.</summary>
    public bool ReadsRows { get; init; }
}
