using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>docs/third-party-licences.md lists what the build really resolves and ships, each with the licence that the package itself says.</summary>
public sealed partial class LicencesPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "third-party-licences.md"));

    private sealed record Row(string Package, string Version, string Licence, string Places);

    private static IReadOnlyList<Row> Listed { get; } =
        [.. Line().Matches(Page).Select(line => new Row(line.Groups["package"].Value, line.Groups["version"].Value, line.Groups["licence"].Value, line.Groups["places"].Value))];

    [Fact]
    public void It_lists_every_package_that_is_shipped_with_its_version_and_licence_and_no_other()
    {
        Dictionary<string, HashSet<string>> places = new(StringComparer.Ordinal);
        List<(string Package, string Version, string Licence)> shipped = [];
        foreach ((string project, string place) in new[] { ("CcIngest.Cmdlets", "module"), ("CcIngest.Runner", "program") })
        {
            foreach ((string package, string version, string licence) in Resolved(project).Concat(Downloaded()).Concat(OfThePage()))
            {
                shipped.Add((package, version, licence));
                (places.TryGetValue(package, out HashSet<string>? of) ? of : places[package] = []).Add(place);
            }
        }

        string[] expected = [.. shipped.Distinct().Select(one => $"{one.Package} | {one.Version} | {one.Licence}").Order(StringComparer.OrdinalIgnoreCase)];
        string[] listed = [.. Listed.Select(row => $"{row.Package} | {row.Version} | {row.Licence}")];
        Assert.True(
            expected.SequenceEqual(listed, StringComparer.Ordinal),
            $"Bring docs/third-party-licences.md up to date. Lacks: {string.Join("; ", expected.Except(listed))}. Has beyond: {string.Join("; ", listed.Except(expected))}.");
        Assert.All(Listed, row => Assert.Equal(places[row.Package].Order(StringComparer.Ordinal), row.Places.Split(", ").Where(place => place != "page")));
    }

    [Fact]
    public void Every_licence_has_its_text_and_there_is_no_text_of_another() => Assert.Equal(
        Listed.Select(row => row.Licence).Where(licence => !licence.StartsWith("GPL", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "licences")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>Packages with something for run time, as restore has written them down.</summary>
    private static IEnumerable<(string, string, string)> Resolved(string project)
    {
        JsonElement assets = Assets(project);
        JsonElement libraries = assets.GetProperty("libraries");
        foreach (JsonProperty library in assets.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            bool isShipped = library.Value.GetProperty("type").GetString() == "package"
                && (library.Value.TryGetProperty("runtimeTargets", out _)
                    || (library.Value.TryGetProperty("runtime", out JsonElement files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("_._", StringComparison.Ordinal))));
            if (isShipped)
            {
                string[] parts = library.Name.Split('/');
                yield return (parts[0], parts[1], LicenceOf(assets, libraries.GetProperty(library.Name).GetProperty("path").GetString()!));
            }
        }
    }

    /// <summary>The driver that is referenced by its file.</summary>
    private static IEnumerable<(string, string, string)> Downloaded()
    {
        JsonElement assets = Assets("CcIngest.Storage");
        JsonElement framework = assets.GetProperty("project").GetProperty("frameworks").EnumerateObject().First().Value;
        foreach (JsonElement package in framework.TryGetProperty("downloadDependencies", out JsonElement downloads) ? downloads.EnumerateArray() : default)
        {
            string name = package.GetProperty("name").GetString()!;
            string version = package.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0];
            yield return (name, version, LicenceOf(assets, $"{name.ToLowerInvariant()}/{version}"));
        }
    }

    private static IEnumerable<(string, string, string)> OfThePage() => JsonDocument
        .Parse(File.ReadAllText(RepositoryFiles.PathOf("src", "CcIngest.Ingestion", "Report", "Page", "package-lock.json"))).RootElement.GetProperty("packages").EnumerateObject()
        .Where(package => package.Name.Length > 0)
        .Select(package => (package.Name.Replace("node_modules/", "", StringComparison.Ordinal), package.Value.GetProperty("version").GetString()!, package.Value.GetProperty("license").GetString()!));

    private static string LicenceOf(JsonElement assets, string path)
    {
        string folder = Path.Combine(assets.GetProperty("packageFolders").EnumerateObject().First().Name, path);
        XElement licence = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Descendants().First(element => element.Name.LocalName == "license");
        Assert.Equal("expression", licence.Attribute("type")?.Value);
        return licence.Value;
    }

    private static JsonElement Assets(string project) =>
        JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("src", project, "obj", "project.assets.json"))).RootElement;

    [GeneratedRegex(@"^\| (?<package>[\w.-]+) \| (?<version>[\d.]+) \| (?<licence>[^|]+) \| [^|]+ \| (?<places>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
