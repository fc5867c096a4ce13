using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Makes stretches pending, so that the next ingest asks for them. Works on the books alone.</summary>
public sealed record ReopenStep : JobStep
{
    /// <summary>The stretches of each series with the state that they were found in; what has another by now stays as it is.</summary>
    public required IReadOnlyDictionary<SeriesKey, IReadOnlyList<(TimeRange Range, CoverageState State)>> Stretches { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "series";

    public override string Title => "reopen gaps";
}
