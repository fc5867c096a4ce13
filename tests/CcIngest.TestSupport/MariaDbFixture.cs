using System.Data.Common;
using CcIngest.Model;
using CcIngest.Storage;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>
/// The MySQL or MariaDB server that <c>CCINGEST_TEST_MYSQL</c> names (<c>.ci/mariadb.sh start</c> prints it). Every store gets a database of its own,
/// so that classes run side by side; all are dropped at the end.
/// </summary>
public sealed class MariaDbFixture : IAsyncLifetime
{
    private readonly Lock _lock = new();
    private readonly List<string> _schemas = [];
    private readonly List<string> _users = [];
    private StoreOptions? _made;

    /// <summary>The server and its administrator, with a database that nobody else has and that is not created yet. Skips the test without a server.</summary>
    public StoreOptions NewStore()
    {
        StoreOptions server = ServerFeatures.RequireMySql();
        string schema = $"ccingest_{Guid.NewGuid():N}"[..24];
        lock (_lock)
        {
            _schemas.Add(schema);
        }

        return server with { Schema = schema };
    }

    /// <summary>
    /// A place that has the schema and nothing in it: the same each time, for tests that run one after the other and leave the tables as they are.
    /// Making a database and dropping it costs twenty times as much as emptying one.
    /// </summary>
    public async Task<StoreOptions> EmptiedStoreAsync()
    {
        if (_made is { } made)
        {
            await ExecuteAsync(made, string.Join(';', DatasetCatalog.All.Select(dataset => $"DELETE FROM `{made.Schema}`.{dataset.Table}"
                + (dataset == Bookkeeping.SchemaVersion ? FormattableString.Invariant($" WHERE version <> {DatasetCatalog.SchemaVersion}") : ""))));
            return made;
        }

        StoreOptions place = NewStore();
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            place, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None);
        await store.InitializeAsync(CancellationToken.None);
        return _made = place;
    }

    /// <summary>Makes an account with these rights on the store's database only (none when empty), and gives the store's options with it.</summary>
    public async Task<StoreOptions> NewUserAsync(StoreOptions store, string rights)
    {
        string user = $"u_{Guid.NewGuid():N}"[..14];
        string password = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            _users.Add(user);
        }

        await ExecuteAsync(store, $"CREATE USER '{user}'@'127.0.0.1' IDENTIFIED BY '{password}'");
        if (rights.Length > 0)
        {
            await ExecuteAsync(store, $"GRANT {rights} ON `{store.Schema}`.* TO '{user}'@'127.0.0.1'");
        }

        return store with { User = user, Password = new Secret(password) };
    }

    /// <summary>Runs statements on the server without a default database.</summary>
    public static async Task<int> ExecuteAsync(StoreOptions store, string sql)
    {
        await using DbConnection connection = MySqlDrivers.Current.CreateConnection(store, withSchema: false);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row, as invariant text.</summary>
    public static async Task<string?> ScalarAsync(StoreOptions store, string sql)
    {
        await using DbConnection connection = MySqlDrivers.Current.CreateConnection(store, withSchema: false);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (string schema in _schemas)
        {
            await ExecuteAsync(ServerFeatures.RequireMySql(), $"DROP DATABASE IF EXISTS `{schema}`");
        }

        foreach (string user in _users)
        {
            await ExecuteAsync(ServerFeatures.RequireMySql(), $"DROP USER IF EXISTS '{user}'@'127.0.0.1'");
        }
    }
}
