namespace CcIngest.Model;

/// <summary>Assets: <c>cc_assets</c>. Source: <c>/asset/v1/top/list</c>, groups ID, BASIC, CLASSIFICATION, DESCRIPTION_SUMMARY, PRICE, MKT_CAP, VOLUME.</summary>
public static class Assets
{
    public static readonly Dataset Dataset = new("assets", "cc_assets",
    [
        Column.Int64("asset_id").Required().From("ID"),
        Column.Text("symbol", 128).Required().From("SYMBOL").In("not unique over time"),
        Column.Text("name").Required().From("NAME"),
        Column.Text("uri").Required().From("URI"),
        Column.Text("asset_type", 64).Required().From("ASSET_TYPE"),
        Column.Text("cc_internal_type", 64).Required().From("TYPE"),
        Column.Int64("id_legacy").From("ID_LEGACY"),
        Column.Int64("id_parent_asset").From("ID_PARENT_ASSET").In("asset id"),
        Column.Int64("id_asset_issuer").From("ID_ASSET_ISSUER").In("asset id"),
        Column.Text("asset_issuer_name").From("ASSET_ISSUER_NAME"),
        Column.Text("parent_asset_symbol", 128).From("PARENT_ASSET_SYMBOL"),
        Column.DateTime("cc_created_on").Required().From("CREATED_ON"),
        Column.DateTime("cc_updated_on").From("UPDATED_ON"),
        Column.LongText("public_notice").From("PUBLIC_NOTICE"),
        Column.Text("logo_url", 1024).From("LOGO_URL"),
        Column.DateTime("launch_date").From("LAUNCH_DATE").In("UTC; before 1970 possible"),
        Column.LongText("description_summary").From("ASSET_DESCRIPTION_SUMMARY"),
        Column.Int32("decimal_points").From("ASSET_DECIMAL_POINTS").In("digits"),
        Column.Text("symbol_glyph", 64).From("ASSET_SYMBOL_GLYPH"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "asset_id")
    {
        Description = "One row per asset; the id is the key, symbols are used again.",
        Origin = "/asset/v1/top/list",
    };

    static Assets() => Dataset.Sort("symbol", "asset_id").Index("symbol");
}
