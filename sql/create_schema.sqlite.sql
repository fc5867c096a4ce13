-- The whole schema of CcIngest for sqlite, version 4. Written from the dataset definitions; see docs/database_schema.md.
-- Keys: the primary key of each table is its logical key, the same columns on every engine.
-- Safe to run twice: what is there already stays as it is.
-- The file is attached as 'market': sqlite3 :memory: "ATTACH 'ccingest.db' AS market" ".read create_schema.sqlite.sql"

-- cc_exchanges_general: Venues with their grades and 24-hour volume. Key: internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchanges_general" (
    "exchange_api_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "internal_name" TEXT NOT NULL CHECK (typeof("internal_name") = 'text'),
    "api_url_path" TEXT,
    "logo_url_path" TEXT,
    "item_types" TEXT,
    "centralization_type" TEXT,
    "grade_points" REAL CHECK (typeof("grade_points") IN ('real', 'null')),
    "grade" TEXT,
    "grade_points_legal" REAL CHECK (typeof("grade_points_legal") IN ('real', 'null')),
    "grade_points_kyc_risk" REAL CHECK (typeof("grade_points_kyc_risk") IN ('real', 'null')),
    "grade_points_team" REAL CHECK (typeof("grade_points_team") IN ('real', 'null')),
    "grade_points_data_provision" REAL CHECK (typeof("grade_points_data_provision") IN ('real', 'null')),
    "grade_points_asset_quality" REAL CHECK (typeof("grade_points_asset_quality") IN ('real', 'null')),
    "grade_points_market_quality" REAL CHECK (typeof("grade_points_market_quality") IN ('real', 'null')),
    "grade_points_security" REAL CHECK (typeof("grade_points_security") IN ('real', 'null')),
    "grade_points_neg_reports_penalty" REAL CHECK (typeof("grade_points_neg_reports_penalty") IN ('real', 'null')),
    "affiliate_url" TEXT,
    "country" TEXT,
    "has_orderbook" INTEGER CHECK (typeof("has_orderbook") IN ('integer', 'null')),
    "has_trades" INTEGER CHECK (typeof("has_trades") IN ('integer', 'null')),
    "description" TEXT,
    "full_address" TEXT,
    "is_sponsored" INTEGER CHECK (typeof("is_sponsored") IN ('integer', 'null')),
    "is_recommended" INTEGER CHECK (typeof("is_recommended") IN ('integer', 'null')),
    "rating_avg" REAL CHECK (typeof("rating_avg") IN ('real', 'null')),
    "rating_total_users" INTEGER CHECK (typeof("rating_total_users") IN ('integer', 'null')),
    "sort_order" INTEGER CHECK (typeof("sort_order") IN ('integer', 'null')),
    "total_volume_24h_usd" REAL CHECK (typeof("total_volume_24h_usd") IN ('real', 'null')),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("internal_name")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_exchanges_general_exchange_api_id" ON "cc_exchanges_general" ("exchange_api_id");

-- cc_exchange_spot_details: One current row per spot venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchange_spot_details" (
    "exchange_internal_name" TEXT NOT NULL CHECK (typeof("exchange_internal_name") = 'text'),
    "api_exchange_type" TEXT,
    "exchange_status" TEXT,
    "mapped_instruments_total" INTEGER CHECK (typeof("mapped_instruments_total") IN ('integer', 'null')),
    "unmapped_instruments_total" INTEGER CHECK (typeof("unmapped_instruments_total") IN ('integer', 'null')),
    "instruments_active_count" INTEGER CHECK (typeof("instruments_active_count") IN ('integer', 'null')),
    "instruments_ignored_count" INTEGER CHECK (typeof("instruments_ignored_count") IN ('integer', 'null')),
    "instruments_retired_count" INTEGER CHECK (typeof("instruments_retired_count") IN ('integer', 'null')),
    "instruments_expired_count" INTEGER CHECK (typeof("instruments_expired_count") IN ('integer', 'null')),
    "instruments_retired_unmapped_count" INTEGER CHECK (typeof("instruments_retired_unmapped_count") IN ('integer', 'null')),
    "total_trades_exchange_level" INTEGER CHECK (typeof("total_trades_exchange_level") IN ('integer', 'null')),
    "has_orderbook_l2_snapshots" INTEGER CHECK (typeof("has_orderbook_l2_snapshots") IN ('integer', 'null')),
    "api_data_retrieved_datetime" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange_internal_name")
) WITHOUT ROWID;

-- cc_instruments_spot: Spot instruments of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_instruments_spot" (
    "exchange_internal_name" TEXT NOT NULL CHECK (typeof("exchange_internal_name") = 'text'),
    "mapped_instrument_symbol" TEXT NOT NULL CHECK (typeof("mapped_instrument_symbol") = 'text'),
    "api_instrument_type" TEXT,
    "instrument_status_on_exchange" TEXT,
    "exchange_instrument_symbol_raw" TEXT,
    "base_asset_symbol" TEXT,
    "base_asset_id" INTEGER CHECK (typeof("base_asset_id") IN ('integer', 'null')),
    "quote_asset_symbol" TEXT,
    "quote_asset_id" INTEGER CHECK (typeof("quote_asset_id") IN ('integer', 'null')),
    "transform_function" TEXT,
    "instrument_mapping_created_datetime" TEXT,
    "has_trades" INTEGER CHECK (typeof("has_trades") IN ('integer', 'null')),
    "first_trade_datetime" TEXT,
    "last_trade_datetime" TEXT,
    "total_trades_instrument_level" INTEGER CHECK (typeof("total_trades_instrument_level") IN ('integer', 'null')),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange_internal_name", "mapped_instrument_symbol")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_instruments_spot_mapped_instrument_symbol" ON "cc_instruments_spot" ("mapped_instrument_symbol");

-- cc_exchanges_futures_details: One current row per futures venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchanges_futures_details" (
    "exchange_internal_name" TEXT NOT NULL CHECK (typeof("exchange_internal_name") = 'text'),
    "api_exchange_type" TEXT,
    "exchange_status" TEXT,
    "mapped_instruments_total" INTEGER CHECK (typeof("mapped_instruments_total") IN ('integer', 'null')),
    "unmapped_instruments_total" INTEGER CHECK (typeof("unmapped_instruments_total") IN ('integer', 'null')),
    "instruments_active_count" INTEGER CHECK (typeof("instruments_active_count") IN ('integer', 'null')),
    "instruments_ignored_count" INTEGER CHECK (typeof("instruments_ignored_count") IN ('integer', 'null')),
    "instruments_retired_count" INTEGER CHECK (typeof("instruments_retired_count") IN ('integer', 'null')),
    "instruments_expired_count" INTEGER CHECK (typeof("instruments_expired_count") IN ('integer', 'null')),
    "instruments_retired_unmapped_count" INTEGER CHECK (typeof("instruments_retired_unmapped_count") IN ('integer', 'null')),
    "total_trades_exchange_level" INTEGER CHECK (typeof("total_trades_exchange_level") IN ('integer', 'null')),
    "total_open_interest_updates" INTEGER CHECK (typeof("total_open_interest_updates") IN ('integer', 'null')),
    "total_funding_rate_updates" INTEGER CHECK (typeof("total_funding_rate_updates") IN ('integer', 'null')),
    "has_orderbook_l2_snapshots" INTEGER CHECK (typeof("has_orderbook_l2_snapshots") IN ('integer', 'null')),
    "api_data_retrieved_datetime" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange_internal_name")
) WITHOUT ROWID;

-- cc_instruments_futures: Futures contracts of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_instruments_futures" (
    "exchange_internal_name" TEXT NOT NULL CHECK (typeof("exchange_internal_name") = 'text'),
    "mapped_instrument_symbol" TEXT NOT NULL CHECK (typeof("mapped_instrument_symbol") = 'text'),
    "api_instrument_type" TEXT,
    "instrument_status_on_exchange" TEXT,
    "exchange_instrument_symbol_raw" TEXT,
    "index_underlying_symbol" TEXT,
    "index_underlying_id" INTEGER CHECK (typeof("index_underlying_id") IN ('integer', 'null')),
    "quote_currency_symbol" TEXT,
    "quote_currency_id" INTEGER CHECK (typeof("quote_currency_id") IN ('integer', 'null')),
    "settlement_currency_symbol" TEXT,
    "settlement_currency_id" INTEGER CHECK (typeof("settlement_currency_id") IN ('integer', 'null')),
    "contract_currency_symbol" TEXT,
    "contract_currency_id" INTEGER CHECK (typeof("contract_currency_id") IN ('integer', 'null')),
    "denomination_type" TEXT,
    "transform_function" TEXT,
    "instrument_mapping_created_datetime" TEXT,
    "has_trades" INTEGER CHECK (typeof("has_trades") IN ('integer', 'null')),
    "first_trade_datetime" TEXT,
    "last_trade_datetime" TEXT,
    "total_trades_instrument_level" INTEGER CHECK (typeof("total_trades_instrument_level") IN ('integer', 'null')),
    "has_funding_rate_updates" INTEGER CHECK (typeof("has_funding_rate_updates") IN ('integer', 'null')),
    "first_funding_rate_update_datetime" TEXT,
    "last_funding_rate_update_datetime" TEXT,
    "total_funding_rate_updates" INTEGER CHECK (typeof("total_funding_rate_updates") IN ('integer', 'null')),
    "has_open_interest_updates" INTEGER CHECK (typeof("has_open_interest_updates") IN ('integer', 'null')),
    "first_open_interest_update_datetime" TEXT,
    "last_open_interest_update_datetime" TEXT,
    "total_open_interest_updates" INTEGER CHECK (typeof("total_open_interest_updates") IN ('integer', 'null')),
    "contract_expiration_datetime" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange_internal_name", "mapped_instrument_symbol")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_instruments_futures_mapped_instrument_symbol" ON "cc_instruments_futures" ("mapped_instrument_symbol");

-- cc_assets: One row per asset; the id is the key, symbols are used again. Key: asset_id.
CREATE TABLE IF NOT EXISTS "market"."cc_assets" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uri" TEXT NOT NULL,
    "asset_type" TEXT NOT NULL,
    "cc_internal_type" TEXT NOT NULL,
    "id_legacy" INTEGER CHECK (typeof("id_legacy") IN ('integer', 'null')),
    "id_parent_asset" INTEGER CHECK (typeof("id_parent_asset") IN ('integer', 'null')),
    "id_asset_issuer" INTEGER CHECK (typeof("id_asset_issuer") IN ('integer', 'null')),
    "asset_issuer_name" TEXT,
    "parent_asset_symbol" TEXT,
    "cc_created_on" TEXT NOT NULL,
    "cc_updated_on" TEXT,
    "public_notice" TEXT,
    "logo_url" TEXT,
    "launch_date" TEXT,
    "description_summary" TEXT,
    "decimal_points" INTEGER CHECK (typeof("decimal_points") IN ('integer', 'null')),
    "symbol_glyph" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_assets_symbol" ON "cc_assets" ("symbol");

-- cc_asset_market_data: Price, market capitalisation and volume of an asset at the time of its price. An asset without a price has no row. Key: asset_id, snapshot_ts.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_market_data" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "snapshot_ts" TEXT NOT NULL CHECK (typeof("snapshot_ts") = 'text'),
    "price_usd" REAL CHECK (typeof("price_usd") IN ('real', 'null')),
    "price_usd_source" TEXT,
    "mkt_cap_penalty" REAL CHECK (typeof("mkt_cap_penalty") IN ('real', 'null')),
    "circulating_mkt_cap_usd" REAL CHECK (typeof("circulating_mkt_cap_usd") IN ('real', 'null')),
    "total_mkt_cap_usd" REAL CHECK (typeof("total_mkt_cap_usd") IN ('real', 'null')),
    "spot_moving_24_hour_quote_volume_top_tier_usd" REAL CHECK (typeof("spot_moving_24_hour_quote_volume_top_tier_usd") IN ('real', 'null')),
    "spot_moving_24_hour_quote_volume_usd" REAL CHECK (typeof("spot_moving_24_hour_quote_volume_usd") IN ('real', 'null')),
    "spot_moving_7_day_quote_volume_top_tier_usd" REAL CHECK (typeof("spot_moving_7_day_quote_volume_top_tier_usd") IN ('real', 'null')),
    "spot_moving_7_day_quote_volume_usd" REAL CHECK (typeof("spot_moving_7_day_quote_volume_usd") IN ('real', 'null')),
    "spot_moving_30_day_quote_volume_top_tier_usd" REAL CHECK (typeof("spot_moving_30_day_quote_volume_top_tier_usd") IN ('real', 'null')),
    "spot_moving_30_day_quote_volume_usd" REAL CHECK (typeof("spot_moving_30_day_quote_volume_usd") IN ('real', 'null')),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "snapshot_ts")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_asset_market_data_snapshot_ts" ON "cc_asset_market_data" ("snapshot_ts");

-- cc_asset_alternative_ids: Ids of an asset elsewhere; all null where the source has none. Earlier ones are in cc_revisions. Key: asset_id.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_alternative_ids" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "cmc_id" TEXT,
    "cg_id" TEXT,
    "isin_id" TEXT,
    "valor_id" TEXT,
    "dti_id" TEXT,
    "chain_id" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id")
) WITHOUT ROWID;

-- cc_asset_industries_map: Industries of an asset. What it no longer has is in cc_revisions. Key: asset_id, industry_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_industries_map" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "industry_name" TEXT NOT NULL CHECK (typeof("industry_name") = 'text'),
    "justification" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "industry_name")
) WITHOUT ROWID;

-- cc_asset_consensus_mechanisms_map: Consensus mechanisms of an asset. What it no longer has is in cc_revisions. Key: asset_id, mechanism_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_consensus_mechanisms_map" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "mechanism_name" TEXT NOT NULL CHECK (typeof("mechanism_name") = 'text'),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "mechanism_name")
) WITHOUT ROWID;

-- cc_asset_consensus_algorithm_types_map: Types of consensus algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_consensus_algorithm_types_map" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "algorithm_name" TEXT NOT NULL CHECK (typeof("algorithm_name") = 'text'),
    "description" TEXT,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "algorithm_name")
) WITHOUT ROWID;

-- cc_asset_hashing_algorithm_types_map: Types of hashing algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_hashing_algorithm_types_map" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "algorithm_name" TEXT NOT NULL CHECK (typeof("algorithm_name") = 'text'),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "algorithm_name")
) WITHOUT ROWID;

-- cc_asset_previous_symbols_map: Symbols that an asset had before. What it no longer has is in cc_revisions. Key: asset_id, previous_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_previous_symbols_map" (
    "asset_id" INTEGER NOT NULL CHECK (typeof("asset_id") = 'integer'),
    "previous_symbol" TEXT NOT NULL CHECK (typeof("previous_symbol") = 'text'),
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("asset_id", "previous_symbol")
) WITHOUT ROWID;

-- cc_ohlcv_spot_1d_raw: One row per 1d period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1d_raw" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "symbol" TEXT,
    "base" TEXT,
    "quote" TEXT,
    "base_id" INTEGER CHECK (typeof("base_id") IN ('integer', 'null')),
    "quote_id" INTEGER CHECK (typeof("quote_id") IN ('integer', 'null')),
    "transform_function" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
) WITHOUT ROWID;

-- cc_ohlcv_spot_1h_raw: One row per 1h period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1h_raw" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "symbol" TEXT,
    "base" TEXT,
    "quote" TEXT,
    "base_id" INTEGER CHECK (typeof("base_id") IN ('integer', 'null')),
    "quote_id" INTEGER CHECK (typeof("quote_id") IN ('integer', 'null')),
    "transform_function" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
) WITHOUT ROWID;

-- cc_ohlcv_spot_1m_raw: One row per 1m period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1m_raw" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "symbol" TEXT,
    "base" TEXT,
    "quote" TEXT,
    "base_id" INTEGER CHECK (typeof("base_id") IN ('integer', 'null')),
    "quote_id" INTEGER CHECK (typeof("quote_id") IN ('integer', 'null')),
    "transform_function" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
) WITHOUT ROWID;

-- cc_futures_ohlcv_1d: One row per 1d period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1d" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "number_of_contracts" INTEGER CHECK (typeof("number_of_contracts") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_ohlcv_1h: One row per 1h period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1h" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "number_of_contracts" INTEGER CHECK (typeof("number_of_contracts") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_ohlcv_1m: One row per 1m period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1m" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "number_of_contracts" INTEGER CHECK (typeof("number_of_contracts") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_buy" REAL CHECK (typeof("volume_buy") IN ('real', 'null')),
    "quote_volume_buy" REAL CHECK (typeof("quote_volume_buy") IN ('real', 'null')),
    "volume_sell" REAL CHECK (typeof("volume_sell") IN ('real', 'null')),
    "quote_volume_sell" REAL CHECK (typeof("quote_volume_sell") IN ('real', 'null')),
    "volume_unknown" REAL CHECK (typeof("volume_unknown") IN ('real', 'null')),
    "quote_volume_unknown" REAL CHECK (typeof("quote_volume_unknown") IN ('real', 'null')),
    "total_trades" INTEGER CHECK (typeof("total_trades") IN ('integer', 'null')),
    "total_trades_buy" INTEGER CHECK (typeof("total_trades_buy") IN ('integer', 'null')),
    "total_trades_sell" INTEGER CHECK (typeof("total_trades_sell") IN ('integer', 'null')),
    "total_trades_unknown" INTEGER CHECK (typeof("total_trades_unknown") IN ('integer', 'null')),
    "first_trade_timestamp" TEXT,
    "last_trade_timestamp" TEXT,
    "first_trade_price" REAL CHECK (typeof("first_trade_price") IN ('real', 'null')),
    "high_trade_price" REAL CHECK (typeof("high_trade_price") IN ('real', 'null')),
    "high_trade_timestamp" TEXT,
    "low_trade_price" REAL CHECK (typeof("low_trade_price") IN ('real', 'null')),
    "low_trade_timestamp" TEXT,
    "last_trade_price" REAL CHECK (typeof("last_trade_price") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_funding_rate_ohlc_1d: One row per 1d period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1d" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "interval_ms" INTEGER CHECK (typeof("interval_ms") IN ('integer', 'null')),
    "open_fr" REAL CHECK (typeof("open_fr") IN ('real', 'null')),
    "high_fr" REAL CHECK (typeof("high_fr") IN ('real', 'null')),
    "low_fr" REAL CHECK (typeof("low_fr") IN ('real', 'null')),
    "close_fr" REAL CHECK (typeof("close_fr") IN ('real', 'null')),
    "total_funding_rate_updates" INTEGER CHECK (typeof("total_funding_rate_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_funding_rate_ohlc_1h: One row per 1h period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1h" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "interval_ms" INTEGER CHECK (typeof("interval_ms") IN ('integer', 'null')),
    "open_fr" REAL CHECK (typeof("open_fr") IN ('real', 'null')),
    "high_fr" REAL CHECK (typeof("high_fr") IN ('real', 'null')),
    "low_fr" REAL CHECK (typeof("low_fr") IN ('real', 'null')),
    "close_fr" REAL CHECK (typeof("close_fr") IN ('real', 'null')),
    "total_funding_rate_updates" INTEGER CHECK (typeof("total_funding_rate_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_funding_rate_ohlc_1m: One row per 1m period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1m" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "interval_ms" INTEGER CHECK (typeof("interval_ms") IN ('integer', 'null')),
    "open_fr" REAL CHECK (typeof("open_fr") IN ('real', 'null')),
    "high_fr" REAL CHECK (typeof("high_fr") IN ('real', 'null')),
    "low_fr" REAL CHECK (typeof("low_fr") IN ('real', 'null')),
    "close_fr" REAL CHECK (typeof("close_fr") IN ('real', 'null')),
    "total_funding_rate_updates" INTEGER CHECK (typeof("total_funding_rate_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_open_interest_ohlc_1d: One row per 1d period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1d" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open_oi_contracts" REAL CHECK (typeof("open_oi_contracts") IN ('real', 'null')),
    "high_oi_contracts" REAL CHECK (typeof("high_oi_contracts") IN ('real', 'null')),
    "low_oi_contracts" REAL CHECK (typeof("low_oi_contracts") IN ('real', 'null')),
    "close_oi_contracts" REAL CHECK (typeof("close_oi_contracts") IN ('real', 'null')),
    "open_oi_quote" REAL CHECK (typeof("open_oi_quote") IN ('real', 'null')),
    "high_oi_quote" REAL CHECK (typeof("high_oi_quote") IN ('real', 'null')),
    "low_oi_quote" REAL CHECK (typeof("low_oi_quote") IN ('real', 'null')),
    "close_oi_quote" REAL CHECK (typeof("close_oi_quote") IN ('real', 'null')),
    "open_mark_price" REAL CHECK (typeof("open_mark_price") IN ('real', 'null')),
    "high_oi_mark_price" REAL CHECK (typeof("high_oi_mark_price") IN ('real', 'null')),
    "high_mark_price" REAL CHECK (typeof("high_mark_price") IN ('real', 'null')),
    "high_mark_price_oi" REAL CHECK (typeof("high_mark_price_oi") IN ('real', 'null')),
    "high_quote_mark_price" REAL CHECK (typeof("high_quote_mark_price") IN ('real', 'null')),
    "low_oi_mark_price" REAL CHECK (typeof("low_oi_mark_price") IN ('real', 'null')),
    "low_mark_price" REAL CHECK (typeof("low_mark_price") IN ('real', 'null')),
    "low_mark_price_oi" REAL CHECK (typeof("low_mark_price_oi") IN ('real', 'null')),
    "low_quote_mark_price" REAL CHECK (typeof("low_quote_mark_price") IN ('real', 'null')),
    "close_mark_price" REAL CHECK (typeof("close_mark_price") IN ('real', 'null')),
    "total_open_interest_updates" INTEGER CHECK (typeof("total_open_interest_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_open_interest_ohlc_1h: One row per 1h period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1h" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open_oi_contracts" REAL CHECK (typeof("open_oi_contracts") IN ('real', 'null')),
    "high_oi_contracts" REAL CHECK (typeof("high_oi_contracts") IN ('real', 'null')),
    "low_oi_contracts" REAL CHECK (typeof("low_oi_contracts") IN ('real', 'null')),
    "close_oi_contracts" REAL CHECK (typeof("close_oi_contracts") IN ('real', 'null')),
    "open_oi_quote" REAL CHECK (typeof("open_oi_quote") IN ('real', 'null')),
    "high_oi_quote" REAL CHECK (typeof("high_oi_quote") IN ('real', 'null')),
    "low_oi_quote" REAL CHECK (typeof("low_oi_quote") IN ('real', 'null')),
    "close_oi_quote" REAL CHECK (typeof("close_oi_quote") IN ('real', 'null')),
    "open_mark_price" REAL CHECK (typeof("open_mark_price") IN ('real', 'null')),
    "high_oi_mark_price" REAL CHECK (typeof("high_oi_mark_price") IN ('real', 'null')),
    "high_mark_price" REAL CHECK (typeof("high_mark_price") IN ('real', 'null')),
    "high_mark_price_oi" REAL CHECK (typeof("high_mark_price_oi") IN ('real', 'null')),
    "high_quote_mark_price" REAL CHECK (typeof("high_quote_mark_price") IN ('real', 'null')),
    "low_oi_mark_price" REAL CHECK (typeof("low_oi_mark_price") IN ('real', 'null')),
    "low_mark_price" REAL CHECK (typeof("low_mark_price") IN ('real', 'null')),
    "low_mark_price_oi" REAL CHECK (typeof("low_mark_price_oi") IN ('real', 'null')),
    "low_quote_mark_price" REAL CHECK (typeof("low_quote_mark_price") IN ('real', 'null')),
    "close_mark_price" REAL CHECK (typeof("close_mark_price") IN ('real', 'null')),
    "total_open_interest_updates" INTEGER CHECK (typeof("total_open_interest_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_futures_open_interest_ohlc_1m: One row per 1m period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1m" (
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "instrument" TEXT NOT NULL CHECK (typeof("instrument") = 'text'),
    "mapped_instrument" TEXT,
    "type" TEXT,
    "index_underlying" TEXT,
    "quote_currency" TEXT,
    "settlement_currency" TEXT,
    "contract_currency" TEXT,
    "denomination_type" TEXT,
    "open_oi_contracts" REAL CHECK (typeof("open_oi_contracts") IN ('real', 'null')),
    "high_oi_contracts" REAL CHECK (typeof("high_oi_contracts") IN ('real', 'null')),
    "low_oi_contracts" REAL CHECK (typeof("low_oi_contracts") IN ('real', 'null')),
    "close_oi_contracts" REAL CHECK (typeof("close_oi_contracts") IN ('real', 'null')),
    "open_oi_quote" REAL CHECK (typeof("open_oi_quote") IN ('real', 'null')),
    "high_oi_quote" REAL CHECK (typeof("high_oi_quote") IN ('real', 'null')),
    "low_oi_quote" REAL CHECK (typeof("low_oi_quote") IN ('real', 'null')),
    "close_oi_quote" REAL CHECK (typeof("close_oi_quote") IN ('real', 'null')),
    "open_mark_price" REAL CHECK (typeof("open_mark_price") IN ('real', 'null')),
    "high_oi_mark_price" REAL CHECK (typeof("high_oi_mark_price") IN ('real', 'null')),
    "high_mark_price" REAL CHECK (typeof("high_mark_price") IN ('real', 'null')),
    "high_mark_price_oi" REAL CHECK (typeof("high_mark_price_oi") IN ('real', 'null')),
    "high_quote_mark_price" REAL CHECK (typeof("high_quote_mark_price") IN ('real', 'null')),
    "low_oi_mark_price" REAL CHECK (typeof("low_oi_mark_price") IN ('real', 'null')),
    "low_mark_price" REAL CHECK (typeof("low_mark_price") IN ('real', 'null')),
    "low_mark_price_oi" REAL CHECK (typeof("low_mark_price_oi") IN ('real', 'null')),
    "low_quote_mark_price" REAL CHECK (typeof("low_quote_mark_price") IN ('real', 'null')),
    "close_mark_price" REAL CHECK (typeof("close_mark_price") IN ('real', 'null')),
    "total_open_interest_updates" INTEGER CHECK (typeof("total_open_interest_updates") IN ('integer', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
) WITHOUT ROWID;

-- cc_ohlcv_spot_indices_1d_raw: One row per 1d period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1d_raw" (
    "unit" TEXT,
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "type" TEXT,
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "asset" TEXT NOT NULL CHECK (typeof("asset") = 'text'),
    "quote" TEXT NOT NULL CHECK (typeof("quote") = 'text'),
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_message_timestamp" TEXT,
    "last_message_timestamp" TEXT,
    "first_message_value" REAL CHECK (typeof("first_message_value") IN ('real', 'null')),
    "high_message_value" REAL CHECK (typeof("high_message_value") IN ('real', 'null')),
    "high_message_timestamp" TEXT,
    "low_message_value" REAL CHECK (typeof("low_message_value") IN ('real', 'null')),
    "low_message_timestamp" TEXT,
    "last_message_value" REAL CHECK (typeof("last_message_value") IN ('real', 'null')),
    "total_index_updates" INTEGER CHECK (typeof("total_index_updates") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_top_tier" REAL CHECK (typeof("volume_top_tier") IN ('real', 'null')),
    "quote_volume_top_tier" REAL CHECK (typeof("quote_volume_top_tier") IN ('real', 'null')),
    "volume_direct" REAL CHECK (typeof("volume_direct") IN ('real', 'null')),
    "quote_volume_direct" REAL CHECK (typeof("quote_volume_direct") IN ('real', 'null')),
    "volume_top_tier_direct" REAL CHECK (typeof("volume_top_tier_direct") IN ('real', 'null')),
    "quote_volume_top_tier_direct" REAL CHECK (typeof("quote_volume_top_tier_direct") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
) WITHOUT ROWID;

-- cc_ohlcv_spot_indices_1h_raw: One row per 1h period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1h_raw" (
    "unit" TEXT,
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "type" TEXT,
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "asset" TEXT NOT NULL CHECK (typeof("asset") = 'text'),
    "quote" TEXT NOT NULL CHECK (typeof("quote") = 'text'),
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_message_timestamp" TEXT,
    "last_message_timestamp" TEXT,
    "first_message_value" REAL CHECK (typeof("first_message_value") IN ('real', 'null')),
    "high_message_value" REAL CHECK (typeof("high_message_value") IN ('real', 'null')),
    "high_message_timestamp" TEXT,
    "low_message_value" REAL CHECK (typeof("low_message_value") IN ('real', 'null')),
    "low_message_timestamp" TEXT,
    "last_message_value" REAL CHECK (typeof("last_message_value") IN ('real', 'null')),
    "total_index_updates" INTEGER CHECK (typeof("total_index_updates") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_top_tier" REAL CHECK (typeof("volume_top_tier") IN ('real', 'null')),
    "quote_volume_top_tier" REAL CHECK (typeof("quote_volume_top_tier") IN ('real', 'null')),
    "volume_direct" REAL CHECK (typeof("volume_direct") IN ('real', 'null')),
    "quote_volume_direct" REAL CHECK (typeof("quote_volume_direct") IN ('real', 'null')),
    "volume_top_tier_direct" REAL CHECK (typeof("volume_top_tier_direct") IN ('real', 'null')),
    "quote_volume_top_tier_direct" REAL CHECK (typeof("quote_volume_top_tier_direct") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
) WITHOUT ROWID;

-- cc_ohlcv_spot_indices_1m_raw: One row per 1m period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1m_raw" (
    "unit" TEXT,
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "type" TEXT,
    "market" TEXT NOT NULL CHECK (typeof("market") = 'text'),
    "asset" TEXT NOT NULL CHECK (typeof("asset") = 'text'),
    "quote" TEXT NOT NULL CHECK (typeof("quote") = 'text'),
    "open" REAL CHECK (typeof("open") IN ('real', 'null')),
    "high" REAL CHECK (typeof("high") IN ('real', 'null')),
    "low" REAL CHECK (typeof("low") IN ('real', 'null')),
    "close" REAL CHECK (typeof("close") IN ('real', 'null')),
    "first_message_timestamp" TEXT,
    "last_message_timestamp" TEXT,
    "first_message_value" REAL CHECK (typeof("first_message_value") IN ('real', 'null')),
    "high_message_value" REAL CHECK (typeof("high_message_value") IN ('real', 'null')),
    "high_message_timestamp" TEXT,
    "low_message_value" REAL CHECK (typeof("low_message_value") IN ('real', 'null')),
    "low_message_timestamp" TEXT,
    "last_message_value" REAL CHECK (typeof("last_message_value") IN ('real', 'null')),
    "total_index_updates" INTEGER CHECK (typeof("total_index_updates") IN ('integer', 'null')),
    "volume" REAL CHECK (typeof("volume") IN ('real', 'null')),
    "quote_volume" REAL CHECK (typeof("quote_volume") IN ('real', 'null')),
    "volume_top_tier" REAL CHECK (typeof("volume_top_tier") IN ('real', 'null')),
    "quote_volume_top_tier" REAL CHECK (typeof("quote_volume_top_tier") IN ('real', 'null')),
    "volume_direct" REAL CHECK (typeof("volume_direct") IN ('real', 'null')),
    "quote_volume_direct" REAL CHECK (typeof("quote_volume_direct") IN ('real', 'null')),
    "volume_top_tier_direct" REAL CHECK (typeof("volume_top_tier_direct") IN ('real', 'null')),
    "quote_volume_top_tier_direct" REAL CHECK (typeof("quote_volume_top_tier_direct") IN ('real', 'null')),
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
) WITHOUT ROWID;

-- symbols: Symbols of exchanges in native and standard names; one that is no longer listed stays, as VANISHED. Earlier values are in cc_revisions. Key: exchange, native_symbol.
CREATE TABLE IF NOT EXISTS "market"."symbols" (
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "native_symbol" TEXT NOT NULL CHECK (typeof("native_symbol") = 'text'),
    "standard_symbol" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "native_status" TEXT,
    "listing_time" TEXT,
    "delivery_time" TEXT,
    "tick_size" TEXT,
    "lot_size" TEXT,
    "contract_size" TEXT,
    "first_seen" TEXT NOT NULL,
    "last_seen" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_symbols_standard_symbol" ON "symbols" ("standard_symbol");

-- klines: One row per period, exchange and native symbol with trades, as the exchange gives it: decimals exact, never a double. Key: exchange, native_symbol, interval, open_time.
CREATE TABLE IF NOT EXISTS "market"."klines" (
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "native_symbol" TEXT NOT NULL CHECK (typeof("native_symbol") = 'text'),
    "interval" TEXT NOT NULL CHECK (typeof("interval") = 'text'),
    "open_time" TEXT NOT NULL CHECK (typeof("open_time") = 'text'),
    "open" TEXT NOT NULL,
    "high" TEXT NOT NULL,
    "low" TEXT NOT NULL,
    "close" TEXT NOT NULL,
    "volume" TEXT NOT NULL,
    "quote_volume" TEXT,
    "trades" INTEGER CHECK (typeof("trades") IN ('integer', 'null')),
    "taker_buy_volume" TEXT,
    "taker_buy_quote_volume" TEXT,
    "vwap" TEXT,
    "collected_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "interval", "open_time")
) WITHOUT ROWID;

-- order_book_snapshots: One row per snapshot of an order book: bids and asks as the exchange wrote them, never a double. Ticks without a snapshot are in cc_missed_ticks. Key: exchange, native_symbol, retrieved_at, last_update_id.
CREATE TABLE IF NOT EXISTS "market"."order_book_snapshots" (
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "native_symbol" TEXT NOT NULL CHECK (typeof("native_symbol") = 'text'),
    "retrieved_at" TEXT NOT NULL CHECK (typeof("retrieved_at") = 'text'),
    "last_update_id" INTEGER NOT NULL CHECK (typeof("last_update_id") = 'integer'),
    "exchange_ts" TEXT,
    "received_at" TEXT NOT NULL,
    "tick_at" TEXT NOT NULL,
    "depth" INTEGER NOT NULL CHECK (typeof("depth") = 'integer'),
    "bids" TEXT NOT NULL,
    "asks" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "retrieved_at", "last_update_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_order_book_snapshots_retrieved_at" ON "order_book_snapshots" ("retrieved_at");

-- cc_rate_limit_status: The limits of the key as the API stated them, before, during and after each run. Key: run_id, sequence.
CREATE TABLE IF NOT EXISTS "market"."cc_rate_limit_status" (
    "run_id" TEXT NOT NULL CHECK (typeof("run_id") = 'text'),
    "sequence" INTEGER NOT NULL CHECK (typeof("sequence") = 'integer'),
    "timestamp" TEXT NOT NULL,
    "use_case" TEXT NOT NULL,
    "record_timing" TEXT NOT NULL,
    "api_key_used_second" INTEGER CHECK (typeof("api_key_used_second") IN ('integer', 'null')),
    "api_key_used_minute" INTEGER CHECK (typeof("api_key_used_minute") IN ('integer', 'null')),
    "api_key_used_hour" INTEGER CHECK (typeof("api_key_used_hour") IN ('integer', 'null')),
    "api_key_used_day" INTEGER CHECK (typeof("api_key_used_day") IN ('integer', 'null')),
    "api_key_used_month" INTEGER CHECK (typeof("api_key_used_month") IN ('integer', 'null')),
    "api_key_max_second" INTEGER CHECK (typeof("api_key_max_second") IN ('integer', 'null')),
    "api_key_max_minute" INTEGER CHECK (typeof("api_key_max_minute") IN ('integer', 'null')),
    "api_key_max_hour" INTEGER CHECK (typeof("api_key_max_hour") IN ('integer', 'null')),
    "api_key_max_day" INTEGER CHECK (typeof("api_key_max_day") IN ('integer', 'null')),
    "api_key_max_month" INTEGER CHECK (typeof("api_key_max_month") IN ('integer', 'null')),
    "api_key_remaining_second" INTEGER CHECK (typeof("api_key_remaining_second") IN ('integer', 'null')),
    "api_key_remaining_minute" INTEGER CHECK (typeof("api_key_remaining_minute") IN ('integer', 'null')),
    "api_key_remaining_hour" INTEGER CHECK (typeof("api_key_remaining_hour") IN ('integer', 'null')),
    "api_key_remaining_day" INTEGER CHECK (typeof("api_key_remaining_day") IN ('integer', 'null')),
    "api_key_remaining_month" INTEGER CHECK (typeof("api_key_remaining_month") IN ('integer', 'null')),
    "auth_key_used_second" INTEGER CHECK (typeof("auth_key_used_second") IN ('integer', 'null')),
    "auth_key_used_minute" INTEGER CHECK (typeof("auth_key_used_minute") IN ('integer', 'null')),
    "auth_key_used_hour" INTEGER CHECK (typeof("auth_key_used_hour") IN ('integer', 'null')),
    "auth_key_used_day" INTEGER CHECK (typeof("auth_key_used_day") IN ('integer', 'null')),
    "auth_key_used_month" INTEGER CHECK (typeof("auth_key_used_month") IN ('integer', 'null')),
    "auth_key_max_second" INTEGER CHECK (typeof("auth_key_max_second") IN ('integer', 'null')),
    "auth_key_max_minute" INTEGER CHECK (typeof("auth_key_max_minute") IN ('integer', 'null')),
    "auth_key_max_hour" INTEGER CHECK (typeof("auth_key_max_hour") IN ('integer', 'null')),
    "auth_key_max_day" INTEGER CHECK (typeof("auth_key_max_day") IN ('integer', 'null')),
    "auth_key_max_month" INTEGER CHECK (typeof("auth_key_max_month") IN ('integer', 'null')),
    "auth_key_remaining_second" INTEGER CHECK (typeof("auth_key_remaining_second") IN ('integer', 'null')),
    "auth_key_remaining_minute" INTEGER CHECK (typeof("auth_key_remaining_minute") IN ('integer', 'null')),
    "auth_key_remaining_hour" INTEGER CHECK (typeof("auth_key_remaining_hour") IN ('integer', 'null')),
    "auth_key_remaining_day" INTEGER CHECK (typeof("auth_key_remaining_day") IN ('integer', 'null')),
    "auth_key_remaining_month" INTEGER CHECK (typeof("auth_key_remaining_month") IN ('integer', 'null')),
    PRIMARY KEY ("run_id", "sequence")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_rate_limit_status_timestamp" ON "cc_rate_limit_status" ("timestamp");

-- cc_runs: One row per run with its outcome and counts. Key: run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_runs" (
    "run_id" TEXT NOT NULL CHECK (typeof("run_id") = 'text'),
    "job" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "ended_at" TEXT,
    "host" TEXT,
    "process_id" INTEGER CHECK (typeof("process_id") IN ('integer', 'null')),
    "tool_version" TEXT,
    "rows_read" INTEGER CHECK (typeof("rows_read") IN ('integer', 'null')),
    "rows_inserted" INTEGER CHECK (typeof("rows_inserted") IN ('integer', 'null')),
    "rows_updated" INTEGER CHECK (typeof("rows_updated") IN ('integer', 'null')),
    "rows_unchanged" INTEGER CHECK (typeof("rows_unchanged") IN ('integer', 'null')),
    "rows_rejected" INTEGER CHECK (typeof("rows_rejected") IN ('integer', 'null')),
    "requests" INTEGER CHECK (typeof("requests") IN ('integer', 'null')),
    "retries" INTEGER CHECK (typeof("retries") IN ('integer', 'null')),
    "failed_legs" INTEGER CHECK (typeof("failed_legs") IN ('integer', 'null')),
    "failure" TEXT,
    "summary" TEXT,
    PRIMARY KEY ("run_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_runs_started_at" ON "cc_runs" ("started_at");

-- cc_coverage: The asked range of each series, tiled by states that do not overlap. Written in the transaction of the rows it speaks of. Key: dataset, exchange, symbol_unmapped, interval_name, from_time.
CREATE TABLE IF NOT EXISTS "market"."cc_coverage" (
    "dataset" TEXT NOT NULL CHECK (typeof("dataset") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "interval_name" TEXT NOT NULL CHECK (typeof("interval_name") = 'text'),
    "from_time" TEXT NOT NULL CHECK (typeof("from_time") = 'text'),
    "to_time" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "known_at" TEXT NOT NULL,
    PRIMARY KEY ("dataset", "exchange", "symbol_unmapped", "interval_name", "from_time")
) WITHOUT ROWID;

-- cc_dead_letters: Records of the source that are not stored: the text as it came, and the rule it broke. Key: letter_id.
CREATE TABLE IF NOT EXISTS "market"."cc_dead_letters" (
    "letter_id" TEXT NOT NULL CHECK (typeof("letter_id") = 'text'),
    "dataset" TEXT NOT NULL,
    "exchange" TEXT,
    "symbol_unmapped" TEXT,
    "interval_name" TEXT,
    "period_start" TEXT,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raw_text" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "known_at" TEXT NOT NULL,
    PRIMARY KEY ("letter_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_dead_letters_run_id" ON "cc_dead_letters" ("run_id");

-- cc_missed_ticks: One row per tick of a capture of order books that was due and has no snapshot, with its cause. Key: exchange, native_symbol, tick_at, run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_missed_ticks" (
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "native_symbol" TEXT NOT NULL CHECK (typeof("native_symbol") = 'text'),
    "tick_at" TEXT NOT NULL CHECK (typeof("tick_at") = 'text'),
    "run_id" TEXT NOT NULL CHECK (typeof("run_id") = 'text'),
    "every_ms" INTEGER NOT NULL CHECK (typeof("every_ms") = 'integer'),
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "known_at" TEXT NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "tick_at", "run_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_missed_ticks_run_id" ON "cc_missed_ticks" ("run_id");

-- cc_revisions: Values that the source has corrected since: what was known of a period, and from when until when. Key: dataset, exchange, symbol_unmapped, interval_name, datetime, known_until.
CREATE TABLE IF NOT EXISTS "market"."cc_revisions" (
    "dataset" TEXT NOT NULL CHECK (typeof("dataset") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "interval_name" TEXT NOT NULL CHECK (typeof("interval_name") = 'text'),
    "datetime" TEXT NOT NULL CHECK (typeof("datetime") = 'text'),
    "known_from" TEXT,
    "known_until" TEXT NOT NULL CHECK (typeof("known_until") = 'text'),
    "run_id" TEXT NOT NULL,
    "old_values" TEXT,
    PRIMARY KEY ("dataset", "exchange", "symbol_unmapped", "interval_name", "datetime", "known_until")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_revisions_known_until" ON "cc_revisions" ("known_until");

-- cc_quality_findings: What tests of the stored data found: the rule that does not hold, both values, the likely cause and the command that mends it. Key: finding_id.
CREATE TABLE IF NOT EXISTS "market"."cc_quality_findings" (
    "finding_id" TEXT NOT NULL CHECK (typeof("finding_id") = 'text'),
    "dataset" TEXT NOT NULL,
    "exchange" TEXT,
    "symbol_unmapped" TEXT,
    "interval_name" TEXT,
    "from_time" TEXT,
    "to_time" TEXT,
    "periods" INTEGER CHECK (typeof("periods") IN ('integer', 'null')),
    "rule" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "found_value" TEXT NOT NULL,
    "expected_value" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "mending" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "first_seen_at" TEXT NOT NULL,
    "last_run_id" TEXT NOT NULL,
    "last_seen_at" TEXT NOT NULL,
    "resolved_at" TEXT,
    PRIMARY KEY ("finding_id")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_quality_findings_dataset_exchange_symbol_unmapped" ON "cc_quality_findings" ("dataset", "exchange", "symbol_unmapped");
CREATE INDEX IF NOT EXISTS "market"."ix_cc_quality_findings_run_id" ON "cc_quality_findings" ("run_id");

-- cc_alerts: One row per message that an alert rule of a job sent to a sink: of what, when, and whether the sink took it. Key: cause_id, sink, alert_number.
CREATE TABLE IF NOT EXISTS "market"."cc_alerts" (
    "cause_id" TEXT NOT NULL CHECK (typeof("cause_id") = 'text'),
    "sink" TEXT NOT NULL CHECK (typeof("sink") = 'text'),
    "alert_number" INTEGER NOT NULL CHECK (typeof("alert_number") = 'integer'),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "message_text" TEXT NOT NULL,
    "message" TEXT,
    "run_id" TEXT,
    "since" TEXT NOT NULL,
    "claimed_at" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "sent_at" TEXT,
    "quiet_until" TEXT NOT NULL,
    "error" TEXT,
    PRIMARY KEY ("cause_id", "sink", "alert_number")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_alerts_job" ON "cc_alerts" ("job");
CREATE INDEX IF NOT EXISTS "market"."ix_cc_alerts_claimed_at" ON "cc_alerts" ("claimed_at");

-- cc_run_leases: Runs under way: one row each, renewed by its process and removed at its end. Key: run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_run_leases" (
    "run_id" TEXT NOT NULL CHECK (typeof("run_id") = 'text'),
    "process_id" INTEGER NOT NULL CHECK (typeof("process_id") = 'integer'),
    "process_started" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "boot" TEXT NOT NULL,
    "process_space" TEXT NOT NULL,
    "renewed_at" TEXT NOT NULL,
    "lease_seconds" INTEGER NOT NULL CHECK (typeof("lease_seconds") = 'integer'),
    PRIMARY KEY ("run_id")
) WITHOUT ROWID;

-- cc_series_leases: Series and reference lists that a run under way works on: no other run may. Key: dataset, exchange, interval_name, symbol_unmapped.
CREATE TABLE IF NOT EXISTS "market"."cc_series_leases" (
    "dataset" TEXT NOT NULL CHECK (typeof("dataset") = 'text'),
    "exchange" TEXT NOT NULL CHECK (typeof("exchange") = 'text'),
    "interval_name" TEXT NOT NULL CHECK (typeof("interval_name") = 'text'),
    "symbol_unmapped" TEXT NOT NULL CHECK (typeof("symbol_unmapped") = 'text'),
    "run_id" TEXT NOT NULL,
    PRIMARY KEY ("dataset", "exchange", "interval_name", "symbol_unmapped")
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "market"."ix_cc_series_leases_run_id" ON "cc_series_leases" ("run_id");

-- cc_table_rebuilds: One row per table that was made anew (times converted, key added, duplicates left out), with counts and checksums of each slice. Key: rebuild_id.
CREATE TABLE IF NOT EXISTS "market"."cc_table_rebuilds" (
    "rebuild_id" TEXT NOT NULL CHECK (typeof("rebuild_id") = 'text'),
    "table_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    PRIMARY KEY ("rebuild_id")
) WITHOUT ROWID;

-- cc_schema_version: One row per version of this schema that was applied; the highest is the current one. Key: version.
CREATE TABLE IF NOT EXISTS "market"."cc_schema_version" (
    "version" INTEGER NOT NULL CHECK (typeof("version") = 'integer'),
    "applied_at" TEXT NOT NULL,
    "tool_version" TEXT NOT NULL,
    "key_collation" TEXT NOT NULL,
    PRIMARY KEY ("version")
) WITHOUT ROWID;

-- The version that the program looks for.
INSERT INTO "market"."cc_schema_version" ("version", "applied_at", "tool_version", "key_collation")
VALUES (4, strftime('%Y-%m-%d %H:%M:%f', 'now') || '000', 'script', 'BINARY')
ON CONFLICT ("version") DO NOTHING;
