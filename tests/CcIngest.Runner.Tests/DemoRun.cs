namespace CcIngest.Runner.Tests;

/// <summary>One demo, for the tests that look at what it leaves. They come one after the other.</summary>
public sealed class DemoRun : IAsyncLifetime, IDisposable
{
    public const string Name = "demo";

    private readonly TemporaryFolder _folder = new();

    internal CommandLine First { get; private set; } = new(0, "", "");

    internal string Database => _folder.File("ccingest.db");

    internal string Report => _folder.File("report.html");

    public async Task InitializeAsync()
    {
        First = await AgainAsync();
        Assert.True(First.ExitCode == 0, First.Output + First.Error);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    internal Task<CommandLine> AgainAsync() => CommandLine.RunAsync("demo", "--folder", _folder.ToString());
}

[CollectionDefinition(DemoRun.Name)]
public sealed class DemoRunGroup : ICollectionFixture<DemoRun>;
