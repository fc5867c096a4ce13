using CcIngest.Storage;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>Each bad input gets a message that says what is wrong and what to do, the right exit code, and leaves nothing half written.</summary>
public sealed class BadInputTests(SimulatedMarket market, ServerStores servers) : IClassFixture<SimulatedMarket>, IClassFixture<ServerStores>
{
    [Theory]
    [InlineData("\"engine\": \"oracle\"", "oracle", "sqlite, mysql, singlestore")]
    [InlineData("\"engine\": \"sqlite\", \"flie\": \"x.db\"", "store.flie", "file")]
    [InlineData("\"engine\": \"sqlite\", \"password\": \"hunter2\"", "password", "DB_PASSWORD")]
    public async Task A_bad_store_is_refused_with_its_place_and_what_is_allowed(string store, params string[] said)
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync("run", folder.Write("job.json", market.Job(store)), "--set", $"DB_FILE={folder.File("market.db")}");

        Assert.Equal(64, line.ExitCode);
        Assert.All(said, text => Assert.Contains(text, line.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", line.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("market.db")));
    }

    [Theory]
    [InlineData("2025-06-01", "7q", "\"7q\"", "1d")]
    [InlineData("2025-13-41", "1d", "2025-13-41", "2024-01-31")]
    public async Task A_bad_interval_or_date_is_refused_with_what_is_allowed(string from, string interval, params string[] said)
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync(
            "run", folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", from, interval)), "--set", $"DB_FILE={folder.File("market.db")}");

        Assert.Equal(64, line.ExitCode);
        Assert.All(said, text => Assert.Contains(text.Trim('"'), line.Error, StringComparison.Ordinal));
        Assert.False(File.Exists(folder.File("market.db")));
    }

    [Fact]
    public async Task From_after_to_is_refused_before_anything_is_written()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", from: "2025-06-01", more: "\"to\": \"2025-05-01\","));

        CommandLine line = await CommandLine.RunAsync("run", job, "--set", $"DB_FILE={folder.File("market.db")}");

        Assert.Equal(64, line.ExitCode);
        Assert.Contains("RangeInvalid", line.Error, StringComparison.Ordinal);
        Assert.Contains("2025-05-01", line.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("market.db")));
    }

    [Theory]
    [InlineData("{ \"steps\": [", "job.json")]
    [InlineData("{ \"steps\": [] }", "steps")]
    [InlineData("{ \"steps\": [ { \"sync\": \"exchange\" } ] }", "exchanges")]
    [InlineData("{ \"step\": [ { \"sync\": \"exchanges\" } ] }", "steps")]
    public async Task A_malformed_job_file_is_refused_with_its_place(string text, string said)
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync("run", folder.Write("job.json", text));

        Assert.Equal(64, line.ExitCode);
        Assert.Contains(said, line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_file_that_is_not_there_is_named()
    {
        CommandLine line = await CommandLine.RunAsync("run", "no-such-job.json");

        Assert.Equal(64, line.ExitCode);
        Assert.Contains("no-such-job.json", line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [EachServer]
    public async Task A_database_that_nobody_serves_is_named_with_its_address(string engine)
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job($"\"engine\": \"{engine}\", \"host\": \"127.0.0.1\", \"port\": 1, \"user\": \"u\", \"sslMode\": \"None\""));

        CommandLine line = await CommandLine.RunAsync("run", job, "--json", "--set", "DB_PASSWORD=secret-4711", "--set", "DB_CONNECTION_POOL_TIMEOUT_SECONDS=2");

        Assert.Equal(1, line.ExitCode);
        Assert.Equal("Failed", line.Json.GetProperty("outcome").GetString());
        Assert.Equal("StoreUnreachable", line.Json.GetProperty("failure").GetProperty("errorId").GetString());
        Assert.Contains("StoreUnreachable", line.Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-4711", line.Output + line.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_wrong_password_is_refused_without_printing_it(string engine)
    {
        CommandLine line = await RunOnServerAsync(servers.NewStore(engine), "secret-4711");

        Assert.Equal(1, line.ExitCode);
        Assert.Contains("StoreLoginRefused", line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-4711", line.Output + line.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task An_account_without_rights_is_told_which_one_is_missing(string engine)
    {
        StoreOptions account = await servers.NewStoreWithoutRightsAsync(engine);

        CommandLine line = await RunOnServerAsync(account, account.Password?.Reveal() ?? "");

        Assert.Equal(1, line.ExitCode);
        Assert.Contains("StoreRightsMissing", line.Error, StringComparison.Ordinal);
        Assert.Contains(account.Schema, line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CCDATA_API_KEY", "x", "API_MAX_RETRIES", "many", "0")]
    [InlineData("DB_PORT", "99999", "DB_PORT", "99999", "65535")]
    public async Task A_bad_setting_is_refused_with_its_name_its_value_and_what_is_allowed(string first, string firstValue, string name, string value, string allowed)
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync(
            "run", folder.Write("job.json", market.Job("\"engine\": \"sqlite\"")), "--set", $"{first}={firstValue}", "--set", $"{name}={value}");

        Assert.Equal(64, line.ExitCode);
        Assert.All([name, value, allowed], text => Assert.Contains(text, line.Error, StringComparison.Ordinal));
    }

    private async Task<CommandLine> RunOnServerAsync(StoreOptions server, string password)
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job(JobStore.Of(server)));
        return await CommandLine.RunAsync("run", job, "--set", $"DB_PASSWORD={password}");
    }
}
