using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Reads <c>alerts</c> of a job file whose form has been checked.</summary>
internal static class JobAlertPlan
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UsualCommandTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="IngestException">A name is not known or said twice, or a length of time is out of bounds.</exception>
    public static AlertPlan Read(LocatedJson alerts, string directory, JobFileErrors errors)
    {
        AlertSink[] sinks = [.. (alerts["sinks"]?.Members ?? []).Select(sink => ReadSink(sink.Name, sink.Value, directory, errors))];
        List<AlertRule> rules = [];
        foreach (LocatedJson rule in alerts["rules"]?.Items ?? [])
        {
            AlertRule read = ReadRule(rule, [.. sinks.Select(sink => sink.Name)], errors);
            if (rules.Exists(other => other.Name == read.Name))
            {
                throw errors.At(rule["name"] ?? rule, $"is a second rule '{read.Name}'.", "Give each a \"name\" of its own: by it its causes are known again.");
            }

            rules.Add(read);
        }

        return new AlertPlan(sinks, rules);
    }

    private static AlertSink ReadSink(string name, LocatedJson sink, string directory, JobFileErrors errors)
    {
        TimeSpan timeout = Length(sink, "timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), errors) ?? (sink["command"] is null ? UsualTimeout : UsualCommandTimeout);
        if (sink["webhook"]?.Text is { } variable)
        {
            return new WebhookAlertSink(name, variable, timeout);
        }

        if (sink["command"] is not { } command)
        {
            return new FileAlertSink(name, Path.GetFullPath(sink["file"]?.Text ?? "", directory), timeout);
        }

        string[] words = [.. command.Items.Select(word => word.Text ?? "")];
        if (words.Length == 0)
        {
            throw errors.At(command, "is empty.", "Name the program first, then its arguments.");
        }

        bool isPath = words[0].Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || words[0].Contains('/', StringComparison.Ordinal);
        return new CommandAlertSink(name, isPath ? Path.GetFullPath(words[0], directory) : words[0], words[1..], timeout);
    }

    private static AlertRule ReadRule(LocatedJson rule, IReadOnlyList<string> sinks, JobFileErrors errors)
    {
        string word = rule["on"]?.Text ?? "";
        string name = rule["name"]?.Text ?? word;
        IReadOnlyList<string> to = [.. (Texts(rule, "to") ?? sinks).Distinct()];
        foreach (LocatedJson unknown in (rule["to"]?.Items ?? []).Where(item => !sinks.Contains(item.Text ?? "")))
        {
            throw errors.WrongValue(unknown, string.Join(", ", sinks), sinks);
        }

        if (to.Count == 0)
        {
            throw errors.WrongValue(rule["to"] ?? rule, string.Join(", ", sinks));
        }

        AlertRule read = word switch
        {
            "freshness" => new FreshnessRule
            {
                Name = name, To = to, OlderThan = Length(rule, "olderThan", TimeSpan.FromSeconds(1), TimeSpan.FromDays(366), errors) ?? default, Dataset = rule["dataset"]?.Text,
                Interval = Interval.TryParse(rule["interval"]?.Text, out Interval? interval) ? interval : null, Exchanges = Venues(rule),
                Except = Venues(rule, "except"),
            },
            "gaps" => new GapRule
            {
                Name = name, To = to, MoreThan = Whole(rule, "moreThan") ?? 0, Dataset = rule["dataset"]?.Text, Exchanges = Venues(rule),
                Causes = Texts(rule, "causes") is { } causes ? [.. causes.Select(cause => JobWords.Read<GapCause>(cause))] : [GapCause.NotAsked, GapCause.NotAnswered],
            },
            "deadLetters" => new DeadLetterRule
            {
                Name = name, To = to, MoreThan = Whole(rule, "moreThan") ?? 0, Dataset = rule["dataset"]?.Text, Exchanges = Venues(rule),
            },
            "quality" => new FindingRule
            {
                Name = name, To = to, MoreThan = Whole(rule, "moreThan") ?? 0, Dataset = rule["dataset"]?.Text,
                Severity = rule["severity"]?.Text is { } severity ? JobWords.Read<QualitySeverity>(severity) : QualitySeverity.Error,
            },
            "budget" => Budget(new BudgetRule { Name = name, To = to, Above = Whole(rule, "above") ?? 100 }, Texts(rule, "windows")),
            _ => Outcome(new OutcomeRule { Name = name, To = to }, Texts(rule, "is")),
        };
        return Length(rule, "window", TimeSpan.FromMinutes(1), TimeSpan.FromDays(366), errors) is { } window ? read with { Window = window } : read;
    }

    private static BudgetRule Budget(BudgetRule rule, IReadOnlyList<string>? windows) => windows is null ? rule : rule with { Windows = windows };

    private static OutcomeRule Outcome(OutcomeRule rule, IReadOnlyList<string>? words) =>
        words is null ? rule : rule with { Is = [.. words.Select(word => JobWords.Read<RunOutcome>(word))] };

    private static TimeSpan? Length(LocatedJson holder, string name, TimeSpan low, TimeSpan high, JobFileErrors errors) =>
        Length(holder, name) is not { } length ? null
        : length >= low && length <= high ? length
        : throw errors.WrongValue(holder[name] ?? holder, $"{low:c} to {high:c}");

    private static TimeSpan? Length(LocatedJson holder, string name) => JobDuration.TryParse(holder[name]?.Text, out TimeSpan length) ? length : null;

    private static IReadOnlyList<string> Venues(LocatedJson holder, string name = "exchanges") => [.. (Texts(holder, name) ?? []).Select(venue => venue.ToLowerInvariant())];

    private static IReadOnlyList<string>? Texts(LocatedJson holder, string name) =>
        holder[name] is { } list ? [.. list.Items.Select(item => item.Text ?? "")] : null;

    private static int? Whole(LocatedJson holder, string name) =>
        holder[name]?.Text is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;
}
