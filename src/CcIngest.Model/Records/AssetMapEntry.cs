namespace CcIngest.Model;

/// <summary>One thing of those an asset has several of. Sources: the tables of <see cref="AssetMaps"/>.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Map"><see cref="Industry"/> or another of the constants.</param>
/// <param name="Name">The value.</param>
public sealed record AssetMapEntry(long AssetId, string Map, string Name)
{
    public const string Industry = "Industry", ConsensusMechanism = "ConsensusMechanism", ConsensusAlgorithmType = "ConsensusAlgorithmType",
        HashingAlgorithmType = "HashingAlgorithmType", PreviousSymbol = "PreviousSymbol";
}
