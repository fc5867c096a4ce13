using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>docs/alerts.md: its job is one, and it names what there is.</summary>
public sealed partial class AlertsPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "alerts.md"));

    [Fact]
    public void Its_job_is_one_with_every_kind_of_rule_and_sink()
    {
        AlertPlan plan = JobFile.Parse(Code().Match(Page).Groups["json"].Value, "docs/alerts.md", "/").Alerts;

        Assert.Equal(["outcome", "freshness", "gaps", "deadLetters", "quality", "budget"], plan.Rules.Select(rule => rule.Word));
        Assert.Equal(["webhook", "command", "file"], plan.Sinks.Select(sink => sink.Type));
        Assert.All(plan.Rules.Select(rule => rule.Word).Concat(plan.Sinks.Select(sink => sink.Type)), word => Assert.Contains($"| `{word}` |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void It_names_each_name_of_a_message()
    {
        string table = Page[Page.IndexOf("## The message", StringComparison.Ordinal)..];
        string[] named = [.. Row().Matches(table).SelectMany(row => Name().Matches(row.Groups["names"].Value)).Select(name => name.Groups["name"].Value)];

        Assert.Equal(
            JsonDocument.Parse(SinkContract.Message.ToJson()).RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| (?<names>`\w+`[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>\\w+)`")]
    private static partial Regex Name();
}
