namespace CcIngest.Help.Tests;

public sealed class TopicTextTests
{
    [Fact]
    public void A_topic_has_its_short_description_in_the_fifth_line_and_its_sections_below()
    {
        string text = TopicText.Of("about_Sample.md", """
            # about_Sample

            ## Short description

            What samples are.

            ## Long description

            One.

            Two, with `code`:

            ```powershell
            Get-Sample |

                Format-Table
            ```

            ### A part

            - first
            - second

            1. one
            2. two
            """);

        Assert.Equal(
            """
            TOPIC
                about_Sample

            SHORT DESCRIPTION
                What samples are.

            LONG DESCRIPTION
                One.

                Two, with code:

                    Get-Sample |

                        Format-Table

              A part
                - first
                - second
                1. one
                2. two

            """,
            text);
    }

    [Fact]
    public void Text_is_wrapped_at_the_width_and_items_hang()
    {
        string words = string.Join(' ', Enumerable.Range(0, 60).Select(number => $"word{number}"));
        string[] lines = TopicText.Of("about_Sample.md", $"# about_Sample\n\n## Short description\n\nShort.\n\n## Long\n\n{words}\n\n- {words}\n").Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= TopicText.Width, line));
        Assert.Contains(lines, line => line.Length > TopicText.Width - 8);
        Assert.All(lines.SkipWhile(line => !line.Contains("- word0", StringComparison.Ordinal)).Skip(1).SkipLast(1), line => Assert.StartsWith("      word", line, StringComparison.Ordinal));
        Assert.Equal(120, lines.Sum(line => line.Split("word").Length - 1));
    }

    [Fact]
    public void A_word_longer_than_a_line_stands_alone()
    {
        string address = "https://example.org/" + new string('x', 90);
        string text = TopicText.Of("about_Sample.md", $"# about_Sample\n\n## Short description\n\nShort.\n\n## Long\n\nSee {address} there.\n");
        Assert.Contains($"    See\n    {address}\n    there.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# about_Sample\n\n## Long description\n\nText.\n")]
    [InlineData("# about_Sample\n\n## Long description\n\nText.\n\n## Short description\n\nShort.\n")]
    [InlineData("# about_Sample\n\n## Short description\n\nOne.\n\nTwo.\n")]
    [InlineData("# about_Sample\n\n## Short description\n\nThis short description is longer than the one line that Get-Help shows of it in a list.\n")]
    public void A_topic_without_a_short_description_of_one_line_is_refused(string markdown) =>
        Assert.Throws<PageException>(() => TopicText.Of("about_Sample.md", markdown));

    [Theory]
    [InlineData("# about_Sample\n\nText.\n\n## Short description\n\nShort.\n", 3, "'about_Sample' is headings only")]
    [InlineData("# about_Sample\n\n## Short description\n\nShort.\n\n### More\n\nText.\n", 7, "'Short description' is text only")]
    [InlineData("# about_Sample\n\n## Short description\n\nShort.\n\n## Long\n\n### Part\n\n#### Piece\n\nText.\n", 11, "'Part' is text only: the help would not show 'Piece'")]
    [InlineData("# about_Sample\n\n## Short description\n\nShort.\n\n## Long\n\n#### Piece\n\nText.\n", 9, "level 4 in 'Long' of level 2")]
    public void Text_that_the_topic_would_not_show_is_told_with_its_line(string markdown, int line, string message)
    {
        PageException wrong = Assert.Throws<PageException>(() => TopicText.Of("about_Sample.md", markdown));
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(line, wrong.Line);
    }
}
