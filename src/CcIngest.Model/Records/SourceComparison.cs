namespace CcIngest.Model;

/// <summary>What is stored of a series beside what a source says of it now.</summary>
public sealed record SourceComparison
{
    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>What it was compared with: the source itself, or the klines of an exchange.</summary>
    public required string With { get; init; }

    /// <summary>Start of the first period that was compared, UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the last period that was compared, UTC, exclusive; of a sample there are holes between.</summary>
    public required DateTime To { get; init; }

    /// <summary>Rows that both sides have.</summary>
    public required long Rows { get; init; }

    /// <summary>Of these, rows that agree in every column.</summary>
    public required long Agreeing { get; init; }

    /// <summary>Share of the rows of both sides that agree in every column, 0 to 1; 1 where neither side has a row.</summary>
    public double Agreement => Rows + MissingInStore + MissingAtSource is > 0 and var all ? (double)Agreeing / all : 1;

    /// <summary>Periods of which the source has a row and the store has none.</summary>
    public required long MissingInStore { get; init; }

    /// <summary>Periods of which the store has a row and the source has none.</summary>
    public required long MissingAtSource { get; init; }

    /// <summary>Requests that were sent for pages.</summary>
    public required long Requests { get; init; }

    public required IReadOnlyList<ColumnAgreement> Columns { get; init; }

    /// <summary>What differs most: by the share of the difference, largest first, at most so many as were asked for.</summary>
    public required IReadOnlyList<SourceDifference> Worst { get; init; }

    public override string ToString() => FormattableString.Invariant($"{Dataset} {Exchange} {RawSymbol} {Interval}: {Agreement:P2}");
}

/// <summary>How often a column agrees.</summary>
/// <param name="Column">The column of the dataset.</param>
/// <param name="Compared">Rows in which both sides have it.</param>
/// <param name="Agreeing">Of these, rows in which they agree.</param>
public sealed record ColumnAgreement(string Column, long Compared, long Agreeing)
{
    /// <summary>0 to 1; 1 where nothing was compared.</summary>
    public double Agreement => Compared == 0 ? 1 : (double)Agreeing / Compared;
}

/// <summary>A value of which the two sides say different things.</summary>
public sealed record SourceDifference
{
    public required string Dataset { get; init; }

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    /// <summary>The column; <c>row</c> where one side has none at all.</summary>
    public required string Column { get; init; }

    /// <summary>What is stored, as text; null for nothing.</summary>
    public required string? Stored { get; init; }

    /// <summary>What the source says, as text; null for nothing.</summary>
    public required string? Source { get; init; }

    /// <summary>The difference as a share of the larger number; 1 where one side has nothing, or texts differ.</summary>
    public required double Share { get; init; }

    public override string ToString() => FormattableString.Invariant($"{Exchange} {RawSymbol} {Interval} {OpenTime:u} {Column}: {Stored ?? "nothing"} or {Source ?? "nothing"}");
}
