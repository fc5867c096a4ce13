using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CcIngest.Help;

/// <summary>Reads the page of a cmdlet, whose format docs/README.md describes.</summary>
public static class CmdletPageReader
{
    private static readonly string[] RequiredSections = ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs"];
    private static readonly string[] NoteSections = ["Errors", "Notes"];
    private static readonly string[] OtherSections = [.. NoteSections, "Related"];
    private static readonly string[] ParameterFacts = ["Type", "Mandatory", "Position", "From the pipeline", "Default"];

    /// <param name="file">Named in errors.</param>
    /// <exception cref="PageException">The page breaks the format.</exception>
    public static CmdletPage Read(string file, string text)
    {
        Section page = Section.Read(file, text);
        if (page.Sections.FirstOrDefault(section => !RequiredSections.Concat(OtherSections).Contains(section.Title)) is { } unknown)
        {
            throw unknown.Wrong($"The page of a cmdlet has no section '{unknown.Title}'.");
        }

        string[] titles = [.. RequiredSections, .. OtherSections.Where(title => page.Sections.Exists(section => section.Title == title))];
        Dictionary<string, Section> sections = titles.ToDictionary(title => title, page.Child);
        return new(
            page.Title,
            Synopsis(sections["Synopsis"]),
            sections["Description"].Content(),
            [.. sections["Examples"].Sections.Select(Example)],
            // 'Common parameters' says what every cmdlet has; Get-Help says it too.
            [.. sections["Parameters"].Sections.Where(section => section.Title != "Common parameters").Select(Parameter)],
            Types(sections["Inputs"]),
            Types(sections["Outputs"]),
            [.. NoteSections.Where(sections.ContainsKey).SelectMany(title => sections[title].Content())],
            [.. sections.TryGetValue("Related", out Section? related) ? Links(related) : []]);
    }

    private static string Synopsis(Section section) =>
        section.Content() is [{ Kind: HelpBlockKind.Paragraph } only] ? only.Text : throw section.Wrong("The synopsis is one paragraph.");

    private static PageExample Example(Section section)
    {
        int code = section.Blocks.FindIndex(block => block is FencedCodeBlock);
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

    private static PageParameter Parameter(Section section)
    {
        if (!section.Title.StartsWith('-') || section.Blocks is not [.., ListBlock list])
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
    private static PageType[] Types(Section section) => section.Blocks.Count == 0
        ? throw section.Wrong($"'{section.Title}' says 'None.' when there are none.")
        : [.. section.Blocks.SelectMany(block => Types(block as ParagraphBlock ?? throw section.Wrong("Types stand in paragraphs.")))];

    private static IEnumerable<PageType> Types(ParagraphBlock paragraph)
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

        string all = PlainText.Of(paragraph.Inline);
        if (names.Count == 0)
        {
            return all.StartsWith("None.", StringComparison.Ordinal) ? [new("None", all["None.".Length..].Trim())] : [new("System.Object", all)];
        }

        string description = all[(all.IndexOf(names[^1], StringComparison.Ordinal) + names[^1].Length)..].Trim().TrimStart(':', ';', ',', '.').Trim();
        return names.Select((name, index) => new PageType(name, index == names.Count - 1 ? Sentence(description) : ""));
    }

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<PageLink> Links(Section section)
    {
        foreach (Block block in section.Blocks)
        {
            foreach (LinkInline link in block.Descendants<LinkInline>())
            {
                string uri = link.Url ?? "";
                yield return new(PlainText.Of(link), uri.Contains("://", StringComparison.Ordinal) ? uri : "");
            }
        }
    }
}
