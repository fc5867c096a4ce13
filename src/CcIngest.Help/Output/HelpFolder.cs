using System.Text;
using System.Xml;

namespace CcIngest.Help;

/// <summary>Turns a folder of pages into a folder of help: one MAML file for the cmdlets of an assembly, one text for each about topic.</summary>
public static class HelpFolder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// A cmdlet without a page, or a parameter without a section, is left out: the tests of the pages ask for them, and a build in the middle of work
    /// should not. Topics that have no page any more are deleted from <paramref name="output"/>.
    /// </summary>
    /// <param name="address">Where readers find the folder <paramref name="pages"/>; ends with a slash.</param>
    /// <exception cref="PageException">A page breaks the format, or describes what the cmdlet does not have.</exception>
    public static void Write(string pages, string assembly, string engine, string output, Uri address)
    {
        Dictionary<string, CmdletShape> cmdlets = CmdletReader.Read(assembly, engine).ToDictionary(cmdlet => cmdlet.Name);
        List<(CmdletPage, CmdletShape)> described = [];
        Dictionary<string, string> topics = [];
        foreach (string file in Directory.GetFiles(pages, "*.md").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string text = File.ReadAllText(file, Utf8).ReplaceLineEndings("\n");
            if (name.StartsWith("about_", StringComparison.Ordinal))
            {
                topics.Add(name, TopicText.Of(file, text));
            }
            else
            {
                CmdletPage page = CmdletPageReader.Read(file, text);
                described.Add((page, Described(page, file, cmdlets)));
            }
        }

        Directory.CreateDirectory(output);
        using (XmlWriter xml = XmlWriter.Create(
            Path.Combine(output, Path.GetFileName(assembly) + "-Help.xml"), new() { Encoding = Utf8, Indent = true, NewLineChars = "\n" }))
        {
            MamlDocument.Of(described, address).Save(xml);
        }

        foreach (string old in Directory.GetFiles(output, "about_*.help.txt"))
        {
            File.Delete(old);
        }

        foreach ((string name, string text) in topics)
        {
            File.WriteAllText(Path.Combine(output, $"{name}.help.txt"), text, Utf8);
        }
    }

    private static CmdletShape Described(CmdletPage page, string file, Dictionary<string, CmdletShape> cmdlets)
    {
        if (page.Name != Path.GetFileNameWithoutExtension(file) || !cmdlets.TryGetValue(page.Name, out CmdletShape? cmdlet))
        {
            throw new PageException(file, 1, $"There is no cmdlet '{page.Name}', or the file does not have its name.");
        }

        return page.Parameters.FirstOrDefault(parameter => cmdlet.Parameters.All(other => other.Name != parameter.Name)) is { } unknown
            ? throw new PageException(file, 1, $"{page.Name} has no parameter -{unknown.Name}.")
            : cmdlet;
    }
}
