using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>The GRANT statements of docs/deploying.md are executed as they stand, but for names, and suffice; the lesser ones make no table.</summary>
public sealed partial class DeployingRightsTests(MariaDbFixture mysql, PostgreSqlFixture postgresql) : IClassFixture<MariaDbFixture>, IClassFixture<PostgreSqlFixture>
{
    [SkippableFact]
    public async Task The_statements_for_MySQL_suffice_to_make_tables()
    {
        StoreOptions store = mysql.NewStore();
        StoreOptions user = await MySqlUserAsync(store, "schema");

        await ConnectionCheckList.InitializeAsync(user);
        await ShouldIngestAsync(user);
    }

    [SkippableFact]
    public async Task The_statements_for_MySQL_suffice_to_ingest_and_for_nothing_more()
    {
        StoreOptions store = mysql.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        StoreOptions user = await MySqlUserAsync(store, "rows");

        await ShouldIngestAsync(user);
        Assert.Contains("CREATE", (await ConnectionCheckList.OfAsync(user))["SchemaRights"].Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_statements_for_PostgreSQL_suffice_to_make_tables()
    {
        StoreOptions store = postgresql.NewStore();
        StoreOptions user = await postgresql.NewUserAsync(store, PostgreSqlStatements(store, "schema"));

        await ConnectionCheckList.InitializeAsync(user);
        await ShouldIngestAsync(user);
    }

    [SkippableFact]
    public async Task The_statements_for_PostgreSQL_suffice_to_ingest()
    {
        StoreOptions store = postgresql.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        StoreOptions user = await postgresql.NewUserAsync(store, PostgreSqlStatements(store, "rows"));

        await ShouldIngestAsync(user);
    }

    /// <summary>Rows by the loader of the engine, with their coverage, written twice: inserting, replacing and comparing.</summary>
    private static async Task ShouldIngestAsync(StoreOptions user)
    {
        Assert.Equal(CheckVerdict.Passed, (await ConnectionCheckList.OfAsync(user))["Rights"].Verdict);
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(user, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        foreach (WriteMode mode in new[] { WriteMode.Fresh, WriteMode.Merge, WriteMode.InsertMissing })
        {
            WriteResult result = await store.WriteAsync(
                new StoreWrite { RunId = "run", Now = Some.Now, Tables = [new TableWrite(Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 500), mode)] },
                CancellationToken.None);
            Assert.Equal(mode == WriteMode.Fresh ? 500 : 0, result.Rows.Inserted);
        }
    }

    private async Task<StoreOptions> MySqlUserAsync(StoreOptions store, string path)
    {
        StoreOptions user = await mysql.NewUserAsync(store, "");
        foreach (string statement in Statements($"mysql={path}").Where(statement => statement.StartsWith("GRANT", StringComparison.Ordinal)))
        {
            await MariaDbFixture.ExecuteAsync(store, statement.Replace("market.*", $"`{store.Schema}`.*", StringComparison.Ordinal)
                .Replace("'ccingest'@'%'", $"'{user.User}'@'127.0.0.1'", StringComparison.Ordinal));
        }

        return user;
    }

    private static string[] PostgreSqlStatements(StoreOptions store, string path) =>
    [
        .. Statements($"postgresql={path}").Where(statement => statement.StartsWith("GRANT", StringComparison.Ordinal)).Select(statement => statement
            .Replace("TO ccingest", "TO {user}", StringComparison.Ordinal).Replace("DATABASE market", $"DATABASE \"{store.Database}\"", StringComparison.Ordinal)
            .Replace("SCHEMA market", $"SCHEMA \"{store.Schema}\"", StringComparison.Ordinal)),
    ];

    private static string[] Statements(string fence)
    {
        Match block = Fence().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "deploying.md"))).Single(one => one.Groups["fence"].Value == fence);
        return block.Groups["text"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex(@"^```sql (?<fence>\S+)$\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
