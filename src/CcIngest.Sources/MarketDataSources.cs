using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Opens market data APIs. Opening sends nothing.</summary>
public static class MarketDataSources
{
    /// <summary>Everything there is: the CCData APIs, and the exchanges of <see cref="VenueCatalog"/>.</summary>
    /// <exception cref="IngestException">An option is outside its bounds; the message names it.</exception>
    public static IMarketDataSource Open(SourceOptions options, TimeProvider time, ILoggerFactory loggers) =>
        new MarketSources(OpenCcData(options, time, loggers), new VenueSource(options, time, loggers));

    /// <summary>The CCData (CoinDesk) APIs.</summary>
    /// <exception cref="IngestException">An option is outside its bounds; the message names it.</exception>
    public static IMarketDataSource OpenCcData(SourceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Check(options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= TimeSpan.FromSeconds(600),
            "API_REQUEST_TIMEOUT_SECONDS", options.Timeout.TotalSeconds, "1 to 600 seconds");
        Check(options.MaxRetries is >= 0 and <= 20, "API_MAX_RETRIES", options.MaxRetries, "0 to 20");
        Check(options.RetryBackoffFactor is >= 0.01 and <= 60, "API_RETRY_BACKOFF_FACTOR", options.RetryBackoffFactor, "0.01 to 60 seconds");
        Check(options.MaxFetchLimit is null or (>= 1 and <= 5_000), "MAX_API_FETCH_LIMIT", options.MaxFetchLimit ?? 0, "1 to 5000 periods");
        return new CcDataSource(options, time, loggers);
    }

    private static void Check(bool holds, string setting, double value, string allowed)
    {
        if (!holds)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, FormattableString.Invariant($"{setting} is {value}."), $"Allowed: {allowed}.");
        }
    }
}
