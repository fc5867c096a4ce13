namespace CcIngest.Model;

/// <summary>A trading venue as the store knows it. Source: <c>cc_exchanges_general</c>.</summary>
public sealed record Exchange
{
    /// <summary>The venue's name in lower case, as instruments and candles carry it.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The id of the API, a string of digits.</summary>
    public required string ExchangeApiId { get; init; }

    /// <summary>AAA (best) to F; null where the API gives none.</summary>
    public string? Grade { get; init; }

    /// <summary>0 to 100.</summary>
    public double? GradePoints { get; init; }

    public string? CentralizationType { get; init; }

    public string? Country { get; init; }

    /// <summary>Traded in the last 24 hours, in USD.</summary>
    public double? TotalVolume24hUsd { get; init; }

    public DateTime UpdatedAt { get; init; }

    public override string ToString() => Name;
}
