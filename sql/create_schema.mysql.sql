-- The whole schema of CcIngest for mysql, version 4. Written from the dataset definitions; see docs/database_schema.md.
-- Keys: the primary key of each table is its logical key, the same columns on every engine.
-- Safe to run twice: what is there already stays as it is.

CREATE DATABASE IF NOT EXISTS `market`;

-- cc_exchanges_general: Venues with their grades and 24-hour volume. Key: internal_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_exchanges_general` (
    `exchange_api_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `name` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `internal_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_url_path` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `logo_url_path` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `item_types` JSON NULL,
    `centralization_type` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `grade_points` DOUBLE NULL,
    `grade` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `grade_points_legal` DOUBLE NULL,
    `grade_points_kyc_risk` DOUBLE NULL,
    `grade_points_team` DOUBLE NULL,
    `grade_points_data_provision` DOUBLE NULL,
    `grade_points_asset_quality` DOUBLE NULL,
    `grade_points_market_quality` DOUBLE NULL,
    `grade_points_security` DOUBLE NULL,
    `grade_points_neg_reports_penalty` DOUBLE NULL,
    `affiliate_url` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `country` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `has_orderbook` BOOLEAN NULL,
    `has_trades` BOOLEAN NULL,
    `description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `full_address` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `is_sponsored` BOOLEAN NULL,
    `is_recommended` BOOLEAN NULL,
    `rating_avg` DOUBLE NULL,
    `rating_total_users` INT NULL,
    `sort_order` INT NULL,
    `total_volume_24h_usd` DOUBLE NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`internal_name`),
    KEY `ix_cc_exchanges_general_exchange_api_id` (`exchange_api_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_exchange_spot_details: One current row per spot venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_exchange_spot_details` (
    `exchange_internal_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_exchange_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `exchange_status` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `mapped_instruments_total` INT NULL,
    `unmapped_instruments_total` INT NULL,
    `instruments_active_count` INT NULL,
    `instruments_ignored_count` INT NULL,
    `instruments_retired_count` INT NULL,
    `instruments_expired_count` INT NULL,
    `instruments_retired_unmapped_count` INT NULL,
    `total_trades_exchange_level` BIGINT NULL,
    `has_orderbook_l2_snapshots` BOOLEAN NULL,
    `api_data_retrieved_datetime` DATETIME NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange_internal_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_instruments_spot: Spot instruments of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS `market`.`cc_instruments_spot` (
    `exchange_internal_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_instrument_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `instrument_status_on_exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `exchange_instrument_symbol_raw` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base_asset_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base_asset_id` BIGINT NULL,
    `quote_asset_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_asset_id` BIGINT NULL,
    `transform_function` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `instrument_mapping_created_datetime` DATETIME NULL,
    `has_trades` BOOLEAN NULL,
    `first_trade_datetime` DATETIME NULL,
    `last_trade_datetime` DATETIME NULL,
    `total_trades_instrument_level` BIGINT NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange_internal_name`, `mapped_instrument_symbol`),
    KEY `ix_cc_instruments_spot_mapped_instrument_symbol` (`mapped_instrument_symbol`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_exchanges_futures_details: One current row per futures venue. Key: exchange_internal_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_exchanges_futures_details` (
    `exchange_internal_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_exchange_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `exchange_status` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `mapped_instruments_total` INT NULL,
    `unmapped_instruments_total` INT NULL,
    `instruments_active_count` INT NULL,
    `instruments_ignored_count` INT NULL,
    `instruments_retired_count` INT NULL,
    `instruments_expired_count` INT NULL,
    `instruments_retired_unmapped_count` INT NULL,
    `total_trades_exchange_level` BIGINT NULL,
    `total_open_interest_updates` BIGINT NULL,
    `total_funding_rate_updates` BIGINT NULL,
    `has_orderbook_l2_snapshots` BOOLEAN NULL,
    `api_data_retrieved_datetime` DATETIME NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange_internal_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_instruments_futures: Futures contracts of all statuses; one that the source no longer lists stays, as VANISHED. Key: exchange_internal_name, mapped_instrument_symbol.
CREATE TABLE IF NOT EXISTS `market`.`cc_instruments_futures` (
    `exchange_internal_name` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_instrument_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `instrument_status_on_exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `exchange_instrument_symbol_raw` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying_id` BIGINT NULL,
    `quote_currency_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency_id` BIGINT NULL,
    `settlement_currency_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency_id` BIGINT NULL,
    `contract_currency_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency_id` BIGINT NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `transform_function` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `instrument_mapping_created_datetime` DATETIME NULL,
    `has_trades` BOOLEAN NULL,
    `first_trade_datetime` DATETIME NULL,
    `last_trade_datetime` DATETIME NULL,
    `total_trades_instrument_level` BIGINT NULL,
    `has_funding_rate_updates` BOOLEAN NULL,
    `first_funding_rate_update_datetime` DATETIME NULL,
    `last_funding_rate_update_datetime` DATETIME NULL,
    `total_funding_rate_updates` BIGINT NULL,
    `has_open_interest_updates` BOOLEAN NULL,
    `first_open_interest_update_datetime` DATETIME NULL,
    `last_open_interest_update_datetime` DATETIME NULL,
    `total_open_interest_updates` BIGINT NULL,
    `contract_expiration_datetime` DATETIME NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange_internal_name`, `mapped_instrument_symbol`),
    KEY `ix_cc_instruments_futures_mapped_instrument_symbol` (`mapped_instrument_symbol`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_assets: One row per asset; the id is the key, symbols are used again. Key: asset_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_assets` (
    `asset_id` BIGINT NOT NULL,
    `symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `name` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `uri` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `asset_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `cc_internal_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `id_legacy` BIGINT NULL,
    `id_parent_asset` BIGINT NULL,
    `id_asset_issuer` BIGINT NULL,
    `asset_issuer_name` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `parent_asset_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `cc_created_on` DATETIME NOT NULL,
    `cc_updated_on` DATETIME NULL,
    `public_notice` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `logo_url` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `launch_date` DATETIME NULL,
    `description_summary` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `decimal_points` INT NULL,
    `symbol_glyph` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`),
    KEY `ix_cc_assets_symbol` (`symbol`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_market_data: Price, market capitalisation and volume of an asset at the time of its price. An asset without a price has no row. Key: asset_id, snapshot_ts.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_market_data` (
    `asset_id` BIGINT NOT NULL,
    `snapshot_ts` DATETIME NOT NULL,
    `price_usd` DOUBLE NULL,
    `price_usd_source` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `mkt_cap_penalty` DOUBLE NULL,
    `circulating_mkt_cap_usd` DOUBLE NULL,
    `total_mkt_cap_usd` DOUBLE NULL,
    `spot_moving_24_hour_quote_volume_top_tier_usd` DOUBLE NULL,
    `spot_moving_24_hour_quote_volume_usd` DOUBLE NULL,
    `spot_moving_7_day_quote_volume_top_tier_usd` DOUBLE NULL,
    `spot_moving_7_day_quote_volume_usd` DOUBLE NULL,
    `spot_moving_30_day_quote_volume_top_tier_usd` DOUBLE NULL,
    `spot_moving_30_day_quote_volume_usd` DOUBLE NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `snapshot_ts`),
    KEY `ix_cc_asset_market_data_snapshot_ts` (`snapshot_ts`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_alternative_ids: Ids of an asset elsewhere; all null where the source has none. Earlier ones are in cc_revisions. Key: asset_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_alternative_ids` (
    `asset_id` BIGINT NOT NULL,
    `cmc_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `cg_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `isin_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `valor_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `dti_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `chain_id` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_industries_map: Industries of an asset. What it no longer has is in cc_revisions. Key: asset_id, industry_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_industries_map` (
    `asset_id` BIGINT NOT NULL,
    `industry_name` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `justification` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `industry_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_consensus_mechanisms_map: Consensus mechanisms of an asset. What it no longer has is in cc_revisions. Key: asset_id, mechanism_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_consensus_mechanisms_map` (
    `asset_id` BIGINT NOT NULL,
    `mechanism_name` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `mechanism_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_consensus_algorithm_types_map: Types of consensus algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_consensus_algorithm_types_map` (
    `asset_id` BIGINT NOT NULL,
    `algorithm_name` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `description` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `algorithm_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_hashing_algorithm_types_map: Types of hashing algorithm of an asset. What it no longer has is in cc_revisions. Key: asset_id, algorithm_name.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_hashing_algorithm_types_map` (
    `asset_id` BIGINT NOT NULL,
    `algorithm_name` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `algorithm_name`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_asset_previous_symbols_map: Symbols that an asset had before. What it no longer has is in cc_revisions. Key: asset_id, previous_symbol.
CREATE TABLE IF NOT EXISTS `market`.`cc_asset_previous_symbols_map` (
    `asset_id` BIGINT NOT NULL,
    `previous_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `created_at` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`asset_id`, `previous_symbol`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_1d_raw: One row per 1d period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_1d_raw` (
    `datetime` DATETIME NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base_id` BIGINT NULL,
    `quote_id` BIGINT NULL,
    `transform_function` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`),
    KEY `ix_cc_ohlcv_spot_1d_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_1h_raw: One row per 1h period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_1h_raw` (
    `datetime` DATETIME NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base_id` BIGINT NULL,
    `quote_id` BIGINT NULL,
    `transform_function` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`),
    KEY `ix_cc_ohlcv_spot_1h_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_1m_raw: One row per 1m period, exchange and instrument with trades. Key: exchange, symbol_unmapped, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_1m_raw` (
    `datetime` DATETIME NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `base_id` BIGINT NULL,
    `quote_id` BIGINT NULL,
    `transform_function` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange`, `symbol_unmapped`, `datetime`),
    KEY `ix_cc_ohlcv_spot_1m_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_ohlcv_1d: One row per 1d period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_ohlcv_1d` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `number_of_contracts` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_ohlcv_1d_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_ohlcv_1h: One row per 1h period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_ohlcv_1h` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `number_of_contracts` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_ohlcv_1h_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_ohlcv_1m: One row per 1m period, venue and contract with trades. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_ohlcv_1m` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `number_of_contracts` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_buy` DOUBLE NULL,
    `quote_volume_buy` DOUBLE NULL,
    `volume_sell` DOUBLE NULL,
    `quote_volume_sell` DOUBLE NULL,
    `volume_unknown` DOUBLE NULL,
    `quote_volume_unknown` DOUBLE NULL,
    `total_trades` BIGINT NULL,
    `total_trades_buy` BIGINT NULL,
    `total_trades_sell` BIGINT NULL,
    `total_trades_unknown` BIGINT NULL,
    `first_trade_timestamp` DATETIME NULL,
    `last_trade_timestamp` DATETIME NULL,
    `first_trade_price` DOUBLE NULL,
    `high_trade_price` DOUBLE NULL,
    `high_trade_timestamp` DATETIME NULL,
    `low_trade_price` DOUBLE NULL,
    `low_trade_timestamp` DATETIME NULL,
    `last_trade_price` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_ohlcv_1m_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_funding_rate_ohlc_1d: One row per 1d period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_funding_rate_ohlc_1d` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `interval_ms` BIGINT NULL,
    `open_fr` DOUBLE NULL,
    `high_fr` DOUBLE NULL,
    `low_fr` DOUBLE NULL,
    `close_fr` DOUBLE NULL,
    `total_funding_rate_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_funding_rate_ohlc_1d_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_funding_rate_ohlc_1h: One row per 1h period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_funding_rate_ohlc_1h` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `interval_ms` BIGINT NULL,
    `open_fr` DOUBLE NULL,
    `high_fr` DOUBLE NULL,
    `low_fr` DOUBLE NULL,
    `close_fr` DOUBLE NULL,
    `total_funding_rate_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_funding_rate_ohlc_1h_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_funding_rate_ohlc_1m: One row per 1m period, venue and perpetual contract with updates of its funding rate. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_funding_rate_ohlc_1m` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `interval_ms` BIGINT NULL,
    `open_fr` DOUBLE NULL,
    `high_fr` DOUBLE NULL,
    `low_fr` DOUBLE NULL,
    `close_fr` DOUBLE NULL,
    `total_funding_rate_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_funding_rate_ohlc_1m_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_open_interest_ohlc_1d: One row per 1d period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_open_interest_ohlc_1d` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open_oi_contracts` DOUBLE NULL,
    `high_oi_contracts` DOUBLE NULL,
    `low_oi_contracts` DOUBLE NULL,
    `close_oi_contracts` DOUBLE NULL,
    `open_oi_quote` DOUBLE NULL,
    `high_oi_quote` DOUBLE NULL,
    `low_oi_quote` DOUBLE NULL,
    `close_oi_quote` DOUBLE NULL,
    `open_mark_price` DOUBLE NULL,
    `high_oi_mark_price` DOUBLE NULL,
    `high_mark_price` DOUBLE NULL,
    `high_mark_price_oi` DOUBLE NULL,
    `high_quote_mark_price` DOUBLE NULL,
    `low_oi_mark_price` DOUBLE NULL,
    `low_mark_price` DOUBLE NULL,
    `low_mark_price_oi` DOUBLE NULL,
    `low_quote_mark_price` DOUBLE NULL,
    `close_mark_price` DOUBLE NULL,
    `total_open_interest_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_open_interest_ohlc_1d_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_open_interest_ohlc_1h: One row per 1h period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_open_interest_ohlc_1h` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open_oi_contracts` DOUBLE NULL,
    `high_oi_contracts` DOUBLE NULL,
    `low_oi_contracts` DOUBLE NULL,
    `close_oi_contracts` DOUBLE NULL,
    `open_oi_quote` DOUBLE NULL,
    `high_oi_quote` DOUBLE NULL,
    `low_oi_quote` DOUBLE NULL,
    `close_oi_quote` DOUBLE NULL,
    `open_mark_price` DOUBLE NULL,
    `high_oi_mark_price` DOUBLE NULL,
    `high_mark_price` DOUBLE NULL,
    `high_mark_price_oi` DOUBLE NULL,
    `high_quote_mark_price` DOUBLE NULL,
    `low_oi_mark_price` DOUBLE NULL,
    `low_mark_price` DOUBLE NULL,
    `low_mark_price_oi` DOUBLE NULL,
    `low_quote_mark_price` DOUBLE NULL,
    `close_mark_price` DOUBLE NULL,
    `total_open_interest_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_open_interest_ohlc_1h_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_futures_open_interest_ohlc_1m: One row per 1m period, venue and contract with updates of its open interest. Key: market, instrument, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_futures_open_interest_ohlc_1m` (
    `datetime` DATETIME NOT NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mapped_instrument` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `index_underlying` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `quote_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `settlement_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `contract_currency` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `denomination_type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `open_oi_contracts` DOUBLE NULL,
    `high_oi_contracts` DOUBLE NULL,
    `low_oi_contracts` DOUBLE NULL,
    `close_oi_contracts` DOUBLE NULL,
    `open_oi_quote` DOUBLE NULL,
    `high_oi_quote` DOUBLE NULL,
    `low_oi_quote` DOUBLE NULL,
    `close_oi_quote` DOUBLE NULL,
    `open_mark_price` DOUBLE NULL,
    `high_oi_mark_price` DOUBLE NULL,
    `high_mark_price` DOUBLE NULL,
    `high_mark_price_oi` DOUBLE NULL,
    `high_quote_mark_price` DOUBLE NULL,
    `low_oi_mark_price` DOUBLE NULL,
    `low_mark_price` DOUBLE NULL,
    `low_mark_price_oi` DOUBLE NULL,
    `low_quote_mark_price` DOUBLE NULL,
    `close_mark_price` DOUBLE NULL,
    `total_open_interest_updates` BIGINT NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `instrument`, `datetime`),
    KEY `ix_cc_futures_open_interest_ohlc_1m_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_indices_1d_raw: One row per 1d period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_indices_1d_raw` (
    `unit` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `datetime` DATETIME NOT NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `asset` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_message_timestamp` DATETIME NULL,
    `last_message_timestamp` DATETIME NULL,
    `first_message_value` DOUBLE NULL,
    `high_message_value` DOUBLE NULL,
    `high_message_timestamp` DATETIME NULL,
    `low_message_value` DOUBLE NULL,
    `low_message_timestamp` DATETIME NULL,
    `last_message_value` DOUBLE NULL,
    `total_index_updates` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_top_tier` DOUBLE NULL,
    `quote_volume_top_tier` DOUBLE NULL,
    `volume_direct` DOUBLE NULL,
    `quote_volume_direct` DOUBLE NULL,
    `volume_top_tier_direct` DOUBLE NULL,
    `quote_volume_top_tier_direct` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `asset`, `quote`, `datetime`),
    KEY `ix_cc_ohlcv_spot_indices_1d_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_indices_1h_raw: One row per 1h period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_indices_1h_raw` (
    `unit` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `datetime` DATETIME NOT NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `asset` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_message_timestamp` DATETIME NULL,
    `last_message_timestamp` DATETIME NULL,
    `first_message_value` DOUBLE NULL,
    `high_message_value` DOUBLE NULL,
    `high_message_timestamp` DATETIME NULL,
    `low_message_value` DOUBLE NULL,
    `low_message_timestamp` DATETIME NULL,
    `last_message_value` DOUBLE NULL,
    `total_index_updates` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_top_tier` DOUBLE NULL,
    `quote_volume_top_tier` DOUBLE NULL,
    `volume_direct` DOUBLE NULL,
    `quote_volume_direct` DOUBLE NULL,
    `volume_top_tier_direct` DOUBLE NULL,
    `quote_volume_top_tier_direct` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `asset`, `quote`, `datetime`),
    KEY `ix_cc_ohlcv_spot_indices_1h_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_ohlcv_spot_indices_1m_raw: One row per 1m period, index family, asset and quote with updates of the index. Key: market, asset, quote, datetime.
CREATE TABLE IF NOT EXISTS `market`.`cc_ohlcv_spot_indices_1m_raw` (
    `unit` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `datetime` DATETIME NOT NULL,
    `type` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `market` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `asset` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `quote` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `open` DOUBLE NULL,
    `high` DOUBLE NULL,
    `low` DOUBLE NULL,
    `close` DOUBLE NULL,
    `first_message_timestamp` DATETIME NULL,
    `last_message_timestamp` DATETIME NULL,
    `first_message_value` DOUBLE NULL,
    `high_message_value` DOUBLE NULL,
    `high_message_timestamp` DATETIME NULL,
    `low_message_value` DOUBLE NULL,
    `low_message_timestamp` DATETIME NULL,
    `last_message_value` DOUBLE NULL,
    `total_index_updates` BIGINT NULL,
    `volume` DOUBLE NULL,
    `quote_volume` DOUBLE NULL,
    `volume_top_tier` DOUBLE NULL,
    `quote_volume_top_tier` DOUBLE NULL,
    `volume_direct` DOUBLE NULL,
    `quote_volume_direct` DOUBLE NULL,
    `volume_top_tier_direct` DOUBLE NULL,
    `quote_volume_top_tier_direct` DOUBLE NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`market`, `asset`, `quote`, `datetime`),
    KEY `ix_cc_ohlcv_spot_indices_1m_raw_datetime` (`datetime`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- symbols: Symbols of exchanges in native and standard names; one that is no longer listed stays, as VANISHED. Earlier values are in cc_revisions. Key: exchange, native_symbol.
CREATE TABLE IF NOT EXISTS `market`.`symbols` (
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `native_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `standard_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `base` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `quote` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `type` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `status` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `native_status` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `listing_time` DATETIME NULL,
    `delivery_time` DATETIME NULL,
    `tick_size` DECIMAL(38,18) NULL,
    `lot_size` DECIMAL(38,18) NULL,
    `contract_size` DECIMAL(38,18) NULL,
    `first_seen` DATETIME NOT NULL,
    `last_seen` DATETIME NOT NULL,
    `updated_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange`, `native_symbol`),
    KEY `ix_symbols_standard_symbol` (`standard_symbol`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- klines: One row per period, exchange and native symbol with trades, as the exchange gives it: decimals exact, never a double. Key: exchange, native_symbol, interval, open_time.
CREATE TABLE IF NOT EXISTS `market`.`klines` (
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `native_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `interval` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `open_time` DATETIME NOT NULL,
    `open` DECIMAL(38,18) NOT NULL,
    `high` DECIMAL(38,18) NOT NULL,
    `low` DECIMAL(38,18) NOT NULL,
    `close` DECIMAL(38,18) NOT NULL,
    `volume` DECIMAL(38,18) NOT NULL,
    `quote_volume` DECIMAL(38,18) NULL,
    `trades` BIGINT NULL,
    `taker_buy_volume` DECIMAL(38,18) NULL,
    `taker_buy_quote_volume` DECIMAL(38,18) NULL,
    `vwap` DECIMAL(38,18) NULL,
    `collected_at` DATETIME NOT NULL,
    PRIMARY KEY (`exchange`, `native_symbol`, `interval`, `open_time`),
    KEY `ix_klines_open_time` (`open_time`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- order_book_snapshots: One row per snapshot of an order book: bids and asks as the exchange wrote them, never a double. Ticks without a snapshot are in cc_missed_ticks. Key: exchange, native_symbol, retrieved_at, last_update_id.
CREATE TABLE IF NOT EXISTS `market`.`order_book_snapshots` (
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `native_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `retrieved_at` DATETIME(6) NOT NULL,
    `last_update_id` BIGINT NOT NULL,
    `exchange_ts` DATETIME(6) NULL,
    `received_at` DATETIME(6) NOT NULL,
    `tick_at` DATETIME(6) NOT NULL,
    `depth` INT NOT NULL,
    `bids` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `asks` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (`exchange`, `native_symbol`, `retrieved_at`, `last_update_id`),
    KEY `ix_order_book_snapshots_retrieved_at` (`retrieved_at`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_rate_limit_status: The limits of the key as the API stated them, before, during and after each run. Key: run_id, sequence.
CREATE TABLE IF NOT EXISTS `market`.`cc_rate_limit_status` (
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `sequence` INT NOT NULL,
    `timestamp` DATETIME NOT NULL,
    `use_case` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `record_timing` VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `api_key_used_second` BIGINT NULL,
    `api_key_used_minute` BIGINT NULL,
    `api_key_used_hour` BIGINT NULL,
    `api_key_used_day` BIGINT NULL,
    `api_key_used_month` BIGINT NULL,
    `api_key_max_second` BIGINT NULL,
    `api_key_max_minute` BIGINT NULL,
    `api_key_max_hour` BIGINT NULL,
    `api_key_max_day` BIGINT NULL,
    `api_key_max_month` BIGINT NULL,
    `api_key_remaining_second` BIGINT NULL,
    `api_key_remaining_minute` BIGINT NULL,
    `api_key_remaining_hour` BIGINT NULL,
    `api_key_remaining_day` BIGINT NULL,
    `api_key_remaining_month` BIGINT NULL,
    `auth_key_used_second` BIGINT NULL,
    `auth_key_used_minute` BIGINT NULL,
    `auth_key_used_hour` BIGINT NULL,
    `auth_key_used_day` BIGINT NULL,
    `auth_key_used_month` BIGINT NULL,
    `auth_key_max_second` BIGINT NULL,
    `auth_key_max_minute` BIGINT NULL,
    `auth_key_max_hour` BIGINT NULL,
    `auth_key_max_day` BIGINT NULL,
    `auth_key_max_month` BIGINT NULL,
    `auth_key_remaining_second` BIGINT NULL,
    `auth_key_remaining_minute` BIGINT NULL,
    `auth_key_remaining_hour` BIGINT NULL,
    `auth_key_remaining_day` BIGINT NULL,
    `auth_key_remaining_month` BIGINT NULL,
    PRIMARY KEY (`run_id`, `sequence`),
    KEY `ix_cc_rate_limit_status_timestamp` (`timestamp`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_runs: One row per run with its outcome and counts. Key: run_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_runs` (
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `job` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `outcome` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `started_at` DATETIME(6) NOT NULL,
    `ended_at` DATETIME(6) NULL,
    `host` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `process_id` BIGINT NULL,
    `tool_version` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `rows_read` BIGINT NULL,
    `rows_inserted` BIGINT NULL,
    `rows_updated` BIGINT NULL,
    `rows_unchanged` BIGINT NULL,
    `rows_rejected` BIGINT NULL,
    `requests` BIGINT NULL,
    `retries` BIGINT NULL,
    `failed_legs` BIGINT NULL,
    `failure` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `summary` JSON NULL,
    PRIMARY KEY (`run_id`),
    KEY `ix_cc_runs_started_at` (`started_at`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_coverage: The asked range of each series, tiled by states that do not overlap. Written in the transaction of the rows it speaks of. Key: dataset, exchange, symbol_unmapped, interval_name, from_time.
CREATE TABLE IF NOT EXISTS `market`.`cc_coverage` (
    `dataset` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `interval_name` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `from_time` DATETIME NOT NULL,
    `to_time` DATETIME NOT NULL,
    `state` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `request` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `known_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`dataset`, `exchange`, `symbol_unmapped`, `interval_name`, `from_time`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_dead_letters: Records of the source that are not stored: the text as it came, and the rule it broke. Key: letter_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_dead_letters` (
    `letter_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `dataset` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `interval_name` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `period_start` DATETIME NULL,
    `rule` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `reason` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `raw_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `request` VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `known_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`letter_id`),
    KEY `ix_cc_dead_letters_run_id` (`run_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_missed_ticks: One row per tick of a capture of order books that was due and has no snapshot, with its cause. Key: exchange, native_symbol, tick_at, run_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_missed_ticks` (
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `native_symbol` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `tick_at` DATETIME(6) NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `every_ms` BIGINT NOT NULL,
    `cause` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `reason` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `known_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`exchange`, `native_symbol`, `tick_at`, `run_id`),
    KEY `ix_cc_missed_ticks_run_id` (`run_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_revisions: Values that the source has corrected since: what was known of a period, and from when until when. Key: dataset, exchange, symbol_unmapped, interval_name, datetime, known_until.
CREATE TABLE IF NOT EXISTS `market`.`cc_revisions` (
    `dataset` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `interval_name` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `datetime` DATETIME NOT NULL,
    `known_from` DATETIME NULL,
    `known_until` DATETIME(6) NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `old_values` JSON NULL,
    PRIMARY KEY (`dataset`, `exchange`, `symbol_unmapped`, `interval_name`, `datetime`, `known_until`),
    KEY `ix_cc_revisions_known_until` (`known_until`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_quality_findings: What tests of the stored data found: the rule that does not hold, both values, the likely cause and the command that mends it. Key: finding_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_quality_findings` (
    `finding_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `dataset` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `interval_name` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `from_time` DATETIME NULL,
    `to_time` DATETIME NULL,
    `periods` BIGINT NULL,
    `rule` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `severity` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `found_value` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `expected_value` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `cause` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `mending` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `first_seen_at` DATETIME(6) NOT NULL,
    `last_run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `last_seen_at` DATETIME(6) NOT NULL,
    `resolved_at` DATETIME(6) NULL,
    PRIMARY KEY (`finding_id`),
    KEY `ix_cc_quality_findings_dataset_exchange_symbol_unmapped` (`dataset`, `exchange`, `symbol_unmapped`),
    KEY `ix_cc_quality_findings_run_id` (`run_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_alerts: One row per message that an alert rule of a job sent to a sink: of what, when, and whether the sink took it. Key: cause_id, sink, alert_number.
CREATE TABLE IF NOT EXISTS `market`.`cc_alerts` (
    `cause_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `sink` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `alert_number` INT NOT NULL,
    `kind` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `state` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `job` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `rule` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `cause` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `message_text` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `message` JSON NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    `since` DATETIME(6) NOT NULL,
    `claimed_at` DATETIME(6) NOT NULL,
    `claim` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `sent_at` DATETIME(6) NULL,
    `quiet_until` DATETIME(6) NOT NULL,
    `error` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    PRIMARY KEY (`cause_id`, `sink`, `alert_number`),
    KEY `ix_cc_alerts_job` (`job`),
    KEY `ix_cc_alerts_claimed_at` (`claimed_at`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_run_leases: Runs under way: one row each, renewed by its process and removed at its end. Key: run_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_run_leases` (
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `process_id` INT NOT NULL,
    `process_started` VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `host` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `boot` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `process_space` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `renewed_at` DATETIME(6) NOT NULL,
    `lease_seconds` INT NOT NULL,
    PRIMARY KEY (`run_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_series_leases: Series and reference lists that a run under way works on: no other run may. Key: dataset, exchange, interval_name, symbol_unmapped.
CREATE TABLE IF NOT EXISTS `market`.`cc_series_leases` (
    `dataset` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `exchange` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `interval_name` VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `symbol_unmapped` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `run_id` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (`dataset`, `exchange`, `interval_name`, `symbol_unmapped`),
    KEY `ix_cc_series_leases_run_id` (`run_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_table_rebuilds: One row per table that was made anew (times converted, key added, duplicates left out), with counts and checksums of each slice. Key: rebuild_id.
CREATE TABLE IF NOT EXISTS `market`.`cc_table_rebuilds` (
    `rebuild_id` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `table_name` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `state` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `detail` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    `changed_at` DATETIME(6) NOT NULL,
    PRIMARY KEY (`rebuild_id`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- cc_schema_version: One row per version of this schema that was applied; the highest is the current one. Key: version.
CREATE TABLE IF NOT EXISTS `market`.`cc_schema_version` (
    `version` INT NOT NULL,
    `applied_at` DATETIME(6) NOT NULL,
    `tool_version` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    `key_collation` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
    PRIMARY KEY (`version`)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The version that the program looks for.
INSERT IGNORE INTO `market`.`cc_schema_version` (`version`, `applied_at`, `tool_version`, `key_collation`)
VALUES (4, UTC_TIMESTAMP(6), 'script', 'utf8mb4_general_ci');
