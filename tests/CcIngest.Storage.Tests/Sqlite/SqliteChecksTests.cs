using CcIngest.Model;
using Microsoft.Data.Sqlite;

namespace CcIngest.Storage.Tests;

/// <summary>What is said of a file before work is begun.</summary>
public sealed class SqliteChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_with_the_tables_passes_and_is_not_changed()
    {
        StoreOptions options = At("store.db");
        await ConnectionCheckList.InitializeAsync(options);
        byte[] before = await File.ReadAllBytesAsync(options.File);

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(options);

        Assert.Equal(["File", "Rights", "Schema", "Space"], checks.Keys);
        Assert.All(checks.Values, check => Assert.NotEqual(CheckVerdict.Failed, check.Verdict));
        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Passed), (checks["Rights"].Verdict, checks["Schema"].Verdict));
        Assert.Equal(before, await File.ReadAllBytesAsync(options.File));
        Assert.Equal([options.File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made()
    {
        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(At("new.db"));

        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Warning), (checks["Rights"].Verdict, checks["Schema"].Verdict));
        Assert.Contains("Initialize-CcStore", checks["Schema"].Advice, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1, CheckVerdict.Warning)]
    [InlineData(999, CheckVerdict.Failed)]
    public async Task Tables_of_another_version_are_told(int version, CheckVerdict verdict)
    {
        StoreOptions options = At("store.db");
        await ConnectionCheckList.InitializeAsync(options);
        Execute(options.File, $"UPDATE {Bookkeeping.SchemaVersion.Table} SET version = {version}");

        ConnectionCheck schema = (await ConnectionCheckList.OfAsync(options))["Schema"];

        Assert.Equal(verdict, schema.Verdict);
        Assert.Contains($"version {version}", schema.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_directory_fails_and_the_rest_is_skipped()
    {
        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(At("nowhere/store.db"));

        Assert.Equal(CheckVerdict.Failed, checks["File"].Verdict);
        Assert.Contains("nowhere", checks["File"].Message, StringComparison.Ordinal);
        Assert.All(checks.Values.Skip(1), check => Assert.Equal(CheckVerdict.Skipped, check.Verdict));
    }

    [Fact]
    public async Task A_file_of_another_kind_fails()
    {
        StoreOptions options = At("notes.txt");
        await File.WriteAllTextAsync(options.File, string.Join("\n", Enumerable.Repeat("This is a diary, not a database.", 100)));

        ConnectionCheck file = (await ConnectionCheckList.OfAsync(options))["File"];

        Assert.Equal(CheckVerdict.Failed, file.Verdict);
        Assert.Contains("not a SQLite database", file.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_folder_that_takes_no_files_fails()
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "no folder here that refuses files even to the administrator");

        Dictionary<string, ConnectionCheck> checks = await ConnectionCheckList.OfAsync(new StoreOptions { File = "/proc/self/store.db" });

        Assert.Equal(CheckVerdict.Failed, checks["Rights"].Verdict);
        Assert.Contains("/proc/self", checks["Rights"].Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_file_that_may_only_be_read_fails()
    {
        Skip.If(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "the administrator may write every file");
        StoreOptions options = At("store.db");
        await ConnectionCheckList.InitializeAsync(options);
        File.SetAttributes(options.File, FileAttributes.ReadOnly);

        ConnectionCheck rights = (await ConnectionCheckList.OfAsync(options))["Rights"];

        File.SetAttributes(options.File, FileAttributes.Normal);
        Assert.Equal(CheckVerdict.Failed, rights.Verdict);
    }

    [Fact]
    public async Task A_file_that_another_program_writes_is_a_warning()
    {
        StoreOptions options = At("store.db");
        await ConnectionCheckList.InitializeAsync(options);
        using SqliteConnection other = new($"Data Source={options.File};Pooling=False");
        other.Open();
        using SqliteTransaction writing = other.BeginTransaction(deferred: false);

        ConnectionCheck rights = (await ConnectionCheckList.OfAsync(options))["Rights"];

        Assert.Equal(CheckVerdict.Warning, rights.Verdict);
    }

    [Fact]
    public async Task Options_that_mean_nothing_are_a_failed_check()
    {
        Assert.Equal(CheckVerdict.Failed, (await ConnectionCheckList.OfAsync(new StoreOptions { Engine = "oracle" }))["Settings"].Verdict);
        Assert.Equal(CheckVerdict.Failed, (await ConnectionCheckList.OfAsync(new StoreOptions { Schema = "no; schema" }))["Settings"].Verdict);
    }

    private static void Execute(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private StoreOptions At(string name) => new() { File = _folder.PathOf(name) };
}
