using System.Text.RegularExpressions;
using CcIngest.Ingestion;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>What the documents tell a reader to type is understood, and what they point to is there.</summary>
public sealed partial class DocumentedCommandsTests
{
    /// <summary>Commands of the first screen that the tests or CI run as they stand.</summary>
    private static readonly string[] RunElsewhere = ["dotnet run -c Release --project src/CcIngest.Runner -- demo", "dotnet test"];

    public static IEnumerable<object[]> Commands =>
        from page in new[] { "README.md", "scheduling/README.md" }
        from Match fence in Fence().Matches(File.ReadAllText(RepositoryFiles.PathOf(page)))
        from command in fence.Groups["code"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        select new object[] { page, command };

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_documented_command_is_understood(string page, string command)
    {
        if (RunElsewhere.Contains(command))
        {
            return;
        }

        Match program = Program().Match(command);
        Assert.True(program.Success, $"{page}: '{command}' is neither the console program nor run elsewhere.");
        Assert.Empty(RunnerApp.Parse(program.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Errors);
    }

    [Fact]
    public void Every_link_of_the_readme_leads_to_a_file() =>
        Assert.All(Link().Matches(File.ReadAllText(RepositoryFiles.PathOf("README.md"))), link =>
            Assert.True(Path.Exists(RepositoryFiles.PathOf(link.Groups["target"].Value)), $"README.md points to {link.Groups["target"].Value}."));

    [Fact]
    public void Every_job_file_of_the_repository_is_valid() =>
        Assert.All(Directory.GetFiles(RepositoryFiles.PathOf("scheduling/jobs"), "*.json"), file =>
            Assert.NotEmpty(JobFile.Parse(File.ReadAllText(file), Path.GetFileName(file)).Job.Steps));

    [GeneratedRegex(@"^```sh.*?$\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(dotnet run -c Release --project src/CcIngest\.Runner --|ccingest) (?<arguments>.+)$")]
    private static partial Regex Program();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)")]
    private static partial Regex Link();
}
