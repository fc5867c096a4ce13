namespace CcIngest.Model;

/// <summary>A record of the source that is not stored, as a cmdlet emits it. Source: <c>cc_dead_letters</c>.</summary>
public sealed record DeadLetterRecord
{
    /// <summary>A hash of dataset, raw text and rule: the same rejection is one letter, however often it comes.</summary>
    public required string LetterId { get; init; }

    public required string Dataset { get; init; }

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    public string? Exchange { get; init; }

    /// <summary>The name on the exchange; null for what belongs to no series.</summary>
    public string? RawSymbol { get; init; }

    public string? Interval { get; init; }

    /// <summary>UTC, the start of its period; null where that is not known.</summary>
    public DateTime? Time { get; init; }

    /// <summary>The rule that it broke.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong, with the values.</summary>
    public required string Reason { get; init; }

    /// <summary>The record as it came; for a row that the store itself refused, its values by column.</summary>
    public required string RawText { get; init; }

    /// <summary>The request that brought it.</summary>
    public required string Request { get; init; }

    /// <summary>The run that saw it first.</summary>
    public required string RunId { get; init; }

    /// <summary>UTC, when it was seen first.</summary>
    public required DateTime KnownAt { get; init; }
}
