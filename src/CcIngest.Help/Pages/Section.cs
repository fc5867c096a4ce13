using Markdig;
using Markdig.Syntax;

namespace CcIngest.Help;

/// <summary>A heading with what stands below it, up to the next heading of its level or a higher one.</summary>
/// <param name="Line">Line of the heading, counted from 1.</param>
/// <param name="Blocks">What stands before the first heading of a lower level.</param>
internal sealed record Section(string File, int Line, int Level, string Title, List<Block> Blocks, List<Section> Sections)
{
    // Tables are read as such, so that they can be refused: as CommonMark they would be one long paragraph.
    private static readonly MarkdownPipeline Format = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Reads a page, which begins with its only heading of the first level.</summary>
    /// <exception cref="PageException">There is no such heading, or text stands before it.</exception>
    public static Section Read(string file, string text)
    {
        Stack<Section> open = new();
        foreach (Block block in Markdown.Parse(text, Format))
        {
            if (block is HeadingBlock heading)
            {
                Section section = new(file, heading.Line + 1, heading.Level, PlainText.Of(heading.Inline, file), [], []);
                while (open.Count > 0 && open.Peek().Level >= section.Level)
                {
                    open.Pop();
                }

                if (open.Count == 0 != (section.Level == 1))
                {
                    throw section.Wrong("A page begins with one heading of the first level and has no other.");
                }

                if (open.TryPeek(out Section? parent))
                {
                    if (section.Level > parent.Level + 1)
                    {
                        throw section.Wrong($"'{section.Title}' is a heading of level {section.Level} in '{parent.Title}' of level {parent.Level}.");
                    }

                    parent.Sections.Add(section);
                }

                open.Push(section);
            }
            else if (open.Count > 0)
            {
                open.Peek().Blocks.Add(block);
            }
            else
            {
                throw new PageException(file, block.Line + 1, "A page begins with a heading of the first level.");
            }
        }

        return open.Count > 0 ? open.Last() : throw new PageException(file, 1, "The page is empty.");
    }

    /// <exception cref="PageException">The section is missing or stands there twice.</exception>
    public Section Child(string title)
    {
        Section[] found = [.. Sections.Where(section => section.Title == title)];
        return found.Length == 1 ? found[0] : throw Wrong($"'{Title}' has {(found.Length == 0 ? "no" : "more than one")} section '{title}'.");
    }

    /// <exception cref="PageException">There are headings in it, which the help has no place for.</exception>
    public Section WithoutSections() =>
        Sections.Count == 0 ? this : throw Sections[0].Wrong($"'{Title}' is text only: the help would not show '{Sections[0].Title}'.");

    /// <exception cref="PageException">Text stands before its first heading, where the help has no place for it.</exception>
    public Section WithoutText() =>
        Blocks.Count == 0 ? this : throw new PageException(File, Blocks[0].Line + 1, $"'{Title}' is headings only: the help would not show this text.");

    public IReadOnlyList<HelpBlock> Content() => PlainText.Of(Blocks, File);

    public PageException Wrong(string message) => new(File, Line, message);
}
