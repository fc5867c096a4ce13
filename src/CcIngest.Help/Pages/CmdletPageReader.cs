using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CcIngest.Help;

/// <summary>Reads the page of a cmdlet, whose format docs/README.md describes.</summary>
public static class CmdletPageReader
{
    private const string CommonParameters = "This cmdlet supports the common parameters; see about_CommonParameters.";

    private static readonly string[] RequiredSections = ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs"];
    private static readonly string[] NoteSections = ["Errors", "Notes"];
    private static readonly string[] OtherSections = [.. NoteSections, "Related"];
    private static readonly string[] ParameterFacts = ["Type", "Mandatory", "Position", "From the pipeline", "Default"];

    /// <param name="file">Named in errors.</param>
    /// <exception cref="PageException">The page breaks the format.</exception>
    public static CmdletPage Read(string file, string text)
    {
        Section page = Section.Read(file, text).WithoutText();
        if (page.Sections.FirstOrDefault(section => !RequiredSections.Concat(OtherSections).Contains(section.Title)) is { } unknown)
        {
            throw unknown.Wrong($"The page of a cmdlet has no section '{unknown.Title}'.");
        }

        string[] titles = [.. RequiredSections, .. OtherSections.Where(title => page.Sections.Exists(section => section.Title == title))];
        Dictionary<string, Section> sections = titles.ToDictionary(title => title, page.Child);
        return new(
            page.Title,
            Synopsis(sections["Synopsis"]),
            sections["Description"].WithoutSections().Content(),
            [.. sections["Examples"].WithoutText().Sections.Select(Example)],
            [.. sections["Parameters"].WithoutText().Sections.Where(section => !IsCommon(section)).Select(Parameter)],
            Types(sections["Inputs"]),
            Types(sections["Outputs"]),
            [.. NoteSections.Where(sections.ContainsKey).SelectMany(title => sections[title].WithoutSections().Content())],
            [.. sections.TryGetValue("Related", out Section? related) ? Links(related) : []]);
    }

    private static string Synopsis(Section section) =>
        section.WithoutSections().Content() is [{ Kind: HelpBlockKind.Paragraph } only] ? only.Text : throw section.Wrong("The synopsis is one paragraph.");

    private static PageExample Example(Section section)
    {
        int code = section.WithoutSections().Blocks.FindIndex(block => block is FencedCodeBlock);
        if (code < 0 || section.Blocks.FindLastIndex(block => block is FencedCodeBlock) != code)
        {
            throw section.Wrong("An example has one block of code.");
        }

        return new(
            section.Title,
            PlainText.Of(section.Blocks.Take(code), section.File),
            ((FencedCodeBlock)section.Blocks[code]).Lines.ToString(),
            PlainText.Of(section.Blocks.Skip(code + 1), section.File));
    }

    // Of these the help has nothing from the page, because Get-Help says it of every cmdlet. So nothing else may stand there.
    private static bool IsCommon(Section section) =>
        section.Title == "Common parameters" && (section.WithoutSections().Content() is [{ Text: CommonParameters }]
            ? true
            : throw section.Wrong($"'{section.Title}' says: {CommonParameters}"));

    private static PageParameter Parameter(Section section)
    {
        if (!section.Title.StartsWith('-') || section.WithoutSections().Blocks is not [.., ListBlock list])
        {
            throw section.Wrong("A parameter has the heading '-Name', a description, and a list of its type and whether it is mandatory.");
        }

        Dictionary<string, string> facts = [];
        foreach (HelpBlock item in PlainText.Of([list], section.File))
        {
            string[] parts = item.Text.Split(": ", 2);
            if (parts.Length < 2 || !ParameterFacts.Contains(parts[0]) || !facts.TryAdd(parts[0], parts[1]))
            {
                throw section.Wrong($"'{item.Text}' is not one of: {string.Join(", ", ParameterFacts)}.");
            }
        }

        if (section.Blocks.Count == 1 || !facts.ContainsKey("Type") || !facts.ContainsKey("Mandatory"))
        {
            throw section.Wrong("A parameter has a description, 'Type' and 'Mandatory'.");
        }

        return new(section.Title[1..], PlainText.Of(section.Blocks.SkipLast(1), section.File), facts.GetValueOrDefault("Default", ""));
    }

    // A paragraph for each type: its name as code, or several names with commas, then what there is to say.
    private static PageType[] Types(Section section) => section.WithoutSections().Blocks.Count == 0
        ? throw section.Wrong($"'{section.Title}' says 'None.' when there are none.")
        : [.. section.Blocks.SelectMany(block => Types(block as ParagraphBlock ?? throw section.Wrong("Types stand in paragraphs."), section.File))];

    private static IEnumerable<PageType> Types(ParagraphBlock paragraph, string file)
    {
        List<string> names = [];
        Inline? rest = paragraph.Inline?.FirstChild;
        while (rest is CodeInline code)
        {
            names.Add(code.Content);
            rest = rest.NextSibling;
            if (rest is LiteralInline { NextSibling: CodeInline } literal && literal.Content.ToString().Trim() is "," or "or" or "and")
            {
                rest = rest.NextSibling;
            }
        }

        if (names.Count == 0)
        {
            string all = PlainText.Of(paragraph.Inline, file);
            return all.StartsWith("None.", StringComparison.Ordinal) ? [new("None", all["None.".Length..].Trim())] : [new("System.Object", all)];
        }

        string description = PlainText.Of(From(rest), file).Trim().TrimStart(':', ';', ',', '.').Trim();
        return names.Select((name, index) => new PageType(name, index == names.Count - 1 ? Sentence(description) : ""));
    }

    private static IEnumerable<Inline> From(Inline? first)
    {
        for (Inline? inline = first; inline is not null; inline = inline.NextSibling)
        {
            yield return inline;
        }
    }

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    // An item is a link and nothing else: of words beside it the help would show nothing.
    private static IEnumerable<PageLink> Links(Section section)
    {
        foreach (Block block in section.WithoutSections().Blocks)
        {
            foreach (Block item in block is ListBlock list ? list : throw NoLink(section, block))
            {
                if ((item as ListItemBlock) is not [ParagraphBlock { Inline: { } inlines }] || inlines.FirstChild is not LinkInline link || link != inlines.LastChild)
                {
                    throw NoLink(section, item);
                }

                string uri = link.Url ?? "";
                yield return new(PlainText.Of(link, section.File), uri.Contains("://", StringComparison.Ordinal) ? uri : "");
            }
        }
    }

    private static PageException NoLink(Section section, Block block) =>
        new(section.File, block.Line + 1, $"'{section.Title}' is a list of links, without a word beside them.");
}
