using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Tests stored data by the rules of their datasets and keeps what it finds. Reads the store alone; writes findings and nothing else.</summary>
public sealed record QualityStep : JobStep
{
    /// <summary>The word of job files.</summary>
    public const string Word = "quality";

    /// <summary>The word of job files for findings that fail nothing.</summary>
    public const string Never = "never";

    /// <summary>What is tested; empty for everything. What several of them ask for is tested once, over the whole of their times.</summary>
    public IReadOnlyList<QualityTarget> Targets { get; init; } = [];

    /// <summary>Ids of rules; empty for all.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Rules of these severities; empty for all.</summary>
    public IReadOnlyList<QualitySeverity> Severities { get; init; } = [];

    /// <summary>A series with a finding of this severity or worse counts as a failed leg, which makes the run Partial; null for none.</summary>
    public QualitySeverity? FailsOn { get; init; }

    /// <summary>Told of each finding, once it is kept; on no particular thread.</summary>
    public Action<QualityFinding>? OnFinding { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "series";

    public override string Title => "check quality";
}

/// <summary>Data that are tested. What is null means all.</summary>
public sealed record QualityTarget
{
    /// <summary>A dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>The venue in lower case, or the index family; given, tables without venues are left out.</summary>
    public string? Exchange { get; init; }

    /// <summary>The name on the exchange; given, tables without series are left out.</summary>
    public string? RawSymbol { get; init; }

    public Interval? Interval { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive; the last closed period when it is null or later.</summary>
    public DateTime? To { get; init; }

    public bool Has(SeriesKey key) => (Dataset is null || Dataset == key.Dataset) && (Exchange is null || Exchange == key.Exchange)
        && (RawSymbol is null || RawSymbol == key.Symbol) && (Interval is null || Interval == key.Interval);

    /// <summary>Whether a table that has no series is meant: it has no name on an exchange, no interval and no times.</summary>
    public bool HasTable(Dataset dataset) => (Dataset is null || Dataset == dataset.Name) && RawSymbol is null && Interval is null && From is null && To is null && Exchange is null;
}
