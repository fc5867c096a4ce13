-- Futures contracts to ingest: contracts on the given venues with the given underlying and quote symbols and statuses that have a series. When underlyings
-- are given by id (baseIds), the ids are exact, for symbols are used again. A contract without a name on its exchange, an underlying or a quote is left out.
-- Written for trades; the program puts the columns of funding rates or open interest in the place of has_trades and of the first and last trade, which are the
-- only things that differ.
-- Key: exchange_internal_name, mapped_instrument_symbol. Reads only.
-- Parameters: as trading_pairs.sql.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes comparison and order go by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    LOWER(i.exchange_internal_name) AS Exchange,
    i.mapped_instrument_symbol AS Symbol,
    i.exchange_instrument_symbol_raw AS RawSymbol,
    'Futures' AS Market,
    i.index_underlying_symbol AS Base,
    i.quote_currency_symbol AS Quote,
    i.first_trade_datetime AS FirstTrade,
    i.last_trade_datetime AS LastTrade,
    i.contract_expiration_datetime AS ExpiresAt,
    i.instrument_status_on_exchange AS Status
FROM cc_instruments_futures i
WHERE COALESCE(i.has_trades, TRUE) = TRUE
  /*if exchanges*/ AND LOWER(i.exchange_internal_name) IN @exchanges AND HEX(LOWER(i.exchange_internal_name)) IN @exchangesHex /*end*/
  /*if bases*/ AND i.index_underlying_symbol IN @bases AND HEX(i.index_underlying_symbol) IN @basesHex AND EXISTS (SELECT 1 FROM cc_assets a WHERE a.asset_id = i.index_underlying_id) /*end*/
  /*if baseIds*/ AND i.index_underlying_id IN @baseIds /*end*/
  /*if quotes*/ AND i.quote_currency_symbol IN @quotes AND HEX(i.quote_currency_symbol) IN @quotesHex /*end*/
  /*if instruments*/ AND i.mapped_instrument_symbol IN @instruments AND HEX(i.mapped_instrument_symbol) IN @instrumentsHex /*end*/
  /*if statuses*/ AND i.instrument_status_on_exchange IN @statuses AND HEX(i.instrument_status_on_exchange) IN @statusesHex /*end*/
  /*if unfinishedIn*/ AND i.instrument_status_on_exchange <> 'ACTIVE' AND EXISTS (
    SELECT 1 FROM cc_coverage c
    WHERE c.dataset = @unfinishedIn AND c.interval_name = @unfinishedInterval AND c.exchange = LOWER(i.exchange_internal_name)
      AND c.symbol_unmapped = i.exchange_instrument_symbol_raw AND c.state IN ('Open', 'Pending')) /*end*/
  AND i.exchange_instrument_symbol_raw IS NOT NULL
  AND i.index_underlying_symbol IS NOT NULL
  AND i.quote_currency_symbol IS NOT NULL
ORDER BY HEX(LOWER(i.exchange_internal_name)), HEX(i.mapped_instrument_symbol)
/*if limit*/ LIMIT @limit /*end*/
