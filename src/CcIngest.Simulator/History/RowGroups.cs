namespace CcIngest.Simulator;

/// <summary>The groups of fields a historical row can have; unit, type and time are always there.</summary>
[Flags]
internal enum RowGroups
{
    Id = 1,
    Mapping = 2,
    MappingAdvanced = 4,
    Ohlc = 8,
    OhlcTrade = 16,
    Trade = 32,
    Volume = 64,

    /// <summary>Of a funding rate, its interval.</summary>
    Value = 128,
    OhlcMessage = 256,
    Message = 512,
}

internal static class RowGroupNames
{
    private static readonly Dictionary<string, RowGroups> ByName = new(StringComparer.Ordinal)
    {
        ["ID"] = RowGroups.Id,
        ["MAPPING"] = RowGroups.Mapping,
        ["MAPPING_ADVANCED"] = RowGroups.MappingAdvanced,
        ["OHLC"] = RowGroups.Ohlc,
        ["OHLC_TRADE"] = RowGroups.OhlcTrade,
        ["TRADE"] = RowGroups.Trade,
        ["VOLUME"] = RowGroups.Volume,
        ["VALUE"] = RowGroups.Value,
        ["OHLC_MESSAGE"] = RowGroups.OhlcMessage,
        ["MESSAGE"] = RowGroups.Message,
    };

    /// <summary>The groups that a request asks for.</summary>
    /// <param name="query">The request.</param>
    /// <param name="known">Those that the path has.</param>
    /// <param name="byDefault">Those of a request that names none.</param>
    public static RowGroups Read(RequestQuery query, RowGroups known, RowGroups byDefault)
    {
        IReadOnlyList<string> names = query.ListOf("groups", ByName.Keys.Where(name => known.HasFlag(ByName[name])));
        return names.Count == 0 ? byDefault : names.Aggregate(default(RowGroups), (groups, name) => groups | ByName[name]);
    }
}
