using System.Xml.Linq;

namespace CcIngest.Help.Tests;

public sealed class MamlDocumentTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XElement _command;

    public MamlDocumentTests()
    {
        string assembly = typeof(MamlDocumentTests).Assembly.Location;
        CmdletPage page = CmdletPageReader.Read("Get-Sample.md", SamplePage.Text);
        CmdletShape cmdlet = CmdletReader.Read(assembly, assembly).Single(shape => shape.Name == page.Name);
        _command = Assert.Single(MamlDocument.Of([(page, cmdlet)], new Uri("https://example.org/docs/")).Root?.Elements() ?? []);
    }

    [Fact]
    public void Details_name_the_cmdlet_and_its_synopsis()
    {
        XElement details = Only(_command, Command + "details");
        Assert.Equal("Get-Sample", Only(details, Command + "name").Value);
        Assert.Equal("Reads samples, one by one.", Only(details, Maml + "description").Value);
    }

    [Fact]
    public void A_parameter_has_the_words_of_the_page_and_the_facts_of_the_cmdlet()
    {
        XElement parameter = Only(_command, Command + "parameters").Elements().First();
        Assert.Equal("Names with *; 1 to 64 characters.", Only(parameter, Maml + "description").Value);
        Assert.Equal("All, see Other", Only(parameter, Dev + "defaultValue").Value);
        Assert.Equal("String[]", Only(parameter, Command + "parameterValue").Value);
        Assert.Equal(
            ["required=false", "variableLength=true", "globbing=true", "pipelineInput=True (ByValue)", "position=0", "aliases=none"],
            parameter.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
    }

    [Fact]
    public void Syntax_has_all_parameters_of_the_cmdlet_and_the_values_of_a_fixed_set()
    {
        XElement item = Assert.Single(Only(_command, Command + "syntax").Elements());
        Assert.Equal(["Name", "Form", "Last"], item.Elements(Command + "parameter").Select(parameter => Only(parameter, Maml + "name").Value));
        Assert.Equal(["short", "long"], item.Descendants(Command + "parameterValueGroup").Elements().Select(value => value.Value));
    }

    [Fact]
    public void An_example_keeps_the_lines_of_its_code()
    {
        XElement example = Only(_command, Command + "examples").Elements().First();
        Assert.Equal("Get-Sample |\n    Format-Table", Only(example, Dev + "code").Value);
        Assert.Contains("Example 1: All", Only(example, Maml + "title").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_notes_and_links_are_there()
    {
        Assert.Equal(["System.String", "System.Int32", "System.Object"], Only(_command, Command + "inputTypes").Descendants(Maml + "name").Select(name => name.Value));
        Assert.Equal("None", Only(_command, Command + "returnValues").Value);
        Assert.Equal("Error ids: A.", Only(_command, Maml + "alertSet").Value);
        Assert.Equal(["Online version:", "Set-Sample", "The API"], _command.Descendants(Maml + "linkText").Select(text => text.Value));
    }

    [Fact]
    public void The_first_address_is_that_of_the_page() =>
        Assert.Equal("https://example.org/docs/Get-Sample.md", _command.Descendants(Maml + "uri").First().Value);

    private static XElement Only(XElement parent, XName name) => Assert.Single(parent.Elements(name));
}
