namespace CcIngest.Model;

/// <summary>A stretch of a series in one state, with its evidence.</summary>
/// <param name="Range">From inclusive, to exclusive.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Evidence">Where that is known from.</param>
public sealed record CoverageInterval(TimeRange Range, CoverageState State, CoverageEvidence Evidence);

/// <summary>Where a coverage state is known from.</summary>
/// <param name="RunId">The run that wrote it.</param>
/// <param name="Request">The request whose answer says so (path and parameters, never a key), or the words for what else does.</param>
/// <param name="KnownAt">UTC.</param>
public sealed record CoverageEvidence(string RunId, string Request, DateTime KnownAt)
{
    /// <summary>How <see cref="Request"/> begins where the instruments table gave the state, not an answer of the source.</summary>
    public const string StorePrefix = "store: ";

    /// <summary>Whether the state is that of the instruments table: it holds as long as the table says the same.</summary>
    public bool IsOfStore => Request.StartsWith(StorePrefix, StringComparison.Ordinal);
}

/// <summary>The write that brings a store's coverage of a series up to date; goes into the transaction of the rows it speaks of.</summary>
/// <param name="Series">The series.</param>
/// <param name="Deletes">Starts of stored intervals that are no longer there.</param>
/// <param name="Upserts">Intervals that are new or changed, known by their start.</param>
public sealed record CoverageDelta(SeriesKey Series, IReadOnlyList<DateTime> Deletes, IReadOnlyList<CoverageInterval> Upserts)
{
    public bool IsEmpty => Deletes.Count == 0 && Upserts.Count == 0;
}
