using System.Reflection;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>docs/adding-an-exchange.md says the same as the code that it walks through.</summary>
public sealed partial class ExchangeGuideTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "adding-an-exchange.md")).ReplaceLineEndings("\n");

    private static readonly Match[] Fences = [.. Fence().Matches(Page).Cast<Match>()];

    public static TheoryData<int, string> Excerpts
    {
        get
        {
            TheoryData<int, string> excerpts = [];
            foreach ((int place, Match fence) in Fences.Index())
            {
                excerpts.Add(place, fence.Groups["file"].Value);
            }

            return excerpts;
        }
    }

    /// <summary>Indentation apart, each part of an excerpt (a line <c>// …</c> stands between parts) is in the file as it stands, one after the other.</summary>
    [Theory]
    [MemberData(nameof(Excerpts))]
    public void An_excerpt_is_a_piece_of_its_file(int place, string file)
    {
        string[] lines = [.. File.ReadLines(RepositoryFiles.PathOf(file.Split('/'))).Select(line => line.Trim())];
        int from = 0;
        foreach (string part in Fences[place].Groups["text"].Value.Split("// …\n"))
        {
            string[] wanted = [.. part.TrimEnd('\n').Split('\n').Select(line => line.Trim())];
            int at = Enumerable.Range(from, Math.Max(0, lines.Length - wanted.Length - from + 1)).FirstOrDefault(line => lines.AsSpan(line, wanted.Length).SequenceEqual(wanted), -1);
            Assert.True(at >= 0, $"{file} does not have:\n{part}");
            from = at + wanted.Length;
        }
    }

    [Fact]
    public void Every_entry_of_the_sheet_is_explained() => Assert.Equal(
        typeof(VenueSheet).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name),
        Page.Split('\n').SkipWhile(line => line != "| Entry | Meaning |").Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('`')[1]));

    [Fact]
    public void Every_part_of_an_adapter_is_named() => Assert.All(
        typeof(VenueAdapter).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo { GetMethod.IsVirtual: true } or MethodInfo { IsVirtual: true, IsSpecialName: false }),
        member => Assert.Contains(member.Name, Page, StringComparison.Ordinal));

    [Fact]
    public void The_tests_of_the_suite_are_listed() => Assert.Equal(
        typeof(VenueConformance).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => method.Name).Order(StringComparer.Ordinal),
        Item().Matches(Page).Select(item => item.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_filter_finds_tests() => Assert.All(Filter().Matches(Page), filter => Assert.Contains(
        typeof(ExchangeGuideTests).Assembly.GetTypes(), type => type.FullName!.Contains(filter.Groups["name"].Value, StringComparison.Ordinal)));

    [GeneratedRegex(@"^```(csharp|js) (?<file>\S+)$\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^- `(?<name>\w+)`$", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex(@"FullyQualifiedName~(?<name>\w+)")]
    private static partial Regex Filter();
}
