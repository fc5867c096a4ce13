namespace CcIngest.Model;

/// <summary>Venues with their grades: <c>cc_exchanges_general</c>. Source: min-api <c>/data/exchanges/general?tsym=USD</c>.</summary>
public static class ExchangesGeneral
{
    public static readonly Dataset Dataset = new("exchanges", "cc_exchanges_general",
    [
        Column.Text("exchange_api_id", 64).Required().From("@id").In("digits"),
        Column.Text("name").Required().From("Name").In("for people"),
        Column.Text("internal_name", 64).Required().From("InternalName").In("as sent, mixed case; compare in lower case"),
        Column.Text("api_url_path").From("Url").In("relative path"),
        Column.Text("logo_url_path").From("LogoUrl").In("relative path"),
        Column.Json("item_types").From("ItemType").In("array of texts"),
        Column.Text("centralization_type").From("CentralizationType"),
        Column.Double("grade_points").From("GradePoints").In("0 to 100"),
        Column.Text("grade", 16).From("Grade").In("AAA to F"),
        Column.Double("grade_points_legal").From("GradePointsSplit.Legal").In("points"),
        Column.Double("grade_points_kyc_risk").From("GradePointsSplit.KYCAndTransactionRisk").In("points"),
        Column.Double("grade_points_team").From("GradePointsSplit.Team").In("points"),
        Column.Double("grade_points_data_provision").From("GradePointsSplit.DataProvision").In("points"),
        Column.Double("grade_points_asset_quality").From("GradePointsSplit.AssetQualityAndDiversity").In("points"),
        Column.Double("grade_points_market_quality").From("GradePointsSplit.MarketQuality").In("points"),
        Column.Double("grade_points_security").From("GradePointsSplit.Security").In("points"),
        Column.Double("grade_points_neg_reports_penalty").From("GradePointsSplit.NegativeReportsPenalty").In("points"),
        Column.Text("affiliate_url", 1024).From("AffiliateURL"),
        Column.Text("country").From("Country"),
        Column.Boolean("has_orderbook").From("OrderBook"),
        Column.Boolean("has_trades").From("Trades"),
        Column.LongText("description").From("Description"),
        Column.Text("full_address", 1024).From("FullAddress"),
        Column.Boolean("is_sponsored").From("Sponsored"),
        Column.Boolean("is_recommended").From("Recommended"),
        Column.Double("rating_avg").From("Rating.Avg").In("1 to 5"),
        Column.Int32("rating_total_users").From("Rating.TotalUsers").In("users"),
        Column.Int32("sort_order").From("SortOrder"),
        Column.Double("total_volume_24h_usd").From("TOTALVOLUME24H.USD").In("USD"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "internal_name")
    {
        Description = "Venues with their grades and 24-hour volume.",
        Origin = "min-api /data/exchanges/general",
        Rules = [KeyRules.NotBlank("internal_name")],
    };

    static ExchangesGeneral() => Dataset.Sort("internal_name").Index("exchange_api_id");
}
