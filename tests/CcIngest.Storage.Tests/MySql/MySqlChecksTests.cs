using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>What is said of a server before work is begun.</summary>
public sealed class MySqlChecksTests(MariaDbFixture server) : IClassFixture<MariaDbFixture>
{
    private const string Everything = "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX";

    [SkippableFact]
    public async Task A_server_with_the_tables_passes_and_has_nothing_more_than_before()
    {
        StoreOptions store = server.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        string? before = await StateAsync(store);

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(store);

        Assert.Equal(["Network", "Login", "Server", "Schema", "Rights", "SchemaRights", "Charset", "Clock"], checks.Keys);
        Assert.All(checks.Values, check => Assert.True(check.Verdict == CheckVerdict.Passed, $"{check}: {check.Message}"));
        Assert.Equal(before, await StateAsync(store));
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        StoreOptions store = server.NewStore();

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(store);

        Assert.Equal((CheckVerdict.Warning, CheckVerdict.Passed, CheckVerdict.Passed),
            (checks["Schema"].Verdict, checks["Rights"].Verdict, checks["SchemaRights"].Verdict));
        Assert.Equal("0", await MariaDbFixture.ScalarAsync(store, $"SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '{store.Schema}'"));
    }

    [SkippableTheory]
    [InlineData("INSERT")]
    [InlineData("SELECT")]
    [InlineData("UPDATE")]
    [InlineData("DELETE")]
    public async Task A_right_that_is_missing_is_named(string right)
    {
        StoreOptions store = server.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        string granted = string.Join(", ", Everything.Split(", ").Where(one => one != right));
        StoreOptions user = await server.NewUserAsync(store, granted);

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(user);

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed), (checks["Login"].Verdict, checks["Rights"].Verdict));
        Assert.Contains($"may not {right} in '{store.Schema}'", checks["Rights"].Message, StringComparison.Ordinal);
        Assert.Contains($"grant {right} on", checks["Rights"].Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Password!.Reveal(), string.Concat(checks.Values.Select(check => check.Message + check.Advice)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Rights_on_each_table_are_as_good_as_rights_on_the_database()
    {
        StoreOptions store = server.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        StoreOptions user = await server.NewUserAsync(store, "");
        foreach (Dataset dataset in DatasetCatalog.All)
        {
            await MariaDbFixture.ExecuteAsync(store, $"GRANT SELECT, INSERT, UPDATE, DELETE ON `{store.Schema}`.`{dataset.Table}` TO '{user.User}'@'127.0.0.1'");
        }

        Assert.Equal(CheckVerdict.Passed, (await ConnectionCheckList.OfAsync(user))["Rights"].Verdict);
        await MariaDbFixture.ExecuteAsync(store, $"REVOKE INSERT ON `{store.Schema}`.`{Bookkeeping.Coverage.Table}` FROM '{user.User}'@'127.0.0.1'");
        ConnectionCheck rights = (await ConnectionCheckList.OfAsync(user))["Rights"];
        Assert.Contains("may not INSERT", rights.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Rights_to_make_tables_are_needed_only_where_tables_are_to_be_made()
    {
        StoreOptions store = server.NewStore();
        StoreOptions user = await server.NewUserAsync(store, "SELECT, INSERT, UPDATE, DELETE");

        ConnectionCheck before = (await ConnectionCheckList.OfAsync(user))["SchemaRights"];
        await ConnectionCheckList.InitializeAsync(store);
        ConnectionCheck after = (await ConnectionCheckList.OfAsync(user))["SchemaRights"];

        Assert.Equal((CheckVerdict.Failed, CheckVerdict.Passed), (before.Verdict, after.Verdict));
        Assert.Contains("CREATE, ALTER, DROP, INDEX", before.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE, ALTER, DROP, INDEX", after.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_wrong_password_fails_the_login_and_is_not_shown()
    {
        StoreOptions store = server.NewStore() with { Password = new Secret("wr0ng-word") };

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(store);

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed), (checks["Network"].Verdict, checks["Login"].Verdict));
        Assert.All(checks.Values.Skip(2), check => Assert.Equal(CheckVerdict.Skipped, check.Verdict));
        Assert.DoesNotContain("wr0ng-word", string.Concat(checks.Values.Select(check => check.Message + check.Advice)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_engine_than_the_options_say_is_named()
    {
        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(server.NewStore() with { Engine = StoreEngines.SingleStore });

        Assert.Equal(CheckVerdict.Failed, checks["Server"].Verdict);
        Assert.Contains("mysql", checks["Server"].Advice, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Skipped, checks["Rights"].Verdict);
    }

    [SkippableFact]
    public async Task A_clock_that_is_off_is_a_warning()
    {
        FakeTime time = new(TimeProvider.System.GetUtcNow().AddMinutes(2));

        ConnectionCheck clock = (await ConnectionCheckList.OfAsync(server.NewStore(), time))["Clock"];

        Assert.Equal(CheckVerdict.Warning, clock.Verdict);
        Assert.Contains("behind this machine's", clock.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_table_that_cannot_hold_every_name_fails()
    {
        StoreOptions store = server.NewStore();
        await ConnectionCheckList.InitializeAsync(store);
        await MariaDbFixture.ExecuteAsync(store, $"ALTER TABLE `{store.Schema}`.`{Bookkeeping.Runs.Table}` CONVERT TO CHARACTER SET latin1");

        ConnectionCheck charset = (await ConnectionCheckList.OfAsync(store))["Charset"];

        Assert.Equal(CheckVerdict.Failed, charset.Verdict);
        Assert.Contains($"{Bookkeeping.Runs.Table}.", charset.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_stands_still_costs_no_more_than_the_time_of_a_check()
    {
        StoreOptions store = server.NewStore();
        await using StallingProxy proxy = new(store.Host, store.Port ?? 3306);
        proxy.Stall();

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(store with { Port = proxy.Port }, limitSeconds: 1);

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed, CheckVerdict.Skipped), (checks["Network"].Verdict, checks["Login"].Verdict, checks["Clock"].Verdict));
        Assert.True(checks["Login"].Duration < TimeSpan.FromSeconds(30), checks["Login"].Duration.ToString("c", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task No_server_fails_the_network_and_skips_the_rest()
    {
        int port;
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(new StoreOptions { Engine = StoreEngines.MySql, Port = port });

        Assert.Equal(CheckVerdict.Failed, checks["Network"].Verdict);
        Assert.Equal(7, checks.Values.Count(check => check.Verdict == CheckVerdict.Skipped));
    }

    /// <summary>Tables, rows of bookkeeping and the time of the last change: what a check must leave alone.</summary>
    private static Task<string?> StateAsync(StoreOptions store) => MariaDbFixture.ScalarAsync(store,
        $"SELECT GROUP_CONCAT(table_name, ' ', table_rows, ' ', IFNULL(update_time, '-') ORDER BY table_name) FROM information_schema.tables WHERE table_schema = '{store.Schema}'");
}
