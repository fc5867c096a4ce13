-- Funding rates of series within a range of period starts, in time order within each series; series come in the order of the engine's key, which a large
-- table is not sorted against. Written for the daily table; the program puts the
-- name and interval of the hourly or minute table in their place, which are the only things that differ.
-- Key: market, instrument, datetime. Reads only.
-- Parameters: exchanges (lower case), symbols (mapped names), rawSymbols (names on the exchange: fast), from (inclusive), to (exclusive), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes lists compare by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    'funding-rate-futures' AS Dataset,
    o.market AS Exchange,
    o.mapped_instrument AS Symbol,
    o.instrument AS RawSymbol,
    '1d' AS Interval_,
    o.datetime AS OpenTime,
    o.interval_ms AS FundingIntervalMs,
    o.open_fr AS Open_,
    o.high_fr AS High,
    o.low_fr AS Low,
    o.close_fr AS Close_,
    o.total_funding_rate_updates AS Updates,
    o.collected_at AS CollectedAt
FROM cc_futures_funding_rate_ohlc_1d o
WHERE 1 = 1
  /*if exchanges*/ AND o.market IN @exchanges AND HEX(o.market) IN @exchangesHex /*end*/
  /*if symbols*/ AND o.mapped_instrument IN @symbols AND HEX(o.mapped_instrument) IN @symbolsHex /*end*/
  /*if rawSymbols*/ AND o.instrument IN @rawSymbols AND HEX(o.instrument) IN @rawSymbolsHex /*end*/
  AND o.datetime >= @from
  AND o.datetime < @to
ORDER BY o.market, o.instrument, o.datetime
/*if limit*/ LIMIT @limit /*end*/
