using System.Text;

namespace CcIngest.Help;

/// <summary>Writes an about topic as the plain text that <c>Get-Help</c> reads from <c>about_*.help.txt</c>.</summary>
public static class TopicText
{
    /// <summary>Characters of a line; code may be longer.</summary>
    public const int Width = 80;

    private const int Indent = 4;

    /// <param name="file">Named in errors.</param>
    /// <exception cref="PageException">The topic does not begin with a short description of one line, which <c>Get-Help about_*</c> lists.</exception>
    public static string Of(string file, string markdown)
    {
        Section topic = Section.Read(file, markdown).WithoutText();
        Section brief = topic.Child("Short description");
        if (topic.Sections[0] != brief || brief.WithoutSections().Content() is not [{ Kind: HelpBlockKind.Paragraph, Text.Length: <= Width - Indent }])
        {
            throw brief.Wrong($"A topic begins with its short description, in {Width - Indent} characters or less: Get-Help takes the fifth line.");
        }

        StringBuilder text = new("TOPIC\n");
        text.Append(' ', Indent).Append(topic.Title).Append('\n');
        foreach (Section section in topic.Sections)
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            Write(section, text);
            foreach (Section part in section.Sections)
            {
                text.Append('\n').Append(' ', Indent / 2).Append(part.Title).Append('\n');
                Write(part.WithoutSections(), text);
            }
        }

        return text.ToString();
    }

    private static void Write(Section section, StringBuilder text)
    {
        HelpBlock? before = null;
        foreach (HelpBlock block in section.Content())
        {
            if (before is not null && !(before.Kind == HelpBlockKind.Item && block.Kind == HelpBlockKind.Item))
            {
                text.Append('\n');
            }

            foreach (string line in Lines(block))
            {
                text.Append(' ', line.Length == 0 ? 0 : Indent).Append(line).Append('\n');
            }

            before = block;
        }
    }

    private static IEnumerable<string> Lines(HelpBlock block) => block.Kind switch
    {
        HelpBlockKind.Code => block.Text.Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', Indent) + line),
        HelpBlockKind.Item => Wrap($"{block.Mark} {block.Text}", hanging: block.Mark.Length + 1),
        _ => Wrap(block.Text, hanging: 0),
    };

    private static IEnumerable<string> Wrap(string text, int hanging)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > hanging && line.Length + 1 + word.Length > Width - Indent)
            {
                yield return line.ToString();
                line.Clear().Append(' ', hanging);
            }

            if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        yield return line.ToString();
    }
}
