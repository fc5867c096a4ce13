namespace CcIngest.Model;

/// <summary>A series whose rows were there before the books knew of them, and what of it counts as had now.</summary>
public sealed record AdoptedRows
{
    /// <summary>The dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public required string Dataset { get; init; }

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required Interval Interval { get; init; }

    /// <summary>The first period that counts as had by this, UTC; null where none does.</summary>
    public DateTime? From { get; init; }

    /// <summary>The end of the last one, UTC, exclusive; there may be holes between.</summary>
    public DateTime? To { get; init; }

    /// <summary>Periods that count as had by this.</summary>
    public required long Adopted { get; init; }

    /// <summary>Rows of which the books knew already, whatever they say.</summary>
    public required long Known { get; init; }

    /// <summary>Rows that were collected before their period had ended, or whose period has not ended yet: they are asked for again.</summary>
    public required long Unfinished { get; init; }

    /// <summary>Rows whose time is no start of a period. They count as nothing.</summary>
    public required long OffGrid { get; init; }

    public required string RunId { get; init; }
}
