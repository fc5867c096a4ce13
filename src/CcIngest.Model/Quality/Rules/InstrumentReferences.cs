namespace CcIngest.Model;

/// <summary>What instruments refer to is there.</summary>
internal static class InstrumentReferences
{
    public static QualityRule? ToExchange(Dataset dataset) => !IsOfInstruments(dataset) ? null : new QualityRule("exchange-unknown", "the exchange of an instrument is among the exchanges")
    {
        Severity = QualitySeverity.Warning,
        Cause = "The list of exchanges is behind, or was never brought.",
        Mending = QualityMending.SyncExchanges,
        Reads = QualityReads.References,
    };

    public static QualityRule? ToAsset(Dataset dataset) => !IsOfInstruments(dataset) ? null : new QualityRule("asset-unknown", "base and quote of an instrument are among the assets, by their ids")
    {
        Severity = QualitySeverity.Information,
        Cause = "The list of assets was never brought, is behind, or was brought for a part of the assets only.",
        Mending = QualityMending.SyncAssets,
        Reads = QualityReads.References,
    };

    private static bool IsOfInstruments(Dataset dataset) => dataset == InstrumentsSpot.Dataset || dataset == InstrumentsFutures.Dataset;
}
