using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>A list in an asset's record that becomes the rows of a map.</summary>
/// <param name="Name">The field.</param>
/// <param name="Dataset">The map.</param>
/// <param name="TakesText">
/// Whether an element that is a text is the value itself, and the JSON text of one without a value stands for it: earlier symbols were seen so.
/// </param>
internal sealed record AssetMapField(string Name, Dataset Dataset, bool TakesText = false)
{
    /// <summary>Under which the id of the list's asset is given: its elements do not say it.</summary>
    public const string Asset = "@asset";

    public static IReadOnlyList<AssetMapField> All { get; } =
    [
        new("ASSET_INDUSTRIES", AssetMaps.Industries),
        new("CONSENSUS_MECHANISMS", AssetMaps.ConsensusMechanisms),
        new("CONSENSUS_ALGORITHM_TYPES", AssetMaps.ConsensusAlgorithmTypes),
        new("HASHING_ALGORITHM_TYPES", AssetMaps.HashingAlgorithmTypes),
        new("PREVIOUS_ASSET_SYMBOLS", AssetMaps.PreviousSymbols, TakesText: true),
    ];
}
