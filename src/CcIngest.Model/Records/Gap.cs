namespace CcIngest.Model;

/// <summary>A stretch of a series whose rows are not there, with the cause. What had no trades, or lies outside the instrument's life, is none.</summary>
public sealed record Gap
{
    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    /// <summary>The length of a period.</summary>
    public required Interval Interval { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime To { get; init; }

    /// <summary>Periods from <see cref="From"/> to <see cref="To"/>.</summary>
    public required long Periods { get; init; }

    public required GapCause Cause { get; init; }

    /// <summary>What the store knows of the cause, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }

    /// <summary>The run that said so; null for what was never asked for.</summary>
    public string? RunId { get; init; }

    /// <summary>UTC, when that run said so; null for what was never asked for.</summary>
    public DateTime? KnownAt { get; init; }

    public override string ToString() => FormattableString.Invariant($"{Dataset} {Exchange} {RawSymbol} {Interval} {From:u} to {To:u}");
}
