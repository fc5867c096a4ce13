using CcIngest.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>All checks of a store, by their names.</summary>
internal static class ConnectionCheckList
{
    public static async Task<Dictionary<string, ConnectionCheck>> OfAsync(StoreOptions options, TimeProvider? time = null, double limitSeconds = 60)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        Dictionary<string, ConnectionCheck> checks = [];
        await foreach (ConnectionCheck check in StoreChecks.RunAsync(
            options, new BoundedCheck(clock, TimeSpan.FromSeconds(limitSeconds)), clock, NullLoggerFactory.Instance, CancellationToken.None))
        {
            checks.Add(check.Check, check);
        }

        return checks;
    }

    public static async Task InitializeAsync(StoreOptions options)
    {
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);
    }
}
