using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Makes stretches pending, whatever is known of them, so that the next ingest asks for them. Works on the books alone.</summary>
public sealed record ReopenStep : JobStep
{
    public required IReadOnlyDictionary<SeriesKey, IReadOnlyList<TimeRange>> Stretches { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "series";

    public override string Title => "reopen gaps";
}
