using System.Globalization;
using CcIngest.Storage;
using Xunit;

namespace CcIngest.TestSupport;

/// <summary>Places on every database server that the tests know, by the engine's word: one list of promises for all of them.</summary>
public sealed class ServerStores : IAsyncLifetime
{
    /// <summary>The servers; see <see cref="EachServerAttribute"/>.</summary>
    public static IReadOnlyList<string> Engines { get; } = [StoreEngines.MySql, StoreEngines.PostgreSql];

    public MariaDbFixture MariaDb { get; } = new();

    public PostgreSqlFixture PostgreSql { get; } = new();

    /// <summary>A place that nobody else has and that is not created yet. Skips the test without the server.</summary>
    public StoreOptions NewStore(string engine) => engine == StoreEngines.MySql ? MariaDb.NewStore() : PostgreSql.NewStore();

    /// <summary>The same with an account that may log in and nothing more.</summary>
    public Task<StoreOptions> NewStoreWithoutRightsAsync(string engine) =>
        engine == StoreEngines.MySql ? MariaDb.NewUserAsync(MariaDb.NewStore(), rights: "") : PostgreSql.NewUserAsync(PostgreSql.NewStore());

    /// <summary>How many rows of a table hold a text in any of these columns.</summary>
    public static async Task<string?> CountMentionsAsync(StoreOptions store, string table, IEnumerable<string> columns, string text)
    {
        bool isMySql = store.Engine == StoreEngines.MySql;

        // Behind the table's name a column may be called as a word of the language is.
        string mentions = string.Join(" OR ", columns.Select(column => $"POSITION('{text}' IN CAST(t.{column} AS {(isMySql ? "CHAR" : "TEXT")})) > 0"));
        string sql = $"SELECT COUNT(*) FROM {store.Schema}.{table} t WHERE {mentions}";
        return await (isMySql ? MariaDbFixture.ScalarAsync(store, sql) : PostgreSqlFixture.ScalarAsync(store, sql));
    }

    /// <summary>The settings by which a run finds the store.</summary>
    public static Dictionary<string, string?> SettingsOf(StoreOptions store)
    {
        Dictionary<string, string?> settings = new() { ["DB_ENGINE"] = store.Engine };
        if (store.Engine == StoreEngines.Sqlite)
        {
            settings["DB_FILE"] = store.File;
            return settings;
        }

        settings["DB_HOST"] = store.Host;
        settings["DB_PORT"] = store.Port?.ToString(CultureInfo.InvariantCulture);
        settings["DB_USER"] = store.User;
        settings["DB_PASSWORD"] = store.Password?.Reveal();
        settings["DB_SSL_MODE"] = store.SslMode;
        settings["DB_NAME"] = StoreEngines.IsPostgreSql(store.Engine) ? store.Database : store.Schema;
        settings["DB_SCHEMA"] = StoreEngines.IsPostgreSql(store.Engine) ? store.Schema : null;
        return settings;
    }

    public async Task InitializeAsync()
    {
        await MariaDb.InitializeAsync();
        await PostgreSql.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await MariaDb.DisposeAsync();
        await PostgreSql.DisposeAsync();
    }
}
