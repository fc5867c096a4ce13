using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>docs/technical-guidelines.md speaks of what is there: types, files, folders, pages.</summary>
public sealed partial class GuidelinesPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "technical-guidelines.md"));

    /// <summary>Of the platform, or words that the page advises against.</summary>
    private static readonly string[] OfOthers = ["TimeProvider", "CancellationToken", "Utils", "Manager", "Since"];

    [Fact]
    public void Every_type_that_it_names_is_declared()
    {
        HashSet<string> declared =
        [
            .. new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), "*.cs", SearchOption.AllDirectories))
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "node_modules"))
                .SelectMany(file => Declared().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value),
        ];
        string[] named = [.. Named().Matches(Page).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.True(named.Length > 30, "The page names fewer types than expected: has its form changed?");
        Assert.Empty(named.Except(declared).Except(OfOthers));
    }

    [Fact]
    public void Every_path_and_page_that_it_names_is_there()
    {
        string[] paths = [.. PathName().Matches(Page).Select(match => match.Groups["path"].Value), .. Link().Matches(Page).Select(match => $"docs/{match.Groups["path"].Value}")];

        Assert.True(paths.Length > 20, "The page names fewer paths than expected: has its form changed?");
        Assert.All(paths, path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path.Split('/'))), path));
    }

    [GeneratedRegex(@"\b(class|record|interface|enum|struct) (?<name>[A-Z]\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex Named();

    /// <summary>With a slash or an ending; <c>./build.ps1 -Task Docs</c> is a command.</summary>
    [GeneratedRegex(@"`(?<path>\.?\w[\w.-]*(/[\w.-]+)+|[A-Z][\w.]+\.(props|psd1|txt))`")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\]\((?<path>[\w-]+\.md)\)")]
    private static partial Regex Link();
}
