namespace CcIngest.Model;

/// <summary>
/// What an asset has several of, one row each: industries, consensus mechanisms, consensus and hashing algorithm types, earlier symbols. Source:
/// <c>/asset/v1/top/list</c>. A record of the source has the whole set of an asset, so what it no longer has is removed; what was removed or
/// changed stands in <c>cc_revisions</c>.
/// </summary>
public static class AssetMaps
{
    public static readonly Dataset Industries = Map(
        "asset-industries", "cc_asset_industries_map", "industry_name", "ASSET_INDUSTRY", "Industries of an asset.", "ASSET_INDUSTRIES",
        Column.LongText("justification").From("JUSTIFICATION"));

    public static readonly Dataset ConsensusMechanisms = Map(
        "asset-consensus-mechanisms", "cc_asset_consensus_mechanisms_map", "mechanism_name", "NAME", "Consensus mechanisms of an asset.",
        "CONSENSUS_MECHANISMS");

    public static readonly Dataset ConsensusAlgorithmTypes = Map(
        "asset-consensus-algorithm-types", "cc_asset_consensus_algorithm_types_map", "algorithm_name", "NAME",
        "Types of consensus algorithm of an asset.", "CONSENSUS_ALGORITHM_TYPES", Column.LongText("description").From("DESCRIPTION"));

    public static readonly Dataset HashingAlgorithmTypes = Map(
        "asset-hashing-algorithm-types", "cc_asset_hashing_algorithm_types_map", "algorithm_name", "NAME",
        "Types of hashing algorithm of an asset.", "HASHING_ALGORITHM_TYPES");

    public static readonly Dataset PreviousSymbols = Map(
        "asset-previous-symbols", "cc_asset_previous_symbols_map", "previous_symbol", "SYMBOL", "Symbols that an asset had before.",
        "PREVIOUS_ASSET_SYMBOLS");

    /// <summary>Ids of an asset elsewhere: one row, a column for each place. Names that have no column are not kept.</summary>
    public static readonly Dataset AlternativeIds = new Dataset("asset-alternative-ids", "cc_asset_alternative_ids",
    [
        Column.Int64("asset_id").Required().From("ID"),
        Column.Text("cmc_id").From("CMC").In("CoinMarketCap"),
        Column.Text("cg_id").From("CG").In("CoinGecko"),
        Column.Text("isin_id").From("ISIN"),
        Column.Text("valor_id").From("VALOR"),
        Column.Text("dti_id").From("DTI"),
        Column.Text("chain_id").From("CHAIN"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "asset_id")
    {
        Description = "Ids of an asset elsewhere; all null where the source has none. Earlier ones are in cc_revisions.",
        Origin = "/asset/v1/top/list, ASSET_ALTERNATIVE_IDS[].ID by its NAME",
        Since = 3,
    }.Revise("asset_id", "asset_id", "created_at");

    /// <summary>The maps whose rows are a set for each asset.</summary>
    public static IReadOnlyList<Dataset> Sets { get; } =
        [Industries, ConsensusMechanisms, ConsensusAlgorithmTypes, HashingAlgorithmTypes, PreviousSymbols];

    /// <summary>The column with the value that the asset has.</summary>
    public static int Value(Dataset set) => set.Key[^1];

    private static Dataset Map(
        string name, string table, string value, string source, string description, string list, params Column[] more) =>
        new Dataset(name, table,
        [
            Column.Int64("asset_id").Required().From("@asset"),
            Column.Text(value, 128).Required().Exactly().From(source),
            .. more,
            Column.CreatedAt(),
            Column.UpdatedAt(),
        ], "asset_id", value)
        {
            Description = $"{description} What it no longer has is in cc_revisions.",
            Origin = $"/asset/v1/top/list, {list}[]",
            Since = 3,
            Rules = [KeyRules.NotBlank(value)],
        }.Shard("asset_id").Revise("asset_id", value, "created_at");
}
