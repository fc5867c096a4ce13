using System.Reflection;
using System.Xml.Linq;
using CcIngest.TestSupport;

namespace CcIngest.Help.Tests;

/// <summary>The pages of this repository against the cmdlets that are built, also on machines without PowerShell.</summary>
public sealed class ModuleHelpTests
{
    private static readonly string Bin = Path.Combine(SharedData.RepositoryRoot, "module", "bin");
    private static readonly string Engine = typeof(ModuleHelpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "EngineReference").Value ?? "";

    private static readonly IReadOnlyList<CmdletShape> Cmdlets = CmdletReader.Read(Path.Combine(Bin, "CcIngest.Cmdlets.dll"), Engine);

    public static TheoryData<string> Names => [.. Cmdlets.Select(cmdlet => cmdlet.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_a_page_with_all_its_parameters_and_two_examples_or_more(string name)
    {
        CmdletShape cmdlet = Cmdlets.Single(candidate => candidate.Name == name);
        string file = Path.Combine(SharedData.RepositoryRoot, "docs", "en-US", $"{name}.md");
        CmdletPage page = CmdletPageReader.Read(file, File.ReadAllText(file));

        Assert.Equal(cmdlet.Parameters.Select(parameter => parameter.Name).Order(), page.Parameters.Select(parameter => parameter.Name).Order());
        Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Description));
        Assert.True(page.Examples.Count >= 2, $"{name} has {page.Examples.Count} examples.");
    }

    [Fact]
    public void The_build_made_help_for_every_cmdlet_and_topic()
    {
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        string folder = Path.Combine(Bin, "en-US");
        IEnumerable<string> shown = XDocument.Load(Path.Combine(folder, "CcIngest.Cmdlets.dll-Help.xml")).Descendants(command + "details")
            .Select(details => details.Element(command + "name")?.Value ?? "");

        Assert.Equal(Cmdlets.Select(cmdlet => cmdlet.Name), shown.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["about_CcIngest", "about_CcIngest_Jobs", "about_CcIngest_Stores", "about_CcIngest_Troubleshooting"],
            Directory.GetFiles(folder, "*.help.txt").Select(file => Path.GetFileName(file).Replace(".help.txt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
