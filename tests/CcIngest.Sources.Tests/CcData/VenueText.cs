namespace CcIngest.Sources.Tests;

/// <summary>Spot venues as the API writes them.</summary>
internal static class VenueText
{
    /// <summary>A venue with so many instruments, without its name.</summary>
    public static string Of(int instruments) => "{\"TYPE\":\"602\",\"EXCHANGE_STATUS\":\"ACTIVE\",\"instruments\":{"
        + string.Join(",", Enumerable.Range(0, instruments).Select(number => $$"""
            "COIN{{number}}-USD":{"TYPE":"612","INSTRUMENT_STATUS":"ACTIVE","INSTRUMENT":"COIN{{number}}USD","HISTO_SHARD":"PG_COLLECT_02","MAPPED_INSTRUMENT":"COIN{{number}}-USD",
            "INSTRUMENT_MAPPING":{"MAPPED_INSTRUMENT":"COIN{{number}}-USD","BASE":"COIN{{number}}","BASE_ID":{{number}},"QUOTE":"USD","QUOTE_ID":5,"TRANSFORM_FUNCTION":"","CREATED_ON":1646923899},
            "HAS_TRADES_SPOT":true,"FIRST_TRADE_SPOT_TIMESTAMP":1381095255,"LAST_TRADE_SPOT_TIMESTAMP":1749177039,"TOTAL_TRADES_SPOT":83708262}
            """)) + "}}";
}
