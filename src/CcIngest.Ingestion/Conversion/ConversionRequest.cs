using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Which columns of which table are to become times, and by which rules.</summary>
public sealed record ConversionRequest
{
    /// <summary>Without its schema.</summary>
    public required string Table { get; init; }

    /// <summary>Empty: the columns that are times by the catalogue and whole numbers in the table.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Units that are told, by column; <c>*</c> stands for all others.</summary>
    public IReadOnlyDictionary<string, TimeUnit> Units { get; init; } = new Dictionary<string, TimeUnit>();

    public MixedUnits Mixed { get; init; }

    public InvalidTimes Invalid { get; init; }

    /// <summary>Empty: that of the catalogue, else the table's primary key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Null: the clock by which the catalogue's rows are known later, else <c>collected_at</c> or <c>updated_at</c>.</summary>
    public string? NewestBy { get; init; }

    public bool RemovesDuplicates { get; init; }

    public int SliceRows { get; init; } = RebuildRequest.UsualSliceRows;

    /// <summary>Whether the table is made anew by the catalogue's definition also where none of its columns is a Unix time.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>As <see cref="RebuildRequest.UnknownClock"/>.</summary>
    public DateTime? UnknownClock { get; init; }
}

/// <summary>What a conversion would do.</summary>
/// <param name="Table">Null while a rebuild is under way that has no table of the name: half of a swap.</param>
/// <param name="Rebuild">Null where there is nothing to do.</param>
/// <param name="Steps">The statements.</param>
/// <param name="Fit">What the key leaves out, where it was counted.</param>
public sealed record ConversionPlan(string Name, SourceTable? Table, RebuildRequest? Rebuild, IReadOnlyList<RebuildStep> Steps, KeyFit? Fit)
{
    /// <summary>The rebuild under way that this carries on; null where it begins one.</summary>
    public RebuildRecord? UnderWay { get; init; }

    /// <summary>Whether what is under way was asked for otherwise: it stands between two renames, which are ended first of all.</summary>
    public bool EndsAnother { get; init; }

    /// <summary>Earlier rebuilds of the table whose original is kept, the oldest first.</summary>
    public IReadOnlyList<RebuildRecord> Originals { get; init; } = [];
}
