namespace CcIngest.Simulator;

/// <summary>An asset with what the API tells of it that does not move. Times are Unix seconds; launches before 1970 are negative.</summary>
internal sealed record SimulatedAsset
{
    public required int Id { get; init; }

    public required string Symbol { get; init; }

    public required string Name { get; init; }

    /// <summary><c>BLOCKCHAIN</c>, <c>TOKEN</c>, <c>FIAT</c> or <c>COMMODITY</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Lower-case words of the name, unique.</summary>
    public required string Uri { get; init; }

    /// <summary>Null for an asset nobody prices.</summary>
    public AssetPrice? Price { get; init; }

    /// <summary>Its place by volume, from 0.</summary>
    public required int Place { get; init; }

    public required double Supply { get; init; }

    public int? Decimals { get; init; }

    public long? Launched { get; init; }

    public required long CreatedOn { get; init; }

    /// <summary>Null for some, as at the API.</summary>
    public long? UpdatedOn { get; init; }

    /// <summary>Null for some, as at the API.</summary>
    public int? IdLegacy { get; init; }

    /// <summary>The asset's own numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Coins are bought; fiat money and what has no price is not the base of a pair.</summary>
    public bool CanBeBase => Price is not null && Type is not "FIAT";
}
