-- The whole schema of CcIngest for timescale, version 4. Written from the dataset definitions; see docs/database_schema.md.
-- Keys: the primary key of each table is its logical key, the same columns on every engine.
-- Safe to run twice: what is there already stays as it is.

DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'market') THEN CREATE SCHEMA "market"; END IF; END $$;

-- cc_exchanges_general: Venues with their grades and 24-hour volume. Key: internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchanges_general" (
    "exchange_api_id" varchar(64) COLLATE "C" NOT NULL,
    "name" varchar(255) COLLATE "C" NOT NULL,
    "internal_name" varchar(64) COLLATE "C" NOT NULL,
    "api_url_path" varchar(255) COLLATE "C" NULL,
    "logo_url_path" varchar(255) COLLATE "C" NULL,
    "item_types" json NULL,
    "centralization_type" varchar(255) COLLATE "C" NULL,
    "grade_points" double precision NULL,
    "grade" varchar(16) COLLATE "C" NULL,
    "grade_points_legal" double precision NULL,
    "grade_points_kyc_risk" double precision NULL,
    "grade_points_team" double precision NULL,
    "grade_points_data_provision" double precision NULL,
    "grade_points_asset_quality" double precision NULL,
    "grade_points_market_quality" double precision NULL,
    "grade_points_security" double precision NULL,
    "grade_points_neg_reports_penalty" double precision NULL,
    "affiliate_url" varchar(1024) COLLATE "C" NULL,
    "country" varchar(255) COLLATE "C" NULL,
    "has_orderbook" boolean NULL,
    "has_trades" boolean NULL,
    "description" text COLLATE "C" NULL,
    "full_address" varchar(1024) COLLATE "C" NULL,
    "is_sponsored" boolean NULL,
    "is_recommended" boolean NULL,
    "rating_avg" double precision NULL,
    "rating_total_users" integer NULL,
    "sort_order" integer NULL,
    "total_volume_24h_usd" double precision NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("internal_name")
);
CREATE INDEX IF NOT EXISTS "ix_cc_exchanges_general_exchange_api_id" ON "market"."cc_exchanges_general" ("exchange_api_id");

-- cc_exchange_spot_details: One current row per spot venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchange_spot_details" (
    "exchange_internal_name" varchar(64) COLLATE "C" NOT NULL,
    "api_exchange_type" varchar(64) COLLATE "C" NULL,
    "exchange_status" varchar(64) COLLATE "C" NULL,
    "mapped_instruments_total" integer NULL,
    "unmapped_instruments_total" integer NULL,
    "instruments_active_count" integer NULL,
    "instruments_ignored_count" integer NULL,
    "instruments_retired_count" integer NULL,
    "instruments_expired_count" integer NULL,
    "instruments_retired_unmapped_count" integer NULL,
    "total_trades_exchange_level" bigint NULL,
    "has_orderbook_l2_snapshots" boolean NULL,
    "api_data_retrieved_datetime" timestamp(0) NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange_internal_name")
);

-- cc_instruments_spot: Spot instruments of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_instruments_spot" (
    "exchange_internal_name" varchar(64) COLLATE "C" NOT NULL,
    "mapped_instrument_symbol" varchar(128) COLLATE "C" NOT NULL,
    "api_instrument_type" varchar(64) COLLATE "C" NULL,
    "instrument_status_on_exchange" varchar(64) COLLATE "C" NULL,
    "exchange_instrument_symbol_raw" varchar(128) COLLATE "C" NULL,
    "base_asset_symbol" varchar(128) COLLATE "C" NULL,
    "base_asset_id" bigint NULL,
    "quote_asset_symbol" varchar(128) COLLATE "C" NULL,
    "quote_asset_id" bigint NULL,
    "transform_function" varchar(255) COLLATE "C" NULL,
    "instrument_mapping_created_datetime" timestamp(0) NULL,
    "has_trades" boolean NULL,
    "first_trade_datetime" timestamp(0) NULL,
    "last_trade_datetime" timestamp(0) NULL,
    "total_trades_instrument_level" bigint NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange_internal_name", "mapped_instrument_symbol")
);
CREATE INDEX IF NOT EXISTS "ix_cc_instruments_spot_mapped_instrument_symbol" ON "market"."cc_instruments_spot" ("mapped_instrument_symbol");

-- cc_exchanges_futures_details: One current row per futures venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS "market"."cc_exchanges_futures_details" (
    "exchange_internal_name" varchar(64) COLLATE "C" NOT NULL,
    "api_exchange_type" varchar(64) COLLATE "C" NULL,
    "exchange_status" varchar(64) COLLATE "C" NULL,
    "mapped_instruments_total" integer NULL,
    "unmapped_instruments_total" integer NULL,
    "instruments_active_count" integer NULL,
    "instruments_ignored_count" integer NULL,
    "instruments_retired_count" integer NULL,
    "instruments_expired_count" integer NULL,
    "instruments_retired_unmapped_count" integer NULL,
    "total_trades_exchange_level" bigint NULL,
    "total_open_interest_updates" bigint NULL,
    "total_funding_rate_updates" bigint NULL,
    "has_orderbook_l2_snapshots" boolean NULL,
    "api_data_retrieved_datetime" timestamp(0) NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange_internal_name")
);

-- cc_instruments_futures: Futures contracts of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_instruments_futures" (
    "exchange_internal_name" varchar(64) COLLATE "C" NOT NULL,
    "mapped_instrument_symbol" varchar(128) COLLATE "C" NOT NULL,
    "api_instrument_type" varchar(64) COLLATE "C" NULL,
    "instrument_status_on_exchange" varchar(64) COLLATE "C" NULL,
    "exchange_instrument_symbol_raw" varchar(128) COLLATE "C" NULL,
    "index_underlying_symbol" varchar(128) COLLATE "C" NULL,
    "index_underlying_id" bigint NULL,
    "quote_currency_symbol" varchar(128) COLLATE "C" NULL,
    "quote_currency_id" bigint NULL,
    "settlement_currency_symbol" varchar(128) COLLATE "C" NULL,
    "settlement_currency_id" bigint NULL,
    "contract_currency_symbol" varchar(128) COLLATE "C" NULL,
    "contract_currency_id" bigint NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "transform_function" varchar(255) COLLATE "C" NULL,
    "instrument_mapping_created_datetime" timestamp(0) NULL,
    "has_trades" boolean NULL,
    "first_trade_datetime" timestamp(0) NULL,
    "last_trade_datetime" timestamp(0) NULL,
    "total_trades_instrument_level" bigint NULL,
    "has_funding_rate_updates" boolean NULL,
    "first_funding_rate_update_datetime" timestamp(0) NULL,
    "last_funding_rate_update_datetime" timestamp(0) NULL,
    "total_funding_rate_updates" bigint NULL,
    "has_open_interest_updates" boolean NULL,
    "first_open_interest_update_datetime" timestamp(0) NULL,
    "last_open_interest_update_datetime" timestamp(0) NULL,
    "total_open_interest_updates" bigint NULL,
    "contract_expiration_datetime" timestamp(0) NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange_internal_name", "mapped_instrument_symbol")
);
CREATE INDEX IF NOT EXISTS "ix_cc_instruments_futures_mapped_instrument_symbol" ON "market"."cc_instruments_futures" ("mapped_instrument_symbol");

-- cc_assets: One row per asset; the id is the key, symbols are used again. Key: asset_id.
CREATE TABLE IF NOT EXISTS "market"."cc_assets" (
    "asset_id" bigint NOT NULL,
    "symbol" varchar(128) COLLATE "C" NOT NULL,
    "name" varchar(255) COLLATE "C" NOT NULL,
    "uri" varchar(255) COLLATE "C" NOT NULL,
    "asset_type" varchar(64) COLLATE "C" NOT NULL,
    "cc_internal_type" varchar(64) COLLATE "C" NOT NULL,
    "id_legacy" bigint NULL,
    "id_parent_asset" bigint NULL,
    "id_asset_issuer" bigint NULL,
    "asset_issuer_name" varchar(255) COLLATE "C" NULL,
    "parent_asset_symbol" varchar(128) COLLATE "C" NULL,
    "cc_created_on" timestamp(0) NOT NULL,
    "cc_updated_on" timestamp(0) NULL,
    "public_notice" text COLLATE "C" NULL,
    "logo_url" varchar(1024) COLLATE "C" NULL,
    "launch_date" timestamp(0) NULL,
    "description_summary" text COLLATE "C" NULL,
    "decimal_points" integer NULL,
    "symbol_glyph" varchar(64) COLLATE "C" NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id")
);
CREATE INDEX IF NOT EXISTS "ix_cc_assets_symbol" ON "market"."cc_assets" ("symbol");

-- cc_asset_market_data: Price, market capitalisation and volume of an asset at the time of its price. An asset without a price has no row. Key: asset_id, snapshot_ts.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_market_data" (
    "asset_id" bigint NOT NULL,
    "snapshot_ts" timestamp(0) NOT NULL,
    "price_usd" double precision NULL,
    "price_usd_source" varchar(64) COLLATE "C" NULL,
    "mkt_cap_penalty" double precision NULL,
    "circulating_mkt_cap_usd" double precision NULL,
    "total_mkt_cap_usd" double precision NULL,
    "spot_moving_24_hour_quote_volume_top_tier_usd" double precision NULL,
    "spot_moving_24_hour_quote_volume_usd" double precision NULL,
    "spot_moving_7_day_quote_volume_top_tier_usd" double precision NULL,
    "spot_moving_7_day_quote_volume_usd" double precision NULL,
    "spot_moving_30_day_quote_volume_top_tier_usd" double precision NULL,
    "spot_moving_30_day_quote_volume_usd" double precision NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "snapshot_ts")
);
CREATE INDEX IF NOT EXISTS "ix_cc_asset_market_data_snapshot_ts" ON "market"."cc_asset_market_data" ("snapshot_ts");

-- cc_asset_alternative_ids: Ids of an asset elsewhere; all null where the source has none. Earlier ones are in cc_revisions. Key: asset_id.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_alternative_ids" (
    "asset_id" bigint NOT NULL,
    "cmc_id" varchar(255) COLLATE "C" NULL,
    "cg_id" varchar(255) COLLATE "C" NULL,
    "isin_id" varchar(255) COLLATE "C" NULL,
    "valor_id" varchar(255) COLLATE "C" NULL,
    "dti_id" varchar(255) COLLATE "C" NULL,
    "chain_id" varchar(255) COLLATE "C" NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id")
);

-- cc_asset_industries_map: Industries of an asset. What it no longer has is in cc_revisions. Key: asset_id, industry_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_industries_map" (
    "asset_id" bigint NOT NULL,
    "industry_name" varchar(128) COLLATE "C" NOT NULL,
    "justification" text COLLATE "C" NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "industry_name")
);

-- cc_asset_consensus_mechanisms_map: Consensus mechanisms of an asset. What it no longer has is in cc_revisions. Key: asset_id, mechanism_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_consensus_mechanisms_map" (
    "asset_id" bigint NOT NULL,
    "mechanism_name" varchar(128) COLLATE "C" NOT NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "mechanism_name")
);

-- cc_asset_consensus_algorithm_types_map: Types of consensus algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_consensus_algorithm_types_map" (
    "asset_id" bigint NOT NULL,
    "algorithm_name" varchar(128) COLLATE "C" NOT NULL,
    "description" text COLLATE "C" NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "algorithm_name")
);

-- cc_asset_hashing_algorithm_types_map: Types of hashing algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_hashing_algorithm_types_map" (
    "asset_id" bigint NOT NULL,
    "algorithm_name" varchar(128) COLLATE "C" NOT NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "algorithm_name")
);

-- cc_asset_previous_symbols_map: Symbols that an asset had before. What it no longer has is in cc_revisions. Key: asset_id, previous_symbol.
CREATE TABLE IF NOT EXISTS "market"."cc_asset_previous_symbols_map" (
    "asset_id" bigint NOT NULL,
    "previous_symbol" varchar(128) COLLATE "C" NOT NULL,
    "created_at" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("asset_id", "previous_symbol")
);

-- cc_ohlcv_spot_1d_raw: One row per 1d period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1d_raw" (
    "datetime" timestamp(0) NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "symbol" varchar(128) COLLATE "C" NULL,
    "base" varchar(128) COLLATE "C" NULL,
    "quote" varchar(128) COLLATE "C" NULL,
    "base_id" bigint NULL,
    "quote_id" bigint NULL,
    "transform_function" varchar(255) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_1d_raw_datetime" ON "market"."cc_ohlcv_spot_1d_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_1d_raw"', by_range('datetime', INTERVAL '1 year'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_ohlcv_spot_1h_raw: One row per 1h period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1h_raw" (
    "datetime" timestamp(0) NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "symbol" varchar(128) COLLATE "C" NULL,
    "base" varchar(128) COLLATE "C" NULL,
    "quote" varchar(128) COLLATE "C" NULL,
    "base_id" bigint NULL,
    "quote_id" bigint NULL,
    "transform_function" varchar(255) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_1h_raw_datetime" ON "market"."cc_ohlcv_spot_1h_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_1h_raw"', by_range('datetime', INTERVAL '3 months'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_ohlcv_spot_1m_raw: One row per 1m period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_1m_raw" (
    "datetime" timestamp(0) NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "symbol" varchar(128) COLLATE "C" NULL,
    "base" varchar(128) COLLATE "C" NULL,
    "quote" varchar(128) COLLATE "C" NULL,
    "base_id" bigint NULL,
    "quote_id" bigint NULL,
    "transform_function" varchar(255) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange", "symbol_unmapped", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_1m_raw_datetime" ON "market"."cc_ohlcv_spot_1m_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_1m_raw"', by_range('datetime', INTERVAL '7 days'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_ohlcv_1d: One row per 1d period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1d" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "number_of_contracts" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_ohlcv_1d_datetime" ON "market"."cc_futures_ohlcv_1d" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_ohlcv_1d"', by_range('datetime', INTERVAL '1 year'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_ohlcv_1h: One row per 1h period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1h" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "number_of_contracts" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_ohlcv_1h_datetime" ON "market"."cc_futures_ohlcv_1h" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_ohlcv_1h"', by_range('datetime', INTERVAL '3 months'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_ohlcv_1m: One row per 1m period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_ohlcv_1m" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "number_of_contracts" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_buy" double precision NULL,
    "quote_volume_buy" double precision NULL,
    "volume_sell" double precision NULL,
    "quote_volume_sell" double precision NULL,
    "volume_unknown" double precision NULL,
    "quote_volume_unknown" double precision NULL,
    "total_trades" bigint NULL,
    "total_trades_buy" bigint NULL,
    "total_trades_sell" bigint NULL,
    "total_trades_unknown" bigint NULL,
    "first_trade_timestamp" timestamp(0) NULL,
    "last_trade_timestamp" timestamp(0) NULL,
    "first_trade_price" double precision NULL,
    "high_trade_price" double precision NULL,
    "high_trade_timestamp" timestamp(0) NULL,
    "low_trade_price" double precision NULL,
    "low_trade_timestamp" timestamp(0) NULL,
    "last_trade_price" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_ohlcv_1m_datetime" ON "market"."cc_futures_ohlcv_1m" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_ohlcv_1m"', by_range('datetime', INTERVAL '7 days'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_funding_rate_ohlc_1d: One row per 1d period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1d" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "interval_ms" bigint NULL,
    "open_fr" double precision NULL,
    "high_fr" double precision NULL,
    "low_fr" double precision NULL,
    "close_fr" double precision NULL,
    "total_funding_rate_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_funding_rate_ohlc_1d_datetime" ON "market"."cc_futures_funding_rate_ohlc_1d" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_funding_rate_ohlc_1d"', by_range('datetime', INTERVAL '1 year'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_funding_rate_ohlc_1h: One row per 1h period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1h" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "interval_ms" bigint NULL,
    "open_fr" double precision NULL,
    "high_fr" double precision NULL,
    "low_fr" double precision NULL,
    "close_fr" double precision NULL,
    "total_funding_rate_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_funding_rate_ohlc_1h_datetime" ON "market"."cc_futures_funding_rate_ohlc_1h" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_funding_rate_ohlc_1h"', by_range('datetime', INTERVAL '3 months'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_funding_rate_ohlc_1m: One row per 1m period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_funding_rate_ohlc_1m" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "interval_ms" bigint NULL,
    "open_fr" double precision NULL,
    "high_fr" double precision NULL,
    "low_fr" double precision NULL,
    "close_fr" double precision NULL,
    "total_funding_rate_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_funding_rate_ohlc_1m_datetime" ON "market"."cc_futures_funding_rate_ohlc_1m" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_funding_rate_ohlc_1m"', by_range('datetime', INTERVAL '7 days'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_open_interest_ohlc_1d: One row per 1d period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1d" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open_oi_contracts" double precision NULL,
    "high_oi_contracts" double precision NULL,
    "low_oi_contracts" double precision NULL,
    "close_oi_contracts" double precision NULL,
    "open_oi_quote" double precision NULL,
    "high_oi_quote" double precision NULL,
    "low_oi_quote" double precision NULL,
    "close_oi_quote" double precision NULL,
    "open_mark_price" double precision NULL,
    "high_oi_mark_price" double precision NULL,
    "high_mark_price" double precision NULL,
    "high_mark_price_oi" double precision NULL,
    "high_quote_mark_price" double precision NULL,
    "low_oi_mark_price" double precision NULL,
    "low_mark_price" double precision NULL,
    "low_mark_price_oi" double precision NULL,
    "low_quote_mark_price" double precision NULL,
    "close_mark_price" double precision NULL,
    "total_open_interest_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_open_interest_ohlc_1d_datetime" ON "market"."cc_futures_open_interest_ohlc_1d" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_open_interest_ohlc_1d"', by_range('datetime', INTERVAL '1 year'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_open_interest_ohlc_1h: One row per 1h period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1h" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open_oi_contracts" double precision NULL,
    "high_oi_contracts" double precision NULL,
    "low_oi_contracts" double precision NULL,
    "close_oi_contracts" double precision NULL,
    "open_oi_quote" double precision NULL,
    "high_oi_quote" double precision NULL,
    "low_oi_quote" double precision NULL,
    "close_oi_quote" double precision NULL,
    "open_mark_price" double precision NULL,
    "high_oi_mark_price" double precision NULL,
    "high_mark_price" double precision NULL,
    "high_mark_price_oi" double precision NULL,
    "high_quote_mark_price" double precision NULL,
    "low_oi_mark_price" double precision NULL,
    "low_mark_price" double precision NULL,
    "low_mark_price_oi" double precision NULL,
    "low_quote_mark_price" double precision NULL,
    "close_mark_price" double precision NULL,
    "total_open_interest_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_open_interest_ohlc_1h_datetime" ON "market"."cc_futures_open_interest_ohlc_1h" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_open_interest_ohlc_1h"', by_range('datetime', INTERVAL '3 months'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_futures_open_interest_ohlc_1m: One row per 1m period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_futures_open_interest_ohlc_1m" (
    "datetime" timestamp(0) NOT NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "instrument" varchar(128) COLLATE "C" NOT NULL,
    "mapped_instrument" varchar(128) COLLATE "C" NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "index_underlying" varchar(128) COLLATE "C" NULL,
    "quote_currency" varchar(128) COLLATE "C" NULL,
    "settlement_currency" varchar(128) COLLATE "C" NULL,
    "contract_currency" varchar(128) COLLATE "C" NULL,
    "denomination_type" varchar(64) COLLATE "C" NULL,
    "open_oi_contracts" double precision NULL,
    "high_oi_contracts" double precision NULL,
    "low_oi_contracts" double precision NULL,
    "close_oi_contracts" double precision NULL,
    "open_oi_quote" double precision NULL,
    "high_oi_quote" double precision NULL,
    "low_oi_quote" double precision NULL,
    "close_oi_quote" double precision NULL,
    "open_mark_price" double precision NULL,
    "high_oi_mark_price" double precision NULL,
    "high_mark_price" double precision NULL,
    "high_mark_price_oi" double precision NULL,
    "high_quote_mark_price" double precision NULL,
    "low_oi_mark_price" double precision NULL,
    "low_mark_price" double precision NULL,
    "low_mark_price_oi" double precision NULL,
    "low_quote_mark_price" double precision NULL,
    "close_mark_price" double precision NULL,
    "total_open_interest_updates" bigint NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "instrument", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_futures_open_interest_ohlc_1m_datetime" ON "market"."cc_futures_open_interest_ohlc_1m" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_futures_open_interest_ohlc_1m"', by_range('datetime', INTERVAL '7 days'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_ohlcv_spot_indices_1d_raw: One row per 1d period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1d_raw" (
    "unit" varchar(64) COLLATE "C" NULL,
    "datetime" timestamp(0) NOT NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "asset" varchar(128) COLLATE "C" NOT NULL,
    "quote" varchar(128) COLLATE "C" NOT NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_message_timestamp" timestamp(0) NULL,
    "last_message_timestamp" timestamp(0) NULL,
    "first_message_value" double precision NULL,
    "high_message_value" double precision NULL,
    "high_message_timestamp" timestamp(0) NULL,
    "low_message_value" double precision NULL,
    "low_message_timestamp" timestamp(0) NULL,
    "last_message_value" double precision NULL,
    "total_index_updates" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_top_tier" double precision NULL,
    "quote_volume_top_tier" double precision NULL,
    "volume_direct" double precision NULL,
    "quote_volume_direct" double precision NULL,
    "volume_top_tier_direct" double precision NULL,
    "quote_volume_top_tier_direct" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_indices_1d_raw_datetime" ON "market"."cc_ohlcv_spot_indices_1d_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_indices_1d_raw"', by_range('datetime', INTERVAL '1 year'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_ohlcv_spot_indices_1h_raw: One row per 1h period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1h_raw" (
    "unit" varchar(64) COLLATE "C" NULL,
    "datetime" timestamp(0) NOT NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "asset" varchar(128) COLLATE "C" NOT NULL,
    "quote" varchar(128) COLLATE "C" NOT NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_message_timestamp" timestamp(0) NULL,
    "last_message_timestamp" timestamp(0) NULL,
    "first_message_value" double precision NULL,
    "high_message_value" double precision NULL,
    "high_message_timestamp" timestamp(0) NULL,
    "low_message_value" double precision NULL,
    "low_message_timestamp" timestamp(0) NULL,
    "last_message_value" double precision NULL,
    "total_index_updates" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_top_tier" double precision NULL,
    "quote_volume_top_tier" double precision NULL,
    "volume_direct" double precision NULL,
    "quote_volume_direct" double precision NULL,
    "volume_top_tier_direct" double precision NULL,
    "quote_volume_top_tier_direct" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_indices_1h_raw_datetime" ON "market"."cc_ohlcv_spot_indices_1h_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_indices_1h_raw"', by_range('datetime', INTERVAL '3 months'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_ohlcv_spot_indices_1m_raw: One row per 1m period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS "market"."cc_ohlcv_spot_indices_1m_raw" (
    "unit" varchar(64) COLLATE "C" NULL,
    "datetime" timestamp(0) NOT NULL,
    "type" varchar(64) COLLATE "C" NULL,
    "market" varchar(64) COLLATE "C" NOT NULL,
    "asset" varchar(128) COLLATE "C" NOT NULL,
    "quote" varchar(128) COLLATE "C" NOT NULL,
    "open" double precision NULL,
    "high" double precision NULL,
    "low" double precision NULL,
    "close" double precision NULL,
    "first_message_timestamp" timestamp(0) NULL,
    "last_message_timestamp" timestamp(0) NULL,
    "first_message_value" double precision NULL,
    "high_message_value" double precision NULL,
    "high_message_timestamp" timestamp(0) NULL,
    "low_message_value" double precision NULL,
    "low_message_timestamp" timestamp(0) NULL,
    "last_message_value" double precision NULL,
    "total_index_updates" bigint NULL,
    "volume" double precision NULL,
    "quote_volume" double precision NULL,
    "volume_top_tier" double precision NULL,
    "quote_volume_top_tier" double precision NULL,
    "volume_direct" double precision NULL,
    "quote_volume_direct" double precision NULL,
    "volume_top_tier_direct" double precision NULL,
    "quote_volume_top_tier_direct" double precision NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("market", "asset", "quote", "datetime")
);
CREATE INDEX IF NOT EXISTS "ix_cc_ohlcv_spot_indices_1m_raw_datetime" ON "market"."cc_ohlcv_spot_indices_1m_raw" ("datetime");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."cc_ohlcv_spot_indices_1m_raw"', by_range('datetime', INTERVAL '7 days'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- symbols: Symbols of exchanges in native and standard names; one that is no longer listed stays, as VANISHED. Earlier values are in cc_revisions. Key: exchange, native_symbol.
CREATE TABLE IF NOT EXISTS "market"."symbols" (
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "native_symbol" varchar(128) COLLATE "C" NOT NULL,
    "standard_symbol" varchar(128) COLLATE "C" NOT NULL,
    "base" varchar(64) COLLATE "C" NOT NULL,
    "quote" varchar(64) COLLATE "C" NOT NULL,
    "type" varchar(16) COLLATE "C" NOT NULL,
    "status" varchar(16) COLLATE "C" NOT NULL,
    "native_status" varchar(64) COLLATE "C" NULL,
    "listing_time" timestamp(0) NULL,
    "delivery_time" timestamp(0) NULL,
    "tick_size" numeric(38,18) NULL,
    "lot_size" numeric(38,18) NULL,
    "contract_size" numeric(38,18) NULL,
    "first_seen" timestamp(0) NOT NULL,
    "last_seen" timestamp(0) NOT NULL,
    "updated_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol")
);
CREATE INDEX IF NOT EXISTS "ix_symbols_standard_symbol" ON "market"."symbols" ("standard_symbol");

-- klines: One row per period, exchange and native symbol with trades, as the exchange gives it: decimals exact, never a double. Key: exchange, native_symbol, interval, open_time.
CREATE TABLE IF NOT EXISTS "market"."klines" (
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "native_symbol" varchar(128) COLLATE "C" NOT NULL,
    "interval" varchar(8) COLLATE "C" NOT NULL,
    "open_time" timestamp(0) NOT NULL,
    "open" numeric(38,18) NOT NULL,
    "high" numeric(38,18) NOT NULL,
    "low" numeric(38,18) NOT NULL,
    "close" numeric(38,18) NOT NULL,
    "volume" numeric(38,18) NOT NULL,
    "quote_volume" numeric(38,18) NULL,
    "trades" bigint NULL,
    "taker_buy_volume" numeric(38,18) NULL,
    "taker_buy_quote_volume" numeric(38,18) NULL,
    "vwap" numeric(38,18) NULL,
    "collected_at" timestamp(0) NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "interval", "open_time")
);
CREATE INDEX IF NOT EXISTS "ix_klines_open_time" ON "market"."klines" ("open_time");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."klines"', by_range('open_time', INTERVAL '1 month'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- order_book_snapshots: One row per snapshot of an order book: bids and asks as the exchange wrote them, never a double. Ticks without a snapshot are in cc_missed_ticks. Key: exchange, native_symbol, retrieved_at, last_update_id.
CREATE TABLE IF NOT EXISTS "market"."order_book_snapshots" (
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "native_symbol" varchar(128) COLLATE "C" NOT NULL,
    "retrieved_at" timestamp(6) NOT NULL,
    "last_update_id" bigint NOT NULL,
    "exchange_ts" timestamp(6) NULL,
    "received_at" timestamp(6) NOT NULL,
    "tick_at" timestamp(6) NOT NULL,
    "depth" integer NOT NULL,
    "bids" text COLLATE "C" NOT NULL,
    "asks" text COLLATE "C" NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "retrieved_at", "last_update_id")
);
CREATE INDEX IF NOT EXISTS "ix_order_book_snapshots_retrieved_at" ON "market"."order_book_snapshots" ("retrieved_at");
DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN PERFORM create_hypertable('"market"."order_book_snapshots"', by_range('retrieved_at', INTERVAL '1 day'), create_default_indexes => FALSE, if_not_exists => TRUE); END IF; END $$;

-- cc_rate_limit_status: The limits of the key as the API stated them, before, during and after each run. Key: run_id, sequence.
CREATE TABLE IF NOT EXISTS "market"."cc_rate_limit_status" (
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "sequence" integer NOT NULL,
    "timestamp" timestamp(0) NOT NULL,
    "use_case" varchar(255) COLLATE "C" NOT NULL,
    "record_timing" varchar(10) COLLATE "C" NOT NULL,
    "api_key_used_second" bigint NULL,
    "api_key_used_minute" bigint NULL,
    "api_key_used_hour" bigint NULL,
    "api_key_used_day" bigint NULL,
    "api_key_used_month" bigint NULL,
    "api_key_max_second" bigint NULL,
    "api_key_max_minute" bigint NULL,
    "api_key_max_hour" bigint NULL,
    "api_key_max_day" bigint NULL,
    "api_key_max_month" bigint NULL,
    "api_key_remaining_second" bigint NULL,
    "api_key_remaining_minute" bigint NULL,
    "api_key_remaining_hour" bigint NULL,
    "api_key_remaining_day" bigint NULL,
    "api_key_remaining_month" bigint NULL,
    "auth_key_used_second" bigint NULL,
    "auth_key_used_minute" bigint NULL,
    "auth_key_used_hour" bigint NULL,
    "auth_key_used_day" bigint NULL,
    "auth_key_used_month" bigint NULL,
    "auth_key_max_second" bigint NULL,
    "auth_key_max_minute" bigint NULL,
    "auth_key_max_hour" bigint NULL,
    "auth_key_max_day" bigint NULL,
    "auth_key_max_month" bigint NULL,
    "auth_key_remaining_second" bigint NULL,
    "auth_key_remaining_minute" bigint NULL,
    "auth_key_remaining_hour" bigint NULL,
    "auth_key_remaining_day" bigint NULL,
    "auth_key_remaining_month" bigint NULL,
    PRIMARY KEY ("run_id", "sequence")
);
CREATE INDEX IF NOT EXISTS "ix_cc_rate_limit_status_timestamp" ON "market"."cc_rate_limit_status" ("timestamp");

-- cc_runs: One row per run with its outcome and counts. Key: run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_runs" (
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "job" varchar(255) COLLATE "C" NOT NULL,
    "outcome" varchar(16) COLLATE "C" NOT NULL,
    "started_at" timestamp(6) NOT NULL,
    "ended_at" timestamp(6) NULL,
    "host" varchar(255) COLLATE "C" NULL,
    "process_id" bigint NULL,
    "tool_version" varchar(64) COLLATE "C" NULL,
    "rows_read" bigint NULL,
    "rows_inserted" bigint NULL,
    "rows_updated" bigint NULL,
    "rows_unchanged" bigint NULL,
    "rows_rejected" bigint NULL,
    "requests" bigint NULL,
    "retries" bigint NULL,
    "failed_legs" bigint NULL,
    "failure" text COLLATE "C" NULL,
    "summary" json NULL,
    PRIMARY KEY ("run_id")
);
CREATE INDEX IF NOT EXISTS "ix_cc_runs_started_at" ON "market"."cc_runs" ("started_at");

-- cc_coverage: The asked range of each series, tiled by states that do not overlap. Written in the transaction of the rows it speaks of. Key: dataset, exchange, symbol_unmapped, interval_name, from_time.
CREATE TABLE IF NOT EXISTS "market"."cc_coverage" (
    "dataset" varchar(64) COLLATE "C" NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "interval_name" varchar(8) COLLATE "C" NOT NULL,
    "from_time" timestamp(0) NOT NULL,
    "to_time" timestamp(0) NOT NULL,
    "state" varchar(16) COLLATE "C" NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "request" varchar(1024) COLLATE "C" NOT NULL,
    "known_at" timestamp(6) NOT NULL,
    PRIMARY KEY ("dataset", "exchange", "symbol_unmapped", "interval_name", "from_time")
);

-- cc_dead_letters: Records of the source that are not stored: the text as it came, and the rule it broke. Key: letter_id.
CREATE TABLE IF NOT EXISTS "market"."cc_dead_letters" (
    "letter_id" varchar(64) COLLATE "C" NOT NULL,
    "dataset" varchar(64) COLLATE "C" NOT NULL,
    "exchange" varchar(64) COLLATE "C" NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NULL,
    "interval_name" varchar(8) COLLATE "C" NULL,
    "period_start" timestamp(0) NULL,
    "rule" varchar(64) COLLATE "C" NOT NULL,
    "reason" text COLLATE "C" NOT NULL,
    "raw_text" text COLLATE "C" NOT NULL,
    "request" varchar(1024) COLLATE "C" NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "known_at" timestamp(6) NOT NULL,
    PRIMARY KEY ("letter_id")
);
CREATE INDEX IF NOT EXISTS "ix_cc_dead_letters_run_id" ON "market"."cc_dead_letters" ("run_id");

-- cc_missed_ticks: One row per tick of a capture of order books that was due and has no snapshot, with its cause. Key: exchange, native_symbol, tick_at, run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_missed_ticks" (
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "native_symbol" varchar(128) COLLATE "C" NOT NULL,
    "tick_at" timestamp(6) NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "every_ms" bigint NOT NULL,
    "cause" varchar(16) COLLATE "C" NOT NULL,
    "reason" text COLLATE "C" NOT NULL,
    "known_at" timestamp(6) NOT NULL,
    PRIMARY KEY ("exchange", "native_symbol", "tick_at", "run_id")
);
CREATE INDEX IF NOT EXISTS "ix_cc_missed_ticks_run_id" ON "market"."cc_missed_ticks" ("run_id");

-- cc_revisions: Values that the source has corrected since: what was known of a period, and from when until when. Key: dataset, exchange, symbol_unmapped, interval_name, datetime, known_until.
CREATE TABLE IF NOT EXISTS "market"."cc_revisions" (
    "dataset" varchar(64) COLLATE "C" NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "interval_name" varchar(8) COLLATE "C" NOT NULL,
    "datetime" timestamp(0) NOT NULL,
    "known_from" timestamp(0) NULL,
    "known_until" timestamp(6) NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "old_values" json NULL,
    PRIMARY KEY ("dataset", "exchange", "symbol_unmapped", "interval_name", "datetime", "known_until")
);
CREATE INDEX IF NOT EXISTS "ix_cc_revisions_known_until" ON "market"."cc_revisions" ("known_until");

-- cc_quality_findings: What tests of the stored data found: the rule that does not hold, both values, the likely cause and the command that mends it. Key: finding_id.
CREATE TABLE IF NOT EXISTS "market"."cc_quality_findings" (
    "finding_id" varchar(64) COLLATE "C" NOT NULL,
    "dataset" varchar(64) COLLATE "C" NOT NULL,
    "exchange" varchar(64) COLLATE "C" NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NULL,
    "interval_name" varchar(8) COLLATE "C" NULL,
    "from_time" timestamp(0) NULL,
    "to_time" timestamp(0) NULL,
    "periods" bigint NULL,
    "rule" varchar(64) COLLATE "C" NOT NULL,
    "severity" varchar(16) COLLATE "C" NOT NULL,
    "found_value" text COLLATE "C" NOT NULL,
    "expected_value" text COLLATE "C" NOT NULL,
    "cause" text COLLATE "C" NOT NULL,
    "mending" text COLLATE "C" NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "first_seen_at" timestamp(6) NOT NULL,
    "last_run_id" varchar(64) COLLATE "C" NOT NULL,
    "last_seen_at" timestamp(6) NOT NULL,
    "resolved_at" timestamp(6) NULL,
    PRIMARY KEY ("finding_id")
);
CREATE INDEX IF NOT EXISTS "ix_cc_quality_findings_dataset_exchange_symbol_unmapped" ON "market"."cc_quality_findings" ("dataset", "exchange", "symbol_unmapped");
CREATE INDEX IF NOT EXISTS "ix_cc_quality_findings_run_id" ON "market"."cc_quality_findings" ("run_id");

-- cc_alerts: One row per message that an alert rule of a job sent to a sink: of what, when, and whether the sink took it. Key: cause_id, sink, alert_number.
CREATE TABLE IF NOT EXISTS "market"."cc_alerts" (
    "cause_id" varchar(64) COLLATE "C" NOT NULL,
    "sink" varchar(64) COLLATE "C" NOT NULL,
    "alert_number" integer NOT NULL,
    "kind" varchar(16) COLLATE "C" NOT NULL,
    "state" varchar(16) COLLATE "C" NOT NULL,
    "job" varchar(255) COLLATE "C" NOT NULL,
    "rule" varchar(64) COLLATE "C" NOT NULL,
    "cause" text COLLATE "C" NOT NULL,
    "message_text" text COLLATE "C" NOT NULL,
    "message" json NULL,
    "run_id" varchar(64) COLLATE "C" NULL,
    "since" timestamp(6) NOT NULL,
    "claimed_at" timestamp(6) NOT NULL,
    "claim" varchar(64) COLLATE "C" NOT NULL,
    "sent_at" timestamp(6) NULL,
    "quiet_until" timestamp(6) NOT NULL,
    "error" text COLLATE "C" NULL,
    PRIMARY KEY ("cause_id", "sink", "alert_number")
);
CREATE INDEX IF NOT EXISTS "ix_cc_alerts_job" ON "market"."cc_alerts" ("job");
CREATE INDEX IF NOT EXISTS "ix_cc_alerts_claimed_at" ON "market"."cc_alerts" ("claimed_at");

-- cc_run_leases: Runs under way: one row each, renewed by its process and removed at its end. Key: run_id.
CREATE TABLE IF NOT EXISTS "market"."cc_run_leases" (
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    "process_id" integer NOT NULL,
    "process_started" varchar(32) COLLATE "C" NOT NULL,
    "host" varchar(255) COLLATE "C" NOT NULL,
    "boot" varchar(64) COLLATE "C" NOT NULL,
    "process_space" varchar(64) COLLATE "C" NOT NULL,
    "renewed_at" timestamp(6) NOT NULL,
    "lease_seconds" integer NOT NULL,
    PRIMARY KEY ("run_id")
);

-- cc_series_leases: Series and reference lists that a run under way works on: no other run may. Key: dataset, exchange, interval_name, symbol_unmapped.
CREATE TABLE IF NOT EXISTS "market"."cc_series_leases" (
    "dataset" varchar(64) COLLATE "C" NOT NULL,
    "exchange" varchar(64) COLLATE "C" NOT NULL,
    "interval_name" varchar(8) COLLATE "C" NOT NULL,
    "symbol_unmapped" varchar(128) COLLATE "C" NOT NULL,
    "run_id" varchar(64) COLLATE "C" NOT NULL,
    PRIMARY KEY ("dataset", "exchange", "interval_name", "symbol_unmapped")
);
CREATE INDEX IF NOT EXISTS "ix_cc_series_leases_run_id" ON "market"."cc_series_leases" ("run_id");

-- cc_table_rebuilds: One row per table that was made anew (times converted, key added, duplicates left out), with counts and checksums of each slice. Key: rebuild_id.
CREATE TABLE IF NOT EXISTS "market"."cc_table_rebuilds" (
    "rebuild_id" varchar(128) COLLATE "C" NOT NULL,
    "table_name" varchar(128) COLLATE "C" NOT NULL,
    "state" varchar(16) COLLATE "C" NOT NULL,
    "detail" text COLLATE "C" NOT NULL,
    "changed_at" timestamp(6) NOT NULL,
    PRIMARY KEY ("rebuild_id")
);

-- cc_schema_version: One row per version of this schema that was applied; the highest is the current one. Key: version.
CREATE TABLE IF NOT EXISTS "market"."cc_schema_version" (
    "version" integer NOT NULL,
    "applied_at" timestamp(6) NOT NULL,
    "tool_version" varchar(64) COLLATE "C" NOT NULL,
    "key_collation" varchar(64) COLLATE "C" NOT NULL,
    PRIMARY KEY ("version")
);

-- The version that the program looks for.
INSERT INTO "market"."cc_schema_version" ("version", "applied_at", "tool_version", "key_collation")
VALUES (4, clock_timestamp() AT TIME ZONE 'UTC', 'script', 'C')
ON CONFLICT ("version") DO NOTHING;
