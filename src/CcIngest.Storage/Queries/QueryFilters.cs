using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What <see cref="StoredQuery.Exchanges"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record ExchangeFilter
{
    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Of AAA, AA, A, BBB, BB, B, CCC, CC, C, D, E, F; a venue without a grade is none of them.</summary>
    public IReadOnlyList<string> Grades { get; init; } = [];
}

/// <summary>What <see cref="StoredQuery.AssetMaps"/> gives. An empty list means "all".</summary>
public sealed record AssetMapFilter
{
    public IReadOnlyList<long> AssetIds { get; init; } = [];
}

/// <summary>What <see cref="StoredQuery.TopAssets"/> gives: by a number of the newest snapshot, largest first.</summary>
public sealed record AssetFilter
{
    public AssetRank By { get; init; }

    /// <summary>The first so many; null for all.</summary>
    public int? Count { get; init; }
}

/// <summary>What <see cref="StoredQuery.Instruments"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record InstrumentFilter
{
    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Mapped names.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    public IReadOnlyList<string> Statuses { get; init; } = [];

    public IReadOnlyList<string> Quotes { get; init; } = [];

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.TradingPairs"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record PairFilter
{
    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Base symbols; when given, the base must be an asset that the store knows.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Ids of base assets: exact, where a symbol may be several assets'.</summary>
    public IReadOnlyList<long> BaseIds { get; init; } = [];

    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>Mapped names.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    public IReadOnlyList<string> Statuses { get; init; } = ["ACTIVE"];

    /// <summary>A dataset's name: only pairs that trade no more and whose series of it is open or pending; null for no such filter.</summary>
    public string? UnfinishedIn { get; init; }

    /// <summary>The printed interval of <see cref="UnfinishedIn"/>.</summary>
    public string? UnfinishedInterval { get; init; }

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.Coverage"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record CoverageFilter
{
    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Names on the exchange.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Printed intervals, for example <c>1d</c>.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];

    public IReadOnlyList<CoverageState> States { get; init; } = [];

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.Freshness"/> gives. Empty lists mean "all".</summary>
public sealed record FreshnessFilter
{
    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Printed intervals, for example <c>1d</c>.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];

    /// <summary>A series that is known to less than this lags; UTC, whole seconds.</summary>
    public DateTime Behind { get; init; } = DateTime.UnixEpoch;
}

/// <summary>What <see cref="StoredQuery.DeadLetters"/> gives, newest first. Empty lists and nulls mean "all".</summary>
public sealed record DeadLetterFilter
{
    public IReadOnlyList<string> LetterIds { get; init; } = [];

    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Names on the exchange.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Printed intervals, for example <c>1d</c>.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];

    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Runs that saw them first.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>UTC, inclusive, of the start of the period; letters without a period have none.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime? To { get; init; }

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.LetterCounts"/> counts. Empty lists mean "all".</summary>
public sealed record LetterCountFilter
{
    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];
}

/// <summary>What <see cref="StoredQuery.Revisions"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record RevisionFilter
{
    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Names on the exchange.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Printed intervals, for example <c>1d</c>.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];

    /// <summary>Start of the first period, UTC, inclusive.</summary>
    public DateTime? From { get; init; }

    /// <summary>Periods before this, UTC, exclusive.</summary>
    public DateTime? To { get; init; }

    /// <summary>Versions that ended at this moment or later, UTC.</summary>
    public DateTime? Since { get; init; }

    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>Only so many, and then the newest ones first; null for all, in time order within each series.</summary>
    public int? Last { get; init; }
}

/// <summary>What <see cref="StoredQuery.QualityFindings"/> gives. Empty lists and nulls mean "all".</summary>
public sealed record QualityFilter
{
    public IReadOnlyList<string> FindingIds { get; init; } = [];

    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Venues in lower case.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Names on the exchange.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Printed intervals, for example <c>1d</c>.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];

    public IReadOnlyList<string> Rules { get; init; } = [];

    public IReadOnlyList<QualitySeverity> Severities { get; init; } = [];

    /// <summary>Runs that saw them first.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>UTC: findings that reach behind this moment; those without a time have none.</summary>
    public DateTime? From { get; init; }

    /// <summary>UTC: findings that begin before this moment.</summary>
    public DateTime? To { get; init; }

    /// <summary>True for those that no later test has seen gone; null for all.</summary>
    public bool? IsOpen { get; init; }

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.FindingCounts"/> counts. Empty lists mean "all".</summary>
public sealed record FindingCountFilter
{
    /// <summary>Dataset names, for example <c>ohlcv-spot</c>.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    public IReadOnlyList<string> Rules { get; init; } = [];

    public IReadOnlyList<QualitySeverity> Severities { get; init; } = [];
}

/// <summary>What <see cref="StoredQuery.Alerts"/> gives, newest first. Empty lists and nulls mean "all".</summary>
public sealed record AlertFilter
{
    public IReadOnlyList<string> Jobs { get; init; } = [];

    public IReadOnlyList<string> Rules { get; init; } = [];

    public IReadOnlyList<string> Sinks { get; init; } = [];

    public IReadOnlyList<AlertKind> Kinds { get; init; } = [];

    public IReadOnlyList<AlertState> States { get; init; } = [];

    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>True for the last message of each cause and sink; null for all.</summary>
    public bool? IsNewest { get; init; }

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.Runs"/> gives, newest first. Empty lists and nulls mean "all".</summary>
public sealed record RunFilter
{
    public IReadOnlyList<string> RunIds { get; init; } = [];

    public IReadOnlyList<RunOutcome> Outcomes { get; init; } = [];

    /// <summary>Names of jobs.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];

    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.RateLimits"/> gives, newest first. Empty lists and nulls mean "all".</summary>
public sealed record RateLimitFilter
{
    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>So many states, each of several windows.</summary>
    public int? Limit { get; init; }
}

/// <summary>What <see cref="StoredQuery.Series"/> gives, in time order within each series.</summary>
public sealed record SeriesFilter
{
    /// <summary>Venues, or index families, in lower case; empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Mapped names; empty for all. Reads all series of the venues: <see cref="RawSymbols"/> go by the key and are faster.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Names on the exchange; empty for all.</summary>
    public IReadOnlyList<string> RawSymbols { get; init; } = [];

    /// <summary>Asset symbols of indices; empty for all. Other series have none.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>Quote symbols of indices; empty for all. Other series have none.</summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime To { get; init; }

    public int? Limit { get; init; }
}
