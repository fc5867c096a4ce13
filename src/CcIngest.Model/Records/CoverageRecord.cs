namespace CcIngest.Model;

/// <summary>A stretch of a series in one state, as a cmdlet emits it. Source: <c>cc_coverage</c>.</summary>
public sealed record CoverageRecord
{
    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime To { get; init; }

    public required CoverageState State { get; init; }

    public required string RunId { get; init; }

    /// <summary>The request whose answer says so.</summary>
    public required string Request { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime KnownAt { get; init; }
}
