using System.Xml.Linq;
using CcIngest.TestSupport;

namespace CcIngest.Help.Tests;

public sealed class HelpFolderTests : IDisposable
{
    private static readonly string ThisAssembly = typeof(HelpFolderTests).Assembly.Location;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-help-");

    private string Output => Path.Combine(_folder.FullName, "out");

    private string Maml => Path.Combine(Output, Path.GetFileName(ThisAssembly) + "-Help.xml");

    [Fact]
    public void Pages_become_one_file_of_the_assembly_and_a_text_for_each_topic()
    {
        Page("Get-Sample", SamplePage.Text);
        Page("about_Sample", "# about_Sample\n\n## Short description\n\nShort.\n");
        Write();

        Assert.Contains("Get-Sample", XDocument.Load(Maml).Root?.Value, StringComparison.Ordinal);
        Assert.StartsWith("TOPIC\n    about_Sample\n", File.ReadAllText(Path.Combine(Output, "about_Sample.help.txt")), StringComparison.Ordinal);
        Assert.NotEqual(0xEF, File.ReadAllBytes(Maml)[0]);
    }

    [Fact]
    public void A_topic_that_is_gone_leaves_no_text()
    {
        Page("about_Old", "# about_Old\n\n## Short description\n\nShort.\n");
        Write();
        File.Delete(Path.Combine(_folder.FullName, "about_Old.md"));
        Write();

        Assert.Equal([Maml], Directory.GetFiles(Output));
    }

    [Theory]
    [InlineData("Get-Sample", "# Get-Sample", "# Get-Other", "no cmdlet 'Get-Other'")]
    [InlineData("Get-Other", "# Get-Sample", "# Get-Other", "no cmdlet 'Get-Other'")]
    [InlineData("Get-Sample", "### -Last", "### -First", "no parameter -First")]
    public void A_page_of_what_is_not_there_is_refused(string file, string text, string replacement, string message)
    {
        Page(file, SamplePage.With(text, replacement));
        PageException wrong = Assert.Throws<PageException>(Write);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.EndsWith($"{file}.md", wrong.File, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void Every_page_of_this_repository_keeps_the_format()
    {
        string[] pages = Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "docs", "en-US"), "*.md");
        Assert.NotEmpty(pages);
        Assert.All(pages, page =>
        {
            string name = Path.GetFileNameWithoutExtension(page);
            string text = File.ReadAllText(page);
            Assert.Contains(name, name.StartsWith("about_", StringComparison.Ordinal) ? TopicText.Of(page, text) : CmdletPageReader.Read(page, text).Name, StringComparison.Ordinal);
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Page(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.md"), text);

    private void Write() => HelpFolder.Write(_folder.FullName, ThisAssembly, ThisAssembly, Output, new Uri("https://example.org/docs/"));
}
