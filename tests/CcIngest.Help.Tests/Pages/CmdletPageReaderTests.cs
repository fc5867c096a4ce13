namespace CcIngest.Help.Tests;

public sealed class CmdletPageReaderTests
{
    private static readonly CmdletPage Page = CmdletPageReader.Read("Get-Sample.md", SamplePage.Text);

    [Fact]
    public void Text_loses_its_marks_and_line_breaks()
    {
        Assert.Equal("Get-Sample", Page.Name);
        Assert.Equal("Reads samples, one by one.", Page.Synopsis);
        Assert.Equal(
            [
                new(HelpBlockKind.Paragraph, "The first paragraph has code and a link."),
                new(HelpBlockKind.Item, "an item", "-"),
                new(HelpBlockKind.Item, "another", "-"),
            ],
            Page.Description);
    }

    [Fact]
    public void An_example_has_its_code_as_it_stands_and_the_text_around_it()
    {
        PageExample first = Page.Examples[0];
        Assert.Equal("Example 1: All", first.Title);
        Assert.Equal("Get-Sample |\n    Format-Table", first.Code);
        Assert.Equal("Before the code.", Assert.Single(first.Introduction).Text);
        Assert.Equal("After it.", Assert.Single(first.Remarks).Text);
        Assert.Equal("Get-Sample one", Page.Examples[1].Code);
    }

    [Fact]
    public void A_parameter_has_its_description_without_the_facts_and_its_default()
    {
        Assert.Equal(["Name", "Last"], Page.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("Names with *; 1 to 64 characters.", Assert.Single(Page.Parameters[0].Description).Text);
        Assert.Equal("All, see Other", Page.Parameters[0].Default);
        Assert.Equal("", Page.Parameters[1].Default);
    }

    [Fact]
    public void Types_are_the_code_that_a_paragraph_begins_with()
    {
        Assert.Equal([new("System.String", ""), new("System.Int32", "Names or ids."), new("System.Object", "Any object with a Name.")], Page.Inputs);
        Assert.Equal([new("None", "")], Page.Outputs);
    }

    [Fact]
    public void A_type_whose_name_another_one_contains_keeps_what_is_said_of_it()
    {
        CmdletPage page = CmdletPageReader.Read("Get-Sample.md", SamplePage.With("`System.String`, `System.Int32`: names or ids.", "`System.Int32`, `Int32`: ids with a | or a * in them."));
        Assert.Equal([new("System.Int32", ""), new("Int32", "Ids with a | or a * in them.")], page.Inputs.Take(2));
    }

    [Fact]
    public void Links_to_pages_have_no_address_and_others_keep_theirs() =>
        Assert.Equal([new("Set-Sample", ""), new("The API", "https://example.org/api")], Page.Related);

    [Theory]
    [InlineData("## Synopsis", "## Summary", 3, "no section 'Summary'")]
    [InlineData("## Outputs\n\nNone.\n\n", "", 1, "no section 'Outputs'")]
    [InlineData("## Outputs", "## Inputs", 1, "more than one section 'Inputs'")]
    [InlineData("one by one.", "one by one.\n\nAnd more.", 3, "one paragraph")]
    [InlineData("```powershell requires=server\nGet-Sample one\n```", "Get-Sample one", 28, "one block of code")]
    [InlineData("- Mandatory: no\n- Position: 0", "- Mandatory: no\n- Unit: blocks", 36, "'Unit: blocks' is not one of")]
    [InlineData("- Type: Int32\n", "", 46, "'Type' and 'Mandatory'")]
    [InlineData("So many.\n\n", "", 46, "has a description")]
    [InlineData("### -Last", "### Last", 46, "the heading '-Name'")]
    [InlineData("Error ids: `A`.", "| A | B |\n|---|---|\n| 1 | 2 |", 69, "paragraphs, lists and fenced code")]
    [InlineData("# Get-Sample", "Get-Sample", 1, "begins with a heading")]
    [InlineData("# Get-Sample\n", "# Get-Sample\n\nOf samples.\n", 3, "'Get-Sample' is headings only")]
    [InlineData("## Examples\n", "## Examples\n\nThree of them.\n", 17, "'Examples' is headings only")]
    [InlineData("## Parameters\n", "## Parameters\n\n- Two\n", 36, "'Parameters' is headings only")]
    [InlineData("one by one.", "one by one.\n\n### More\n\nAnd more.", 8, "'Synopsis' is text only: the help would not show 'More'")]
    [InlineData("- another", "- another\n\n### More\n\nAnd more.", 15, "'Description' is text only")]
    [InlineData("After it.", "After it.\n\n#### More\n\nAnd more.", 28, "'Example 1: All' is text only")]
    [InlineData("So many.", "So many.\n\n#### Units\n\nRows.", 50, "'-Last' is text only")]
    [InlineData("So many.", "So many.\n\n##### Units\n\nRows.", 50, "'Units' is a heading of level 5 in '-Last' of level 3")]
    [InlineData("None.", "None.\n\n### More\n\nAnd more.", 67, "'Outputs' is text only")]
    [InlineData("Error ids: `A`.", "Error ids: `A`.\n\n### More", 71, "'Errors' is text only")]
    [InlineData("- [The API](https://example.org/api)", "- [The API](https://example.org/api)\n\n### More", 76, "'Related' is text only")]
    [InlineData("[The API](https://example.org/api)", "[The API](https://example.org/api) of others", 74, "without a word beside them")]
    [InlineData("[The API](https://example.org/api)", "The API", 74, "without a word beside them")]
    [InlineData("common parameters; see about_CommonParameters.", "common parameters; -Verbose says more.", 53, "'Common parameters' says: This cmdlet supports")]
    [InlineData("The first paragraph has", "The first\nparagraph has ![a picture](picture.png) and", 11, "no pictures")]
    public void A_page_that_breaks_the_format_is_told_with_its_line(string text, string replacement, int line, string message)
    {
        PageException wrong = Assert.Throws<PageException>(() => CmdletPageReader.Read("Get-Sample.md", SamplePage.With(text, replacement)));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.Equal("Get-Sample.md", wrong.File);
        Assert.Equal(line, wrong.Line);
    }
}
