using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A stretch of a series as the page shows it.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="State">Null where nobody asked.</param>
/// <param name="RunId">The run that said so; null where nobody asked.</param>
/// <param name="KnownAt">UTC, when it said so; null where nobody asked.</param>
internal sealed record ReportStretch(DateTime From, DateTime To, CoverageState? State, string? RunId, DateTime? KnownAt);

/// <summary>What the page tells of one series.</summary>
internal sealed record ReportSeries
{
    public required SeriesKey Key { get; init; }

    /// <summary>Ascending, without holes between: what was never asked for is a stretch without a state.</summary>
    public required IReadOnlyList<ReportStretch> Stretches { get; init; }

    /// <summary>Whether <see cref="Stretches"/> are fewer than there are: of short neighbours only the one that needs attention most is left.</summary>
    public bool IsCoarse { get; init; }

    /// <summary>Share of the asked time that needs no more asking, 0 to 1; without the period that still runs.</summary>
    public required double Had { get; init; }

    /// <summary>Closed periods whose rows are not there, by cause; causes without any are left out.</summary>
    public required IReadOnlyDictionary<GapCause, long> Missing { get; init; }

    /// <summary>End of the last period that is known, UTC; null when there is none.</summary>
    public required DateTime? Reached { get; init; }

    /// <summary>Whether the instrument's life is over, so that nothing more is to come.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>Closed periods between <see cref="Reached"/> and the time of the report; 0 for a series that has ended.</summary>
    public required long Behind { get; init; }

    public bool IsWhole => Missing.Count == 0;
}
