using CcIngest.Model;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CcIngest.Storage.Tests;

/// <summary>The contract on the embedded store.</summary>
public sealed class SqliteStoreTests : MarketDataStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-tests-").FullName;
    private int _files;

    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(new StoreOptions { File = Path.Combine(_folder, $"store-{_files++}.db") });

    protected override async Task ForbidSymbolAsync(StoreOptions place, Dataset candles, string forbidden)
    {
        foreach (string act in new[] { "INSERT", "UPDATE" })
        {
            await AlterAsync(
                place, $"CREATE TRIGGER forbid_{act} BEFORE {act} ON {candles.Table} WHEN NEW.symbol = '{forbidden}' BEGIN SELECT RAISE(ABORT, 'forbidden symbol'); END");
        }
    }

    protected override async Task AlterAsync(StoreOptions place, string sql)
    {
        await using SqliteConnection connection = new($"Data Source={place.File};Pooling=False");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    protected override Task RemovePlacesAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
