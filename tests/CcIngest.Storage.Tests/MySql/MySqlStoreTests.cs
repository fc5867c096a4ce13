using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>The contract on MySQL or MariaDB.</summary>
public sealed class MySqlStoreTests : MarketDataStoreContract
{
    private readonly MariaDbFixture _server = new();

    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(_server.NewStore());

    protected override Task RemovePlacesAsync() => _server.DisposeAsync();
}
