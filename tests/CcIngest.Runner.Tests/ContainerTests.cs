using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>What the container files name is there, and what they call is understood. No engine builds them here.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Dockerfile = Read("Dockerfile");
    private static readonly string Compose = Read("compose.yaml");

    [Fact]
    public void Every_path_that_is_copied_is_in_the_checkout_and_let_in()
    {
        string[] copied = [.. Copy().Matches(Dockerfile).SelectMany(line => line.Groups["paths"].Value.Split(' ')[..^1])];
        string[] letIn = [.. Read("Dockerfile.dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..])];

        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path.Split('/'))), path));
        Assert.Equal(copied.Order(), letIn.Order());
    }

    [Fact]
    public void Every_command_is_understood_and_its_job_is_there()
    {
        string[][] calls =
        [
            .. Array().Matches(Dockerfile + Compose).Select(array => JsonSerializer.Deserialize<string[]>(array.Value) ?? [])
                .Select(words => words is ["dotnet", "/app/ccingest.dll", .. string[] rest] ? rest : words).Where(words => words is ["run" or "check", ..]),
        ];

        Assert.Equal(3, calls.Length);
        Assert.All(calls, call => Assert.Empty(RunnerApp.Parse(call).Errors));
        Assert.All(calls.SelectMany(call => call).Where(word => word.StartsWith("/jobs/", StringComparison.Ordinal)), job =>
            Assert.True(File.Exists(RepositoryFiles.PathOf("scheduling", "jobs", Path.GetFileName(job))), job));
    }

    [Fact]
    public void The_program_is_the_one_that_the_project_makes_and_it_runs_as_nobody_with_a_read_only_root()
    {
        Assert.Contains("<AssemblyName>ccingest</AssemblyName>", File.ReadAllText(RepositoryFiles.PathOf("src", "CcIngest.Runner", "CcIngest.Runner.csproj")), StringComparison.Ordinal);
        Assert.Contains("\nENTRYPOINT [\"dotnet\", \"/app/ccingest.dll\"]\n", Dockerfile, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^USER [1-9]\d*$", Dockerfile);
        Assert.Contains("\n    read_only: true\n", Compose, StringComparison.Ordinal);
        Assert.Contains("dockerfile: scheduling/container/Dockerfile", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_one_and_no_secret_is_written_down()
    {
        Assert.All(Setting().Matches(Compose).Select(line => line.Groups["name"].Value), name => Assert.NotNull(Ingestion.SettingDefinitions.Find(name)));
        Assert.All(Secret().Matches(Compose), line => Assert.StartsWith("${", line.Groups["value"].Value, StringComparison.Ordinal));
    }

    private static string Read(string name) => File.ReadAllText(RepositoryFiles.PathOf("scheduling", "container", name));

    [GeneratedRegex(@"(?m)^COPY (?!--from)(?<paths>.+)$")]
    private static partial Regex Copy();

    [GeneratedRegex(@"\[""[^\]]*""\]")]
    private static partial Regex Array();

    [GeneratedRegex(@"(?m)^      (?<name>(DB|CCDATA)_\w+): ")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?m)^      (DB_PASSWORD|CCDATA_API_KEY|MARIADB_PASSWORD): (?<value>.+)$")]
    private static partial Regex Secret();
}
