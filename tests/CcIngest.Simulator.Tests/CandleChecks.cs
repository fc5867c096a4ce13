using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>What holds for every candle of the real API.</summary>
internal static class CandleChecks
{
    public static void AssertConsistent(JsonElement row, int seconds)
    {
        long start = row.Whole("TIMESTAMP");
        Assert.Equal(0, start % seconds);
        (double open, double high, double low, double close) = (row.Number("OPEN"), row.Number("HIGH"), row.Number("LOW"), row.Number("CLOSE"));
        Assert.True(low > 0 && low <= open && low <= close && open <= high && close <= high, row.GetRawText());

        long trades = row.Whole("TOTAL_TRADES");
        (long buy, long sell, long unknown) = (row.Whole("TOTAL_TRADES_BUY"), row.Whole("TOTAL_TRADES_SELL"), row.Whole("TOTAL_TRADES_UNKNOWN"));
        Assert.True(buy >= 0 && sell >= 0 && unknown >= 0, row.GetRawText());
        Assert.Equal(trades, buy + sell + unknown);
        AssertSum(row, "VOLUME");
        AssertSum(row, "QUOTE_VOLUME");
        Assert.Equal(trades == 0, row.Number("VOLUME") == 0);

        if (trades == 0)
        {
            Assert.True(open == high && open == low && open == close, row.GetRawText());
            Assert.DoesNotContain(row.Names(), name => name.Contains("_TRADE_", StringComparison.Ordinal));
            return;
        }

        Assert.InRange(row.Number("QUOTE_VOLUME"), row.Number("VOLUME") * low * (1 - 1e-12), row.Number("VOLUME") * high * (1 + 1e-12));
        (double highTrade, double lowTrade) = (row.Number("HIGH_TRADE_PRICE"), row.Number("LOW_TRADE_PRICE"));
        Assert.Equal(close, row.Number("LAST_TRADE_PRICE"));
        Assert.Equal(high, Math.Max(highTrade, open));
        Assert.Equal(low, Math.Min(lowTrade, open));
        Assert.InRange(row.Number("FIRST_TRADE_PRICE"), lowTrade, highTrade);
        Assert.InRange(close, lowTrade, highTrade);

        (long first, long last) = (row.Whole("FIRST_TRADE_TIMESTAMP"), row.Whole("LAST_TRADE_TIMESTAMP"));
        Assert.InRange(first, start, last);
        Assert.InRange(last, first, start + seconds - 1);
        Assert.InRange(row.Whole("HIGH_TRADE_TIMESTAMP"), first, last);
        Assert.InRange(row.Whole("LOW_TRADE_TIMESTAMP"), first, last);
    }

    private static void AssertSum(JsonElement row, string name)
    {
        double sum = row.Number(name + "_BUY") + row.Number(name + "_SELL") + row.Number(name + "_UNKNOWN");
        Assert.InRange(row.Number(name), sum * (1 - 1e-12), sum * (1 + 1e-12));
    }
}
