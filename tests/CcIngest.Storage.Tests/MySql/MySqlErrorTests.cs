using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>What people are told when a server does not do what is asked.</summary>
public sealed class MySqlErrorTests(MariaDbFixture server) : IClassFixture<MariaDbFixture>
{
    private const string WrongPassword = "no-such-password-4711";

    [SkippableFact]
    public async Task A_wrong_password_is_a_refused_login()
    {
        IngestException refused = await RefusedAsync(() => OpenAsync(server.NewStore() with { Password = new Secret(WrongPassword) }));

        Assert.Equal(IngestErrorId.StoreLoginRefused, refused.Id);
        Assert.Contains("DB_PASSWORD", refused.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("no-such-host.invalid", 3306)]
    public async Task A_server_that_is_not_there_is_unreachable_and_named(string host, int port)
    {
        StoreOptions options = new() { Engine = StoreEngines.MySql, Host = host, Port = port, Password = new Secret(WrongPassword), PoolTimeout = TimeSpan.FromSeconds(3) };

        IngestException refused = await RefusedAsync(() => OpenAsync(options));

        Assert.Equal(IngestErrorId.StoreUnreachable, refused.Id);
        Assert.Contains($"{host}:{port}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, refused.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_is_gone_for_longer_than_the_patience_ends_the_run_and_says_how_long_it_was_tried()
    {
        StoreOptions place = await MadeAsync();
        StallingProxy relay = new("127.0.0.1", place.Port!.Value);
        await using IMarketDataStore store = await OpenAsync(place with { Host = "127.0.0.1", Port = relay.Port, Patience = TimeSpan.FromSeconds(2) });
        Assert.Equal(3, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3))).Rows.Inserted);
        await relay.DisposeAsync();

        IngestException gone = await RefusedAsync(() => PutAsync(store, Some.Rows(SpotOhlcv.Hours, 3)));

        Assert.Equal((IngestErrorId.StoreUnreachable, FailureScope.Run), (gone.Id, gone.Scope));
        Assert.Matches("^writing, tried for [1-9]\\d* s: ", gone.Message);
    }

    [SkippableFact]
    public async Task An_account_that_may_only_read_is_told_which_right_it_lacks()
    {
        StoreOptions place = await MadeAsync();
        await using IMarketDataStore store = await OpenAsync(await server.NewUserAsync(place, "SELECT"));

        IngestException refused = await RefusedAsync(() => PutAsync(store, Some.Rows(SpotOhlcv.Days, 3)));

        Assert.Equal(IngestErrorId.StoreRightsMissing, refused.Id);
        Assert.Contains("INSERT", refused.Advice, StringComparison.Ordinal);
        Assert.Contains(place.Schema, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_account_without_any_right_cannot_make_the_schema_and_is_told_so()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(await server.NewUserAsync(place, ""));

        IngestException refused = await RefusedAsync(() => store.InitializeAsync(default));

        Assert.Equal(IngestErrorId.StoreRightsMissing, refused.Id);
        Assert.Contains(place.Schema, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_account_with_rights_on_its_database_makes_the_database_itself()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(await server.NewUserAsync(place, "ALL"));

        await store.InitializeAsync(default);

        Assert.Equal(3, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3))).Rows.Inserted);
    }

    [SkippableFact]
    public async Task A_server_that_is_no_SingleStore_is_refused_as_one()
    {
        IngestException refused = await RefusedAsync(() => OpenAsync(server.NewStore() with { Engine = StoreEngines.SingleStore }));

        Assert.Equal(IngestErrorId.SettingInvalid, refused.Id);
        Assert.Contains("mysql", refused.Advice, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_certificate_that_is_not_trusted_is_a_clear_refusal()
    {
        StoreOptions place = server.NewStore();
        await RequireTlsAsync(place);

        IngestException refused = await RefusedAsync(() => OpenAsync(place with { SslMode = "VerifyCA" }));

        Assert.Equal(IngestErrorId.StoreUnreachable, refused.Id);
        Assert.Contains("certificate", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Password!.Reveal(), refused.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Encryption_without_a_trusted_certificate_works_when_it_is_asked_for()
    {
        StoreOptions place = server.NewStore();
        await RequireTlsAsync(place);

        await using IMarketDataStore store = await OpenAsync(place with { SslMode = "Required" });
        await store.InitializeAsync(default);

        Assert.Equal(30, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 30))).Rows.Inserted);
    }

    [Theory]
    [InlineData("5.7.44-log", false, "mysql", IngestErrorId.StoreFailed)]
    [InlineData("10.4.34-MariaDB", false, "mysql", IngestErrorId.StoreFailed)]
    [InlineData("7.3.2", true, "singlestore", IngestErrorId.StoreFailed)]
    [InlineData("8.9.4", true, "mysql", IngestErrorId.SettingInvalid)]
    [InlineData("8.0.11-TiDB-v7.5.0", false, "mysql", null)]
    [InlineData("10.11.6-MariaDB-0+deb12u1", false, "mysql", null)]
    [InlineData("8.4.2", false, "mysql", null)]
    [InlineData("8.9.4", true, "singlestore", null)]
    public void A_server_that_is_too_old_or_another_engine_is_refused(string version, bool isSingleStore, string engine, IngestErrorId? expected)
    {
        MySqlServer said = new(version, isSingleStore, 1 << 24, TakesLocalFiles: true);

        Exception? refused = Record.Exception(() => said.Check(new StoreOptions { Engine = engine }));

        Assert.Equal(expected, (refused as IngestException)?.Id);
    }

    [Theory]
    [InlineData(1205, "", true)]
    [InlineData(1213, "", true)]
    [InlineData(1040, "", true)]
    [InlineData(1042, "", true)]
    [InlineData(2002, "", true)]
    [InlineData(2003, "", true)]
    [InlineData(2006, "", true)]
    [InlineData(2013, "", true)]
    [InlineData(1735, "Leaf Error (10.0.0.7:3306): [1040] Too many connections", true)]
    [InlineData(1735, "Leaf Error (10.0.0.7:3306): [1062] Duplicate entry", false)]
    [InlineData(1062, "", false)]
    [InlineData(1064, "", false)]
    [InlineData(1146, "", false)]
    [InlineData(1054, "", false)]
    [InlineData(1264, "", false)]
    [InlineData(1317, "", false)]
    [InlineData(1045, "", false)]
    [InlineData(0, "[1040]", false)]
    public void Only_what_passes_by_itself_is_tried_again(int number, string message, bool expected) =>
        Assert.Equal(expected, MySqlErrors.IsTransient(number, message));

    [Theory]
    [InlineData(1048, true)]
    [InlineData(1062, true)]
    [InlineData(1264, true)]
    [InlineData(1265, true)]
    [InlineData(1292, true)]
    [InlineData(1366, true)]
    [InlineData(1406, true)]
    [InlineData(1411, true)]
    [InlineData(1644, true)]
    [InlineData(2312, true)]
    [InlineData(3140, true)]
    [InlineData(3819, true)]
    [InlineData(4025, true)]
    [InlineData(1205, false)]
    [InlineData(1213, false)]
    [InlineData(1040, false)]
    [InlineData(2013, false)]
    [InlineData(1021, false)]
    [InlineData(1114, false)]
    [InlineData(1142, false)]
    [InlineData(1146, false)]
    [InlineData(1153, false)]
    [InlineData(1317, false)]
    [InlineData(0, false)]
    public void Only_what_the_values_of_a_row_are_at_fault_for_splits_a_batch(int number, bool expected)
    {
        Assert.Equal(expected, MySqlErrors.IsRowRefused(number));
        Assert.False(expected && MySqlErrors.IsTransient(number, ""));
    }

    [Theory]
    [InlineData("INSERT command denied to user 'u'@'h' for table `m`.`t`", "INSERT")]
    [InlineData("INSERT, CREATE command denied to user 'u'@'h' for table 't'", "INSERT, CREATE")]
    [InlineData("Access denied; you need (at least one of) the PROCESS privilege(s) for this operation", "PROCESS")]
    public void The_missing_right_is_read_from_the_servers_words(string said, string expected) => Assert.Equal(expected, MySqlErrors.MissingRight(said));

    private static Task<IMarketDataStore> OpenAsync(StoreOptions options) =>
        MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default);

    private static Task<WriteResult> PutAsync(IMarketDataStore store, RowBatch rows) => store.WriteAsync(
        new StoreWrite { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(rows, WriteMode.Fresh)] }, default);

    private static Task<IngestException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<IngestException>(call);

    private static async Task RequireTlsAsync(StoreOptions place) =>
        Skip.IfNot(await MariaDbFixture.ScalarAsync(place, "SELECT @@have_ssl") == "YES", "the server does not speak TLS (.ci/mariadb.sh needs openssl for that)");

    private async Task<StoreOptions> MadeAsync()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        return place;
    }
}
