using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.TestSupport;

/// <summary>Builds parts of reference lists in a line.</summary>
public static class Listed
{
    private static readonly DateTime At = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The ids of the assets that instruments have as their base; any other symbol is no known asset.</summary>
    private static readonly string[] KnownAssets = ["BTC", "ETH"];

    /// <summary>The spot instruments of a venue; all of them.</summary>
    public static ReferencePart Spot(string exchange, params string[] symbols) => Spot(exchange, symbols.Select(symbol => (symbol, "ACTIVE")));

    public static ReferencePart Spot(
        string exchange, IEnumerable<(string Symbol, string Status)> instruments, DateTime? firstTrade = null, DateTime? lastTrade = null)
    {
        RowBatch rows = new(InstrumentsSpot.Dataset);
        foreach ((string symbol, string status) in instruments)
        {
            int row = rows.AddRow();
            rows.Set(row, rows.Dataset.Ordinal("exchange_internal_name"), exchange);
            rows.Set(row, rows.Dataset.Ordinal("mapped_instrument_symbol"), symbol);
            rows.Set(row, rows.Dataset.Ordinal("exchange_instrument_symbol_raw"), symbol.Replace("-", "", StringComparison.Ordinal));
            rows.Set(row, rows.Dataset.Ordinal("instrument_status_on_exchange"), status);
            rows.Set(row, rows.Dataset.Ordinal("base_asset_symbol"), symbol.Split('-')[0]);
            rows.Set(row, rows.Dataset.Ordinal("quote_asset_symbol"), symbol.Split('-')[^1]);
            if (Array.IndexOf(KnownAssets, symbol.Split('-')[0]) is >= 0 and int asset)
            {
                rows.Set(row, rows.Dataset.Ordinal("base_asset_id"), asset + 1L);
            }

            if (firstTrade is { } first)
            {
                rows.Set(row, rows.Dataset.Ordinal("first_trade_datetime"), first);
            }

            if (lastTrade is { } last)
            {
                rows.Set(row, rows.Dataset.Ordinal("last_trade_datetime"), last);
            }
        }

        return new ReferencePart { Request = $"/instruments?market={exchange}", Rows = [rows], CompleteExchange = exchange, RetrievedAt = At };
    }

    /// <summary>Venues with grades.</summary>
    public static ReferencePart Venues(params (string Name, string? Grade)[] venues)
    {
        RowBatch rows = new(ExchangesGeneral.Dataset);
        foreach ((int id, (string name, string? grade)) in venues.Index())
        {
            int row = rows.AddRow();
            rows.Set(row, rows.Dataset.Ordinal("exchange_api_id"), id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            rows.Set(row, rows.Dataset.Ordinal("name"), name);
            rows.Set(row, rows.Dataset.Ordinal("internal_name"), name);
            rows.Set(row, rows.Dataset.Ordinal("grade"), grade);
        }

        return new ReferencePart { Request = "/exchanges", Rows = [rows], RetrievedAt = At };
    }

    /// <summary>Assets, the one of the largest volume first.</summary>
    public static ReferencePart AssetsByVolume(params string[] symbols)
    {
        RowBatch assets = new(Assets.Dataset);
        RowBatch market = new(AssetMarketData.Dataset);
        foreach ((int id, string symbol) in symbols.Index())
        {
            int row = assets.AddRow();
            assets.Set(row, assets.Dataset.Ordinal("asset_id"), (long)id + 1);
            assets.Set(row, assets.Dataset.Ordinal("symbol"), symbol);
            assets.Set(row, assets.Dataset.Ordinal("name"), symbol);
            row = market.AddRow();
            market.Set(row, market.Dataset.Ordinal("asset_id"), (long)id + 1);
            market.Set(row, market.Dataset.Ordinal("snapshot_ts"), At);
            market.Set(row, market.Dataset.Ordinal("spot_moving_30_day_quote_volume_usd"), 1_000_000d - id);
        }

        return new ReferencePart { Request = "/assets", Rows = [assets, market], RetrievedAt = At };
    }
}
