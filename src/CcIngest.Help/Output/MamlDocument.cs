using System.Xml.Linq;

namespace CcIngest.Help;

/// <summary>Writes pages as MAML, the XML that <c>Get-Help</c> reads from <c>&lt;assembly&gt;.dll-Help.xml</c>.</summary>
public static class MamlDocument
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Items = "http://msh";

    /// <param name="address">Of the folder of the pages, for <c>Get-Help -Online</c>.</param>
    public static XDocument Of(IEnumerable<(CmdletPage Page, CmdletShape Cmdlet)> cmdlets, Uri address) => new(
        new XElement(
            Items + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(cmdlet => Cmdlet(cmdlet.Page, cmdlet.Cmdlet, address))));

    private static XElement Cmdlet(CmdletPage page, CmdletShape cmdlet, Uri address) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[1]),
            new XElement(Maml + "description", Paragraph(page.Synopsis))),
        new XElement(Maml + "description", Blocks(page.Description)),
        new XElement(Command + "syntax", cmdlet.Sets.Select(set => SyntaxItem(page, set))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, cmdlet))),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => Type("inputType", type))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => Type("returnValue", type))),
        page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Blocks(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        // Get-Help -Online opens the first link that has an address.
        new XElement(
            Maml + "relatedLinks",
            Link(new("Online version:", new Uri(address, $"{page.Name}.md").AbsoluteUri)),
            page.Related.Select(Link)));

    private static XElement SyntaxItem(CmdletPage page, ParameterSet set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        set.Parameters.Select(member => new XElement(
            Command + "parameter",
            Attributes(member.Parameter, [member.Use]),
            new XElement(Maml + "name", member.Parameter.Name),
            member.Parameter.AcceptedValues.Count > 0
                ? new XElement(
                    Command + "parameterValueGroup",
                    member.Parameter.AcceptedValues.Select(value => new XElement(Command + "parameterValue", value)))
                : Value(member.Parameter))));

    private static XElement Parameter(PageParameter parameter, CmdletShape cmdlet)
    {
        ParameterShape shape = cmdlet.Parameters.First(candidate => candidate.Name == parameter.Name);
        return new(
            Command + "parameter",
            Attributes(shape, shape.Uses),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Blocks(parameter.Description)),
            Value(shape),
            new XElement(Dev + "type", new XElement(Maml + "name", shape.Type)),
            new XElement(Dev + "defaultValue", parameter.Default.Length > 0 ? parameter.Default : "None"));
    }

    private static IEnumerable<XAttribute> Attributes(ParameterShape parameter, IReadOnlyList<ParameterUse> uses)
    {
        string pipeline = string.Join(", ", [
            .. uses.Any(use => use.FromPipeline) ? ["ByValue"] : Array.Empty<string>(),
            .. uses.Any(use => use.FromPipelineByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>()]);
        yield return new("required", uses.All(use => use.Mandatory));
        yield return new("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal));
        yield return new("globbing", parameter.TakesWildcards);
        yield return new("pipelineInput", pipeline.Length == 0 ? "False" : $"True ({pipeline})");
        yield return new("position", uses.Min(use => use.Position)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named");
        yield return new("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases));
    }

    private static XElement? Value(ParameterShape parameter) => parameter.IsSwitch ? null : new(
        Command + "parameterValue",
        new XAttribute("required", true),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal)),
        parameter.Type);

    private static XElement Type(string element, PageType type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        type.Description.Length == 0 ? null : new XElement(Maml + "description", Paragraph(type.Description)));

    private static XElement Example(PageExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"----- {example.Title} -----"),
        // The format writes no line break after an introduction, and a blank instead of no remarks.
        new XElement(Maml + "introduction", Blocks(example.Introduction).Select(paragraph => Paragraph(paragraph.Value + "\n\n"))),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Blocks(example.Remarks), Paragraph("")));

    private static XElement Link(PageLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));

    private static IEnumerable<XElement> Blocks(IEnumerable<HelpBlock> blocks) =>
        blocks.Select(block => Paragraph(block.Mark.Length == 0 ? block.Text : $"{block.Mark} {block.Text}"));

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
