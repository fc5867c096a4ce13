using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>What is said of a server before work is begun.</summary>
public sealed class PostgreSqlChecksTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>
{
    [SkippableFact]
    public async Task A_server_with_the_tables_passes()
    {
        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(await server.EmptiedStoreAsync());

        Assert.Equal(["Network", "Login", "Server", "Schema", "Rights", "SchemaRights", "Charset", "Clock"], checks.Keys);
        Assert.All(checks.Values, check => Assert.True(check.Verdict == CheckVerdict.Passed, $"{check}: {check.Message}"));
    }

    [SkippableFact]
    public async Task A_schema_that_is_not_there_is_not_made()
    {
        StoreOptions place = server.NewStore();

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(place);

        Assert.Equal((CheckVerdict.Warning, CheckVerdict.Passed, CheckVerdict.Passed),
            (checks["Schema"].Verdict, checks["Rights"].Verdict, checks["SchemaRights"].Verdict));
        Assert.Equal("0", await PostgreSqlFixture.ScalarAsync(place, $"SELECT COUNT(*) FROM pg_namespace WHERE nspname = '{place.Schema}'"));
    }

    [SkippableFact]
    public async Task A_right_that_is_missing_is_named_with_the_statement_that_gives_it()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        StoreOptions user = await server.NewUserAsync(
            place, $"GRANT USAGE ON SCHEMA {place.Schema} TO {{user}}", $"GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {place.Schema} TO {{user}}");

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(user);

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed, CheckVerdict.Passed), (checks["Login"].Verdict, checks["Rights"].Verdict, checks["SchemaRights"].Verdict));
        Assert.Contains("may not INSERT", checks["Rights"].Message, StringComparison.Ordinal);
        Assert.Contains($"GRANT INSERT ON ALL TABLES IN SCHEMA \"{place.Schema}\" TO \"{user.User}\"", checks["Rights"].Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Password!.Reveal(), string.Concat(checks.Values.Select(check => check.Message + check.Advice)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_account_that_may_make_no_schema_is_told_before_it_tries()
    {
        ConnectionCheck rights = (await ConnectionCheckList.OfAsync(await server.NewUserAsync(server.NewStore())))["SchemaRights"];

        Assert.Equal(CheckVerdict.Failed, rights.Verdict);
        Assert.Contains("GRANT CREATE ON DATABASE", rights.Advice, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_wrong_password_fails_the_login_and_is_not_shown()
    {
        StoreOptions place = server.NewStore() with { Password = new Secret("wr0ng-word") };

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(place);

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed), (checks["Network"].Verdict, checks["Login"].Verdict));
        Assert.All(checks.Values.Skip(2), check => Assert.Equal(CheckVerdict.Skipped, check.Verdict));
        Assert.DoesNotContain("wr0ng-word", string.Concat(checks.Values.Select(check => check.Message + check.Advice)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_clock_that_is_off_is_a_warning_whatever_the_servers_zone()
    {
        FakeTime time = new(TimeProvider.System.GetUtcNow().AddMinutes(2));

        ConnectionCheck clock = (await ConnectionCheckList.OfAsync(server.NewStore(), time))["Clock"];

        Assert.Equal(CheckVerdict.Warning, clock.Verdict);
        Assert.Matches("clock is 1[12]\\d s behind this machine's", clock.Message);
    }
}
