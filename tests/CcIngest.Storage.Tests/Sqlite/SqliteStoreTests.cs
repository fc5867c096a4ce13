namespace CcIngest.Storage.Tests;

/// <summary>The contract on the embedded store.</summary>
public sealed class SqliteStoreTests : MarketDataStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-tests-").FullName;
    private int _files;

    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(new StoreOptions { File = Path.Combine(_folder, $"store-{_files++}.db") });

    protected override Task RemovePlacesAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
