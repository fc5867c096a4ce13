using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Opens stores by their options.</summary>
public static class MarketDataStores
{
    /// <summary>Opens a store and sees that it can be reached. Does not make the schema: that is <see cref="IMarketDataStore.InitializeAsync"/>.</summary>
    /// <exception cref="IngestException">An option is wrong, or the store cannot be reached.</exception>
    public static async Task<IMarketDataStore> OpenAsync(
        StoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        Check(options);
        return options.Engine switch
        {
            StoreEngines.Sqlite => await SqliteStore.OpenAsync(options, time, loggers, cancellationToken).ConfigureAwait(false),
            StoreEngines.MySql or StoreEngines.SingleStore => await MySqlStore.OpenAsync(options, time, loggers, cancellationToken).ConfigureAwait(false),
            StoreEngines.PostgreSql or StoreEngines.Timescale => await PostgreSqlStore.OpenAsync(options, time, loggers, cancellationToken).ConfigureAwait(false),
            _ => throw SqlDialects.UnknownEngine(options.Engine),
        };
    }

    /// <exception cref="IngestException">An option is wrong; nothing was opened.</exception>
    internal static void Check(StoreOptions options)
    {
        SqlDialects.CheckSchema(options.Engine, options.Schema);
        if (options.KeyCollation is not (null or "utf8mb4_general_ci" or "utf8mb4_bin"))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"'{options.KeyCollation}' is no key collation.", "Use utf8mb4_general_ci or utf8mb4_bin.");
        }
    }
}
