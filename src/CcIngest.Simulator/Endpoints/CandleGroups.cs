namespace CcIngest.Simulator;

/// <summary>The groups of fields a historical row can have; unit, type and time are always there.</summary>
[Flags]
internal enum CandleGroups
{
    Id = 1,
    Mapping = 2,
    MappingAdvanced = 4,
    Ohlc = 8,
    OhlcTrade = 16,
    Trade = 32,
    Volume = 64,
    All = 127,
}

internal static class CandleGroupNames
{
    public static readonly IReadOnlyDictionary<string, CandleGroups> ByName = new Dictionary<string, CandleGroups>(StringComparer.Ordinal)
    {
        ["ID"] = CandleGroups.Id,
        ["MAPPING"] = CandleGroups.Mapping,
        ["MAPPING_ADVANCED"] = CandleGroups.MappingAdvanced,
        ["OHLC"] = CandleGroups.Ohlc,
        ["OHLC_TRADE"] = CandleGroups.OhlcTrade,
        ["TRADE"] = CandleGroups.Trade,
        ["VOLUME"] = CandleGroups.Volume,
    };
}
