using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CcIngest.Help;

/// <summary>Takes the marks of Markdown out of text: help is read in a terminal.</summary>
internal static class PlainText
{
    /// <exception cref="PageException">A kind of block that help cannot show: a table, a quotation, HTML.</exception>
    public static IReadOnlyList<HelpBlock> Of(IEnumerable<Block> blocks, string file) => [.. blocks.SelectMany(block => Of(block, file))];

    /// <exception cref="PageException">A kind of text that help cannot show: a picture.</exception>
    public static string Of(ContainerInline? inlines, string file) => Of(inlines ?? Enumerable.Empty<Inline>(), file);

    public static string Of(IEnumerable<Inline> inlines, string file)
    {
        StringBuilder text = new();
        foreach (Inline inline in inlines)
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                AutolinkInline address => address.Url,
                LinkInline { IsImage: true } => throw new PageException(file, inline.Line + 1, "Help shows no pictures."),
                LinkInline { Url: { } url } link when url.Contains("://", StringComparison.Ordinal) => $"{Of(link, file)} ({url})",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                HtmlInline placeholder => placeholder.Tag,
                ContainerInline container => Of(container, file),
                _ => throw new PageException(file, inline.Line + 1, $"Help has no words for '{inline}'."),
            });
        }

        return text.ToString();
    }

    private static IEnumerable<HelpBlock> Of(Block block, string file) => block switch
    {
        ParagraphBlock paragraph => [new(HelpBlockKind.Paragraph, Of(paragraph.Inline, file))],
        FencedCodeBlock code => [new(HelpBlockKind.Code, code.Lines.ToString())],
        ListBlock list => list.OfType<ListItemBlock>().Select(item => Of(item, list.IsOrdered ? $"{item.Order}." : "-", file)),
        _ => throw new PageException(file, block.Line + 1, "Help knows paragraphs, lists and fenced code, and nothing else."),
    };

    private static HelpBlock Of(ListItemBlock item, string mark, string file) =>
        item is [ParagraphBlock paragraph]
            ? new(HelpBlockKind.Item, Of(paragraph.Inline, file), mark)
            : throw new PageException(file, item.Line + 1, "An item of a list is one paragraph.");
}
