using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

public sealed class QualityPageTests
{
    [Fact]
    public void The_page_lists_every_rule_as_it_is_defined()
    {
        const string Begin = "<!-- rules -->\n";
        const string End = "<!-- end of rules -->";
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "quality.md"));
        string before = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        WrittenFile.Same("docs/quality.md", $"{before}{QualityDocument.RulesTable()}{page[page.IndexOf(End, StringComparison.Ordinal)..]}");
    }
}
