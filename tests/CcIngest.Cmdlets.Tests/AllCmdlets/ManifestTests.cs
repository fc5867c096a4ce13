using System.Reflection;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The manifest, the classes, the cases and the test classes name the same cmdlets.</summary>
public sealed class ManifestTests
{
    [Fact]
    public void The_manifest_exports_every_cmdlet_class() =>
        Assert.Equal(Module.CmdletClasses.Select(Module.NameOf).Order(StringComparer.Ordinal), Module.Exports.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void An_exported_cmdlet_has_a_case(string cmdlet) =>
        Assert.True(CmdletCases.All.Count(one => one.Name == cmdlet) == 1, $"{cmdlet} has no case, or several: add one to {nameof(CmdletCases)}.{nameof(CmdletCases.All)}.");

    [Theory]
    [MemberData(nameof(CmdletNames.Exported), MemberType = typeof(CmdletNames))]
    public void An_exported_cmdlet_has_tests_of_its_own(string cmdlet)
    {
        string name = $"{Module.Cmdlet(cmdlet).Name}Tests";
        Type? tests = typeof(ManifestTests).Assembly.GetTypes().SingleOrDefault(type => type.Name == name);
        Assert.True(
            tests?.GetMethods().Any(method => method.GetCustomAttributes<FactAttribute>().Any()) == true, $"{cmdlet} is not tested: add Commands/{name}.cs.");
    }

    [Fact]
    public void A_case_is_of_an_exported_cmdlet() => Assert.All(CmdletCases.All, one => Assert.Contains(one.Name, Module.Exports));
}
