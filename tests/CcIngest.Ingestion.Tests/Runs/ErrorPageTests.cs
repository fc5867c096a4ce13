using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>docs/errors.md names every error id once, and no page names one that there is not.</summary>
public sealed partial class ErrorPageTests
{
    private static readonly string[] Reaches = ["leg", "run", "call"];

    [Fact]
    public void Every_error_id_has_a_row_in_the_order_of_the_enum_and_says_how_far_it_reaches()
    {
        string[][] rows = [.. Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "errors.md"))).Select(row => row.Value.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

        Assert.Equal(Enum.GetNames<IngestErrorId>(), rows.Select(row => row[0].Trim('`')));
        Assert.All(rows, row =>
        {
            Assert.Equal(5, row.Length);
            Assert.All(row[1].Split("; "), reach => Assert.Contains(reach, Reaches));
            Assert.All(row, cell => Assert.NotEmpty(cell));
        });
    }

    [Fact]
    public void Help_pages_name_only_ids_that_there_are()
    {
        foreach (string page in Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "en-US"), "*.md"))
        {
            Match errors = Section().Match(File.ReadAllText(page));
            Assert.All(
                Word().Matches(errors.Value).Select(word => word.Groups[1].Value).Where(word => word.Contains('-', StringComparison.Ordinal) is false),
                word => Assert.True(Enum.TryParse<IngestErrorId>(word, out _), $"{Path.GetFileName(page)}: {word}"));
        }
    }

    [GeneratedRegex(@"^\| `\w+` \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^Error ids a script can match:.*$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Word();
}
