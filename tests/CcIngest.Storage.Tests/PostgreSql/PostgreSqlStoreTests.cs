using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgreSqlStoreTests : MarketDataStoreContract
{
    private readonly PostgreSqlFixture _server = new();

    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(_server.NewStore());

    protected override Task ForbidSymbolAsync(StoreOptions place, Dataset candles, string forbidden) =>
        AlterAsync(place, $"ALTER TABLE {candles.Table} ADD CONSTRAINT forbidden_symbol CHECK (symbol <> '{forbidden}')");

    protected override Task AlterAsync(StoreOptions place, string sql) => PostgreSqlFixture.ExecuteAsync(place, sql);

    protected override Task RemovePlacesAsync() => _server.DisposeAsync();
}
