namespace CcIngest.Model;

/// <summary>Market data and maps belong to assets that are there.</summary>
internal static class AssetReferences
{
    public static QualityRule? For(Dataset dataset) => dataset != AssetMarketData.Dataset ? null : new QualityRule("asset-gone", "the asset of market data is among the assets")
    {
        Severity = QualitySeverity.Warning,
        Cause = "The row of the asset was removed by another program.",
        Mending = QualityMending.SyncAssets,
        Reads = QualityReads.References,
    };
}
