-- Pairs to ingest: instruments on the given venues with the given base and quote symbols and statuses. When bases are given, the base's id must
-- be an asset that the store knows; ids of bases (baseIds) are exact, for symbols are used again. An instrument without a name on its exchange, a base or a quote is no pair.
-- Key: exchange_internal_name, mapped_instrument_symbol. Reads only.
-- Parameters: exchanges (lower case), bases (symbols), baseIds, quotes, instruments (mapped names), statuses, limit; unfinishedIn (a dataset)
-- with unfinishedInterval: only pairs that trade no more and whose series there is still open or pending.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes comparison and order go by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    LOWER(i.exchange_internal_name) AS Exchange,
    i.mapped_instrument_symbol AS Symbol,
    i.exchange_instrument_symbol_raw AS RawSymbol,
    i.base_asset_symbol AS Base,
    i.quote_asset_symbol AS Quote,
    i.first_trade_datetime AS FirstTrade,
    i.last_trade_datetime AS LastTrade,
    i.instrument_status_on_exchange AS Status
FROM cc_instruments_spot i
WHERE 1 = 1
  /*if exchanges*/ AND LOWER(i.exchange_internal_name) IN @exchanges AND HEX(LOWER(i.exchange_internal_name)) IN @exchangesHex /*end*/
  /*if bases*/ AND i.base_asset_symbol IN @bases AND HEX(i.base_asset_symbol) IN @basesHex AND EXISTS (SELECT 1 FROM cc_assets a WHERE a.asset_id = i.base_asset_id) /*end*/
  /*if baseIds*/ AND i.base_asset_id IN @baseIds /*end*/
  /*if quotes*/ AND i.quote_asset_symbol IN @quotes AND HEX(i.quote_asset_symbol) IN @quotesHex /*end*/
  /*if instruments*/ AND i.mapped_instrument_symbol IN @instruments AND HEX(i.mapped_instrument_symbol) IN @instrumentsHex /*end*/
  /*if statuses*/ AND i.instrument_status_on_exchange IN @statuses AND HEX(i.instrument_status_on_exchange) IN @statusesHex /*end*/
  /*if unfinishedIn*/ AND i.instrument_status_on_exchange <> 'ACTIVE' AND EXISTS (
    SELECT 1 FROM cc_coverage c
    WHERE c.dataset = @unfinishedIn AND c.interval_name = @unfinishedInterval AND c.exchange = LOWER(i.exchange_internal_name)
      AND c.symbol_unmapped = i.exchange_instrument_symbol_raw AND c.state IN ('Open', 'Pending')) /*end*/
  AND i.exchange_instrument_symbol_raw IS NOT NULL
  AND i.base_asset_symbol IS NOT NULL
  AND i.quote_asset_symbol IS NOT NULL
ORDER BY HEX(LOWER(i.exchange_internal_name)), HEX(i.mapped_instrument_symbol)
/*if limit*/ LIMIT @limit /*end*/
