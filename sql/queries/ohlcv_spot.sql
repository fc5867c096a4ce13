-- Spot candles of series within a range of period starts, in time order within each series. Written for the daily table; the program puts the
-- name and interval of the hourly or minute table in their place, which are the only things that differ.
-- Key: exchange, symbol_unmapped, datetime. Reads only.
-- Parameters: exchanges (lower case), symbols (mapped names), rawSymbols (names on the exchange: fast), from (inclusive), to (exclusive), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
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
  /*if exchanges*/ AND o.exchange IN @exchanges /*end*/
  /*if symbols*/ AND o.symbol IN @symbols /*end*/
  /*if rawSymbols*/ AND o.symbol_unmapped IN @rawSymbols /*end*/
  AND o.datetime >= @from
  AND o.datetime < @to
ORDER BY o.exchange, o.symbol_unmapped, o.datetime
/*if limit*/ LIMIT @limit /*end*/
