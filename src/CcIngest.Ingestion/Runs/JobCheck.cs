using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>Refuses what a job cannot mean, before anything is asked or written.</summary>
internal static class JobCheck
{
    /// <exception cref="IngestException">JobInvalid, RangeInvalid or SettingInvalid.</exception>
    public static void Check(Job job, IMarketDataSource source)
    {
        if (job.Steps.Count == 0)
        {
            throw Invalid("The job has no step.", "Give it at least one step.");
        }

        foreach (JobStep step in job.Steps)
        {
            switch (step)
            {
                case SyncStep sync:
                    Check(sync);
                    break;
                case IngestStep ingest:
                    Check(ingest, source);
                    break;
                case CaptureStep capture:
                    Check(capture);
                    break;
                case QualityStep quality:
                    Check(quality);
                    break;
                case ReportStep report:
                    Within("top", report.Request.Top, 0, ReportRequest.MostCharts);
                    HtmlReport.Check(report.Request);
                    break;
                case LetterStep or CompareStep or ReopenStep or AdoptStep or ImportStep or ExportStep or CopyStep:
                    break;
                default:
                    throw Invalid($"'{step.Title}' is a step of an unknown kind.", "Use the steps that docs/job.schema.json names.");
            }
        }
    }

    public static void Check(IngestStep step, IMarketDataSource source)
    {
        // Both throw what is wrong, in words of their own.
        source.Describe(SeriesDatasets.Of(step));
        if (step.Kind == Klines.Name && (step.Select.MinimumGrade is not null || step.Select.TopAssets is not null))
        {
            throw Invalid("Klines are not chosen by grade or rank.", "Choose them by exchange, quote and symbol.");
        }

        if (step.Select.MinimumGrade is { } grade)
        {
            _ = Grades.AtLeast(grade);
        }

        Within("revisit", step.Revisit, 0, 1_000);
        Within("throttleLimit", step.ThrottleLimit, 1, 64);
        Within("topAssets", step.Select.TopAssets ?? 1, 1, int.MaxValue);
        Within("limit", step.Select.Limit ?? 1, 1, int.MaxValue);
        if (step.From.Kind != DateTimeKind.Utc || step.To is { Kind: not DateTimeKind.Utc })
        {
            throw new IngestException(IngestErrorId.RangeInvalid, "From and To are UTC times.", "Convert them with ToUniversalTime().");
        }

        if (step.From < DateTime.UnixEpoch)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid, FormattableString.Invariant($"From {step.From:u} is before 1970."),
                "Market data begin later; choose a later start.");
        }

        if (step.From >= step.To)
        {
            throw new IngestException(IngestErrorId.RangeInvalid,
                FormattableString.Invariant($"From {step.From:u} is not before To {step.To:u}."),
                "From is inclusive, To is exclusive and later.");
        }
    }

    public static void Check(CaptureStep step)
    {
        if (step.Every < CaptureSchedule.Shortest || step.Every > CaptureSchedule.Longest)
        {
            throw Invalid(FormattableString.Invariant($"every is {step.Every}."), $"Use {CaptureSchedule.Shortest:c} to {CaptureSchedule.Longest:c}.");
        }

        if (step.Every.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw Invalid(FormattableString.Invariant($"every is {step.Every}: it has parts of a millisecond."), "Use whole milliseconds.");
        }

        if (new object?[] { step.For, step.Until, step.Count }.Count(end => end is not null) > 1)
        {
            throw Invalid("The capture has several ends.", "Give one of for, until and count, or none: then it goes on until it is stopped.");
        }

        if (step.For is { Ticks: <= 0 } || step.Count is < 1)
        {
            throw Invalid("The capture has no tick.", "Give a for, or a count, above zero.");
        }

        if (step.For is { } length && length < step.Every && length < TimeSpan.FromSeconds(1))
        {
            throw Invalid(FormattableString.Invariant($"for is {length}: less than a second, and than every."), "Write hours, minutes and seconds: a minute is 00:01:00.");
        }

        if (step.Count > int.MaxValue || step.Count * step.Every.TotalDays > CaptureSchedule.LongestCapture.TotalDays || step.For > CaptureSchedule.LongestCapture)
        {
            throw Invalid("The capture has no end that anybody would see.", "Leave its end out: then it goes on until it is stopped.");
        }

        if (step.Until is { Kind: not DateTimeKind.Utc })
        {
            throw new IngestException(IngestErrorId.RangeInvalid, "Until is a UTC time.", "Convert it with ToUniversalTime().");
        }

        Within("depth", step.Depth, 1, 5_000);
        Within("throttleLimit", step.ThrottleLimit, 1, 64);
        Within("limit", step.Select.Limit ?? 1, 1, int.MaxValue);
    }

    public static void Check(QualityStep step)
    {
        string[] rules = [.. QualityRules.All.Select(one => one.Rule.Id)];
        if (step.Rules.FirstOrDefault(rule => !rules.Contains(rule)) is { } unknown)
        {
            throw Invalid($"There is no rule '{unknown}'.", $"Use one of {string.Join(", ", rules)}.{NearestWord.Hint(unknown, rules)}");
        }

        string[] words = [.. DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping).Select(dataset => dataset.Name).Distinct()];
        if (step.Targets.FirstOrDefault(target => target.Dataset is { } word && !words.Contains(word)) is { Dataset: { } missing })
        {
            throw Invalid($"There is no dataset '{missing}' with rules.", $"Use one of {string.Join(", ", words)}.{NearestWord.Hint(missing, words)}");
        }

        if (step.Targets.FirstOrDefault(target => target.From >= target.To) is { } empty)
        {
            throw new IngestException(IngestErrorId.RangeInvalid,
                FormattableString.Invariant($"From {empty.From:u} is not before To {empty.To:u}."), "From is inclusive, To is exclusive and later.");
        }
    }

    private static void Check(SyncStep step)
    {
        if (!ReferenceList.All.Contains(step.List))
        {
            throw Invalid($"'{step.List}' is not a list that can be synced.", $"Use one of {string.Join(", ", ReferenceList.All)}.");
        }

        if (step.MinimumGrade is { } grade)
        {
            _ = step.List == ReferenceList.Symbols
                ? throw Invalid("Symbols are not chosen by grade.", "Name the exchanges.")
                : Grades.AtLeast(grade);
        }

        Within("maxRows", step.MaxRows ?? 1, 1, int.MaxValue);
    }

    private static void Within(string name, int value, int low, int high)
    {
        if (value < low || value > high)
        {
            throw Invalid(FormattableString.Invariant($"{name} is {value}."),
                high == int.MaxValue
                    ? FormattableString.Invariant($"Use {low} or more.")
                    : FormattableString.Invariant($"Use {low} to {high}."));
        }
    }

    private static IngestException Invalid(string message, string advice) => new(IngestErrorId.JobInvalid, message, advice);
}
