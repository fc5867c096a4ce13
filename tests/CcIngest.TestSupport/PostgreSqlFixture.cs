using System.Data.Common;
using CcIngest.Model;
using CcIngest.Storage;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>
/// The PostgreSQL server that <c>CCINGEST_TEST_POSTGRESQL</c> names (<c>.ci/postgresql.sh start</c> prints it). Every store gets a schema of its own,
/// so that classes run side by side; all are dropped at the end.
/// </summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private readonly Lock _lock = new();
    private readonly List<StoreOptions> _schemas = [];
    private readonly List<string> _users = [];
    private readonly List<string> _databases = [];
    private StoreOptions? _made;

    /// <summary>The server and its administrator, with a schema that nobody else has and that is not created yet. Skips the test without a server.</summary>
    public StoreOptions NewStore(string? database = null)
    {
        StoreOptions server = ServerFeatures.RequirePostgreSql();
        StoreOptions store = server with { Schema = $"ccingest_{Guid.NewGuid():N}"[..24], Database = database ?? server.Database };
        lock (_lock)
        {
            _schemas.Add(store);
        }

        return store;
    }

    /// <summary>
    /// A place that has the schema and nothing in it: the same each time, for tests that run one after the other and leave the tables as they are.
    /// Making a schema costs ten times as much as emptying it.
    /// </summary>
    public async Task<StoreOptions> EmptiedStoreAsync()
    {
        if (_made is { } made)
        {
            await ExecuteAsync(made, string.Join(';', DatasetCatalog.All.Select(dataset => $"DELETE FROM {dataset.Table}"
                + (dataset == Bookkeeping.SchemaVersion ? FormattableString.Invariant($" WHERE version <> {DatasetCatalog.SchemaVersion}") : ""))));
            return made;
        }

        StoreOptions place = NewStore();
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            place, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);
        return _made = place;
    }

    /// <summary>Makes a database of its own and gives its name.</summary>
    public async Task<string> NewDatabaseAsync(string options = "")
    {
        string database = $"d_{Guid.NewGuid():N}"[..14];
        lock (_lock)
        {
            _databases.Add(database);
        }

        await ExecuteAsync(ServerFeatures.RequirePostgreSql(), $"CREATE DATABASE {database} {options}");
        return database;
    }

    /// <summary>Makes an account that may log in and nothing more, and gives the store's options with it.</summary>
    /// <param name="rights">Statements in which <c>{user}</c> stands for its name.</param>
    public async Task<StoreOptions> NewUserAsync(StoreOptions store, params string[] rights)
    {
        string user = $"u_{Guid.NewGuid():N}"[..14];
        string password = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            _users.Add(user);
        }

        await ExecuteAsync(store, $"CREATE USER {user} PASSWORD '{password}'");
        foreach (string right in rights)
        {
            await ExecuteAsync(store, right.Replace("{user}", user, StringComparison.Ordinal));
        }

        return store with { User = user, Password = new Secret(password) };
    }

    /// <summary>Runs statements with the store's schema as the default one.</summary>
    public static async Task<int> ExecuteAsync(StoreOptions store, string sql)
    {
        await using DbConnection connection = await OpenAsync(store);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as invariant text.</summary>
    public static async Task<string?> ScalarAsync(StoreOptions store, string sql)
    {
        await using DbConnection connection = await OpenAsync(store);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (StoreOptions store in _schemas.Where(store => !_databases.Contains(store.Database)))
        {
            await ExecuteAsync(store, $"DROP SCHEMA IF EXISTS {store.Schema} CASCADE");
        }

        foreach (string database in _databases)
        {
            await ExecuteAsync(ServerFeatures.RequirePostgreSql(), $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        }

        foreach (string user in _users)
        {
            await ExecuteAsync(ServerFeatures.RequirePostgreSql(), $"DROP OWNED BY {user}; DROP USER IF EXISTS {user}");
        }
    }

    private static async Task<DbConnection> OpenAsync(StoreOptions store)
    {
        DbConnection connection = PostgreSqlDriver.CreateConnection(store);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SET search_path = {store.Schema}, public";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
