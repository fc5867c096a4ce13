using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgreSqlStoreTests(PostgreSqlFixture server) : MarketDataStoreContract, IClassFixture<PostgreSqlFixture>
{
    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(server.NewStore());

    protected override async Task<IMarketDataStore> NewStoreAsync() => await OpenAsync(await server.EmptiedStoreAsync());

    protected override Task ForbidSymbolAsync(StoreOptions place, Dataset candles, string forbidden) =>
        AlterAsync(place, $"ALTER TABLE {candles.Table} ADD CONSTRAINT forbidden_symbol CHECK (symbol <> '{forbidden}')");

    protected override Task AlterAsync(StoreOptions place, string sql) => PostgreSqlFixture.ExecuteAsync(place, sql);

    protected override Task RemovePlacesAsync() => Task.CompletedTask;
}
