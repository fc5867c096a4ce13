using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>An answered page on its way to the writer that owns its series.</summary>
/// <param name="Work">The series.</param>
/// <param name="Range">What was asked.</param>
/// <param name="Rows">The rows: in a rented batch, which the writer gives back as soon as it has copied them.</param>
/// <param name="Answer">What else the source said.</param>
/// <param name="ListedFrom">Where the series begins, by this answer and as far as it is believed (<see cref="ListingClaim"/>); null when it
/// is not said.</param>
/// <param name="ServerNow">The server's clock just after the answer, UTC.</param>
internal sealed record FetchedPage(
    SeriesWork Work, TimeRange Range, RowSegment Rows, SeriesPage Answer, DateTime? ListedFrom, DateTime ServerNow)
{
    /// <summary>The source no longer knows the instrument: what is still pending in the range cannot be had any more.</summary>
    public bool IsLost { get; init; }
}
