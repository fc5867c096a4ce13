using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>docs/architecture.md speaks of what is there.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "architecture.md"));

    private static readonly HashSet<string> Types =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(file => Declared().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value),
    ];

    [Fact]
    public void Every_type_that_it_names_is_declared()
    {
        string[] named = [.. Named().Matches(Page).Select(match => match.Groups["name"].Value).Distinct()];
        Assert.True(named.Length > 30, "The page names fewer types than expected: has its form changed?");
        Assert.Empty(named.Except(Types));
    }

    [Fact]
    public void Every_folder_and_page_that_it_names_is_there() => Assert.All(
        PathName().Matches(Page).Select(match => match.Groups["path"].Value).Concat(Link().Matches(Page).Select(match => $"docs/{match.Groups["path"].Value}")),
        path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path.Split('/'))), path));

    [Fact]
    public void Every_project_is_in_its_table() => Assert.Equal(
        Directory.EnumerateDirectories(RepositoryFiles.PathOf("src")).Select(folder => $"src/{Path.GetFileName(folder)}").Order(StringComparer.Ordinal),
        Project().Matches(Page).Select(match => match.Groups["path"].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b(class|record|interface|enum|struct) (?<name>[A-Z]\w+)")]
    private static partial Regex Declared();

    /// <summary>In code font, in a box of the drawing, or on one of its arrows.</summary>
    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+)`|\w\[(?<name>[A-Z][A-Za-z]+)\]|-- (?<name>[A-Z][A-Za-z]+) -->")]
    private static partial Regex Named();

    [GeneratedRegex(@"`(?<path>(src|docs|sql)/[\w./-]+)`")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\]\((?<path>[\w-]+\.md)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `(?<path>src/CcIngest\.\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Project();
}
