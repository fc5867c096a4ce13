using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The form of <c>alerts</c> in a job file.</summary>
internal static class AlertShapes
{
    private static readonly JobKey Timeout = new("timeout", new JobDuration(), "For one attempt; 10 seconds unless said otherwise, for a command 30.");

    private static readonly JobKey Dataset = new("dataset", new JobWord(
        [.. DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping).Select(dataset => dataset.Name).Distinct()]), "Only this one; all unless said otherwise.");

    private static readonly JobKey Exchanges = new("exchanges", new JobTexts(), "Only these venues.");

    private static JobKinds Sink { get; } = new("sink",
    [
        ("webhook", null, new JobObject("a webhook",
            [new("webhook", new JobAddressVariable(), "A web address that takes JSON by POST.") { IsRequired = true }, Timeout])),
        ("command", null, new JobObject("a command",
        [
            new("command", new JobTexts(Least: 1), "A program and its arguments; it reads the JSON from its standard input. There is no shell between.") { IsRequired = true },
            Timeout,
        ])),
        ("file", null, new JobObject("a file",
            [new("file", new JobText(), "Gets a line of JSON for each message. From the current folder on, unless it is absolute.") { IsRequired = true }])),
    ]);

    private static JobKinds Rule { get; } = new("rule",
    [
        Of("outcome", "How a run of the job ended.",
            new JobKey("is", new JobChoices([.. JobWords.Of<RunOutcome>().Where(word => word != "running")]),
                "[\"failed\", \"partial\", \"abandoned\"] unless said otherwise; abandoned is the run before, whose process was killed.")),
        Of("freshness", "The newest known period of a dataset is too old on a venue.",
            new JobKey("olderThan", new JobDuration(), "The age from which it is told; 1.12:00:00 is a day and a half.") { IsRequired = true },
            Dataset, new JobKey("interval", new JobInterval(), "Only this length of a period."), Exchanges,
            new JobKey("except", new JobTexts(), "Venues that are left out, such as one that has closed.")),
        Of("gaps", "Periods have no valid answer.",
            MoreThan("Periods of one dataset and cause"), Dataset, Exchanges,
            new JobKey("causes", new JobChoices([.. JobWords.Of<GapCause>().Where(word => word != "rowsMissing")]),
                "Only gaps of these causes; [\"notAsked\", \"notAnswered\"] unless said otherwise.")),
        Of("deadLetters", "Records of the source lie in the dead letters.", MoreThan("Letters of one dataset and rule"), Dataset, Exchanges),
        Of("quality", "Tests of the stored data have findings that are open.",
            new JobKey("severity", new JobWord(JobWords.Of<QualitySeverity>()), "Findings of this severity or worse; error unless said otherwise."),
            MoreThan("Findings of one dataset and rule"), Dataset),
        Of("budget", "A window of the rate limits is nearly used up.",
            new JobKey("above", new JobWhole(1, 100), "Told when more than so many percent are used.") { IsRequired = true },
            new JobKey("windows", new JobChoices(["second", "minute", "hour", "day", "month"]), "[\"hour\", \"day\", \"month\"] unless said otherwise.")),
    ]);

    public static JobObject Alerts { get; } = new("alerts",
    [
        new("sinks", new JobNamed(Sink), "Who takes messages, by names that the rules use.") { IsRequired = true },
        new("rules", new JobList(Rule), "What they are told of.") { IsRequired = true },
    ]);

    private static JobKey MoreThan(string what) => new("moreThan", new JobWhole(0, int.MaxValue), $"{what} that are tolerated; 0 unless said otherwise.");

    private static (string, string?, JobObject) Of(string word, string description, params JobKey[] keys) => ("on", word, new JobObject($"the rule {word}",
    [
        new("on", new JobWord([word]), description) { IsRequired = true },
        new("name", new JobName(), "The rule's name, by which its causes are known again; its kind unless said otherwise."),
        new("to", new JobTexts(Least: 1), "Names of sinks; all unless said otherwise."),
        new("window", new JobDuration(), "The same cause is told once in so long, a minute to 366 days; 1.00:00:00, a day, unless said otherwise."),
        .. keys,
    ]));
}
