using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CcIngest.Storage.Tests;

/// <summary>What people are told when a server does not do what is asked.</summary>
public sealed class PostgreSqlErrorTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>
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

    [SkippableFact]
    public async Task No_password_is_a_refused_login_that_asks_for_one()
    {
        IngestException refused = await RefusedAsync(() => OpenAsync(server.NewStore() with { Password = null }));

        Assert.Equal(IngestErrorId.StoreLoginRefused, refused.Id);
        Assert.Contains("DB_PASSWORD", refused.Advice, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_password_and_a_name_with_everything_that_connection_strings_mean_something_by_are_taken_as_they_are()
    {
        StoreOptions user = await server.NewUserAsync(server.NewStore());
        const string Odd = "p;w='x\"y=Host=nowhere; ";
        await PostgreSqlFixture.ExecuteAsync(server.NewStore(), $"ALTER USER {user.User} PASSWORD '{Odd.Replace("'", "''", StringComparison.Ordinal)}'");

        await using IMarketDataStore store = await OpenAsync(user with { Password = new Secret(Odd) });

        Assert.Null(await store.ReadSchemaVersionAsync(default));
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_named_with_how_to_make_it()
    {
        IngestException refused = await RefusedAsync(() => OpenAsync(server.NewStore() with { Database = "no_such_database" }));

        Assert.Equal(IngestErrorId.StoreSchemaMissing, refused.Id);
        Assert.Contains("CREATE DATABASE \"no_such_database\"", refused.Advice, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_of_another_encoding_is_refused()
    {
        string database = await server.NewDatabaseAsync("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");

        IngestException refused = await RefusedAsync(() => OpenAsync(server.NewStore(database)));

        Assert.Equal(IngestErrorId.StoreFailed, refused.Id);
        Assert.Contains("LATIN1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("UTF8", refused.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("no-such-host.invalid", 5432)]
    public async Task A_server_that_is_not_there_is_unreachable_and_named(string host, int port)
    {
        StoreOptions options = new() { Engine = StoreEngines.PostgreSql, Host = host, Port = port, Password = new Secret(WrongPassword), PoolTimeout = TimeSpan.FromSeconds(3) };

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
        await using IMarketDataStore store = await OpenAsync(place with { Host = "127.0.0.1", Port = relay.Port, Patience = TimeSpan.FromSeconds(1) });
        Assert.Equal(3, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3))).Rows.Inserted);
        await relay.DisposeAsync();

        IngestException gone = await RefusedAsync(() => PutAsync(store, Some.Rows(SpotOhlcv.Hours, 3)));

        Assert.Equal((IngestErrorId.StoreUnreachable, FailureScope.Run), (gone.Id, gone.Scope));
        Assert.Matches("^writing, tried for [1-9]\\d* s: ", gone.Message);
    }

    [SkippableFact]
    public async Task An_account_that_may_only_read_is_told_that_it_lacks_a_right()
    {
        StoreOptions place = await MadeAsync();
        StoreOptions reader = await server.NewUserAsync(
            place, $"GRANT USAGE ON SCHEMA {place.Schema} TO {{user}}", $"GRANT SELECT ON ALL TABLES IN SCHEMA {place.Schema} TO {{user}}");
        await using IMarketDataStore store = await OpenAsync(reader);

        IngestException refused = await RefusedAsync(() => PutAsync(store, Some.Rows(SpotOhlcv.Days, 3)));

        Assert.Equal(IngestErrorId.StoreRightsMissing, refused.Id);
        Assert.Contains(SpotOhlcv.Days.Table, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_account_without_any_right_cannot_make_the_schema_and_is_told_so()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(await server.NewUserAsync(place));

        IngestException refused = await RefusedAsync(() => store.InitializeAsync(default));

        Assert.Equal(IngestErrorId.StoreRightsMissing, refused.Id);
        Assert.Contains(place.Schema, refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_account_with_rights_on_a_schema_that_is_there_makes_the_tables_in_it()
    {
        StoreOptions place = server.NewStore();
        await PostgreSqlFixture.ExecuteAsync(place, $"CREATE SCHEMA {place.Schema}");
        await using IMarketDataStore store = await OpenAsync(await server.NewUserAsync(place, $"GRANT USAGE, CREATE ON SCHEMA {place.Schema} TO {{user}}"));

        await store.InitializeAsync(default);

        Assert.Equal(30, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 30))).Rows.Inserted);
    }

    [SkippableFact]
    public async Task A_certificate_that_is_not_trusted_is_a_clear_refusal_and_its_own_authority_makes_it_trusted()
    {
        StoreOptions place = server.NewStore();
        string certificate = await RequireTlsAsync(place);

        IngestException refused = await RefusedAsync(() => OpenAsync(place with { SslMode = "VerifyCA" }));
        await using IMarketDataStore trusted = await OpenAsync(place with { SslMode = "VerifyFull", SslCa = certificate });

        Assert.Equal(IngestErrorId.StoreUnreachable, refused.Id);
        Assert.Contains("certificate", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Password!.Reveal(), refused.ToString(), StringComparison.Ordinal);
        Assert.Null(await trusted.ReadSchemaVersionAsync(default));
    }

    [SkippableFact]
    public async Task Encryption_without_a_trusted_certificate_works_when_it_is_asked_for()
    {
        StoreOptions place = server.NewStore();
        await RequireTlsAsync(place);

        ConnectionCheck login = (await ConnectionCheckList.OfAsync(place with { SslMode = "Required" }))["Login"];

        Assert.Equal(CheckVerdict.Passed, login.Verdict);
        Assert.Contains("encrypted with TLS", login.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12.22", 120022, "UTF8", IngestErrorId.StoreFailed)]
    [InlineData("15.18", 150018, "SQL_ASCII", IngestErrorId.StoreFailed)]
    [InlineData("13.0", 130000, "UTF8", null)]
    [InlineData("18.1", 180001, "UTF8", null)]
    public void A_server_that_is_too_old_or_cannot_hold_every_name_is_refused(string version, int number, string encoding, IngestErrorId? expected)
    {
        PostgreSqlServer said = new(version, number, encoding, Timescale: null);

        Assert.Equal(expected, (Record.Exception(() => said.Check(new StoreOptions { Engine = StoreEngines.PostgreSql })) as IngestException)?.Id);
    }

    [Theory]
    [InlineData("40001", true, false)]
    [InlineData("40P01", true, false)]
    [InlineData("55P03", true, false)]
    [InlineData("53300", true, false)]
    [InlineData("57P01", true, false)]
    [InlineData("57P03", true, false)]
    [InlineData("08006", true, false)]
    [InlineData("57014", false, false)]
    [InlineData("42501", false, false)]
    [InlineData("42P01", false, false)]
    [InlineData("21000", false, false)]
    [InlineData("53100", false, false)]
    [InlineData("22001", false, true)]
    [InlineData("22003", false, true)]
    [InlineData("23502", false, true)]
    [InlineData("23505", false, true)]
    [InlineData("23514", false, true)]
    [InlineData("P0001", false, true)]
    public void What_passes_by_itself_is_tried_again_and_what_values_are_at_fault_for_splits_a_batch(string state, bool isTransient, bool isRowRefused)
    {
        PostgresException error = new("said", "ERROR", "ERROR", state);

        Assert.Equal((isTransient, isRowRefused), (PostgreSqlErrors.IsTransient(error), PostgreSqlErrors.IsRowRefused(error)));
        Assert.NotNull(PostgreSqlErrors.Translate(error, "writing", new StoreOptions()));
    }

    [Fact]
    public void What_neither_driver_nor_network_threw_is_left_alone() =>
        Assert.Null(PostgreSqlErrors.Translate(new InvalidOperationException("password"), "writing", new StoreOptions()));

    private static Task<IMarketDataStore> OpenAsync(StoreOptions options) =>
        MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, default);

    private static Task<WriteResult> PutAsync(IMarketDataStore store, RowBatch rows) => store.WriteAsync(
        new StoreWrite { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(rows, WriteMode.Fresh)] }, default);

    private static Task<IngestException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<IngestException>(call);

    /// <returns>The certificate, which is its own authority.</returns>
    private static async Task<string> RequireTlsAsync(StoreOptions place)
    {
        Skip.IfNot(await PostgreSqlFixture.ScalarAsync(place, "SHOW ssl") == "on", "the server does not speak TLS (.ci/postgresql.sh needs openssl for that)");
        return await PostgreSqlFixture.ScalarAsync(place, "SHOW ssl_cert_file") ?? "";
    }

    private async Task<StoreOptions> MadeAsync()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        return place;
    }
}
