-- Futures contracts, filtered by venue, mapped name, status and quote.
-- Key: exchange_internal_name, mapped_instrument_symbol. Reads only.
-- Parameters: exchanges (lower case), instruments (mapped names), statuses, quotes, limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes comparison and order go by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    LOWER(i.exchange_internal_name) AS Exchange,
    i.mapped_instrument_symbol AS Symbol,
    COALESCE(i.exchange_instrument_symbol_raw, i.mapped_instrument_symbol) AS RawSymbol,
    'Futures' AS Market,
    i.instrument_status_on_exchange AS Status,
    i.index_underlying_symbol AS Base,
    i.index_underlying_id AS BaseId,
    i.quote_currency_symbol AS Quote,
    i.quote_currency_id AS QuoteId,
    i.settlement_currency_symbol AS Settlement,
    i.contract_currency_symbol AS ContractCurrency,
    i.denomination_type AS Denomination,
    i.contract_expiration_datetime AS ExpiresAt,
    i.has_trades AS HasTrades,
    i.first_trade_datetime AS FirstTrade,
    i.last_trade_datetime AS LastTrade,
    i.total_trades_instrument_level AS TotalTrades,
    i.has_funding_rate_updates AS HasFundingRate,
    i.first_funding_rate_update_datetime AS FirstFundingRate,
    i.last_funding_rate_update_datetime AS LastFundingRate,
    i.has_open_interest_updates AS HasOpenInterest,
    i.first_open_interest_update_datetime AS FirstOpenInterest,
    i.last_open_interest_update_datetime AS LastOpenInterest,
    i.updated_at AS UpdatedAt
FROM cc_instruments_futures i
WHERE 1 = 1
  /*if exchanges*/ AND LOWER(i.exchange_internal_name) IN @exchanges AND HEX(LOWER(i.exchange_internal_name)) IN @exchangesHex /*end*/
  /*if instruments*/ AND i.mapped_instrument_symbol IN @instruments AND HEX(i.mapped_instrument_symbol) IN @instrumentsHex /*end*/
  /*if statuses*/ AND i.instrument_status_on_exchange IN @statuses AND HEX(i.instrument_status_on_exchange) IN @statusesHex /*end*/
  /*if quotes*/ AND i.quote_currency_symbol IN @quotes AND HEX(i.quote_currency_symbol) IN @quotesHex /*end*/
ORDER BY HEX(LOWER(i.exchange_internal_name)), HEX(i.mapped_instrument_symbol)
/*if limit*/ LIMIT @limit /*end*/
