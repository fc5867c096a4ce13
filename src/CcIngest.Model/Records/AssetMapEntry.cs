namespace CcIngest.Model;

/// <summary>One thing of those an asset has several of. Sources: the tables of <see cref="AssetMaps"/>.</summary>
public sealed record AssetMapEntry
{
    public const string Industry = "Industry", ConsensusMechanism = "ConsensusMechanism", ConsensusAlgorithmType = "ConsensusAlgorithmType",
        HashingAlgorithmType = "HashingAlgorithmType", PreviousSymbol = "PreviousSymbol";

    public required long AssetId { get; init; }

    /// <summary><see cref="Industry"/> or another of the constants.</summary>
    public required string Map { get; init; }

    /// <summary>The value.</summary>
    public required string Name { get; init; }
}
