using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Which reference list fills a table that is no time series: whoever writes such a table takes the lease of its list.</summary>
internal static class FilledTables
{
    private static readonly Dictionary<Dataset, string> Lists = new Dictionary<string, Dataset[]>
    {
        [ReferenceList.Exchanges] = [ExchangesGeneral.Dataset],
        [ReferenceList.Assets] = [Assets.Dataset, AssetMarketData.Dataset, AssetMaps.AlternativeIds, .. AssetMaps.Sets],
        [ReferenceList.SpotInstruments] = [ExchangeSpotDetails.Dataset, InstrumentsSpot.Dataset],
        [ReferenceList.FuturesInstruments] = [ExchangesFuturesDetails.Dataset, InstrumentsFutures.Dataset],
        [ReferenceList.Symbols] = [Symbols.Dataset],
    }.SelectMany(list => list.Value.Select(table => (Table: table, List: list.Key))).ToDictionary(one => one.Table, one => one.List);

    /// <summary>The list that fills a table; a table that none fills stands for itself.</summary>
    public static LeaseKey LeaseOf(Dataset table) => LeaseKey.OfList(Lists.GetValueOrDefault(table, table.Name));
}
