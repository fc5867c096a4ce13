using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>The contract on MySQL or MariaDB.</summary>
public sealed class MySqlStoreTests(MariaDbFixture server) : MarketDataStoreContract, IClassFixture<MariaDbFixture>
{
    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(server.NewStore());

    protected override async Task<IMarketDataStore> NewStoreAsync() => await OpenAsync(await server.EmptiedStoreAsync());

    protected override Task ForbidSymbolAsync(StoreOptions place, Dataset candles, string forbidden) => MariaDbFixture.ExecuteAsync(
        place, $"ALTER TABLE `{place.Schema}`.{candles.Table} ADD CONSTRAINT forbidden_symbol CHECK (symbol IS NULL OR symbol <> '{forbidden}')");

    protected override Task AlterAsync(StoreOptions place, string sql) => MariaDbFixture.ExecuteAsync(place, $"USE `{place.Schema}`; {sql}");

    protected override Task RemovePlacesAsync() => Task.CompletedTask;
}
