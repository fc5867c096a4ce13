namespace CcIngest.Model;

/// <summary>A version of a row of a time series that is known no more, as a cmdlet emits it. Source: <c>cc_revisions</c>.</summary>
public sealed record RevisionRecord
{
    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public required string Exchange { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    /// <summary>UTC, from when these values were known, to the second; null where there was no row.</summary>
    public DateTime? KnownFrom { get; init; }

    /// <summary>UTC, when other values took their place, to the microsecond.</summary>
    public required DateTime KnownUntil { get; init; }

    /// <summary>The run that replaced them.</summary>
    public required string RunId { get; init; }

    /// <summary>The values that the next version changed, by column name, as the store has them; null where there was no row.</summary>
    public string? OldJson { get; init; }

    /// <summary>
    /// <see cref="OldJson"/> by column, in the types of the columns: double, long, text, bool or UTC time, null where it was null. Null where there
    /// was no row.
    /// </summary>
    public OrderedDictionary<string, object?>? OldValues => OldJson is { } json ? RevisedValues.Parse(Dataset, Interval, json) : null;
}
