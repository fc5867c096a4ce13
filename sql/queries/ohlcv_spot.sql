-- Spot candles of series within a range of period starts, in time order within each series; series come in the order of the engine's key, which a large
-- table is not sorted against. Written for the daily table; the program puts the
-- name and interval of the hourly or minute table in their place, which are the only things that differ.
-- Key: exchange, symbol_unmapped, datetime. Reads only.
-- Parameters: exchanges (lower case), symbols (mapped names), rawSymbols (names on the exchange: fast), from (inclusive), to (exclusive), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes lists compare by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    'ohlcv-spot' AS Dataset,
    o.exchange AS Exchange,
    o.symbol AS Symbol,
    o.symbol_unmapped AS RawSymbol,
    '1d' AS Interval_,
    o.datetime AS OpenTime,
    o.open AS Open_,
    o.high AS High,
    o.low AS Low,
    o.close AS Close_,
    o.volume AS Volume,
    o.quote_volume AS QuoteVolume,
    o.total_trades AS TotalTrades,
    o.collected_at AS CollectedAt
FROM cc_ohlcv_spot_1d_raw o
WHERE 1 = 1
  /*if exchanges*/ AND o.exchange IN @exchanges AND HEX(o.exchange) IN @exchangesHex /*end*/
  /*if symbols*/ AND o.symbol IN @symbols AND HEX(o.symbol) IN @symbolsHex /*end*/
  /*if rawSymbols*/ AND o.symbol_unmapped IN @rawSymbols AND HEX(o.symbol_unmapped) IN @rawSymbolsHex /*end*/
  AND o.datetime >= @from
  AND o.datetime < @to
ORDER BY o.exchange, o.symbol_unmapped, o.datetime
/*if limit*/ LIMIT @limit /*end*/
