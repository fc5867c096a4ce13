using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A job as a file says it. <c>docs/job.schema.json</c> describes the form; comments and trailing commas are allowed.</summary>
/// <param name="Job">What to do.</param>
/// <param name="Parameters">What the file says of store and source, by setting name; ranks as parameters of <see cref="Settings.Load"/>.
/// Never a secret.</param>
/// <param name="Initialize">Whether the schema is created or upgraded first.</param>
public sealed record JobFile(Job Job, IReadOnlyDictionary<string, string?> Parameters, bool Initialize)
{
    /// <summary>Whom a run of the job tells what when it has ended.</summary>
    public AlertPlan Alerts { get; init; } = AlertPlan.None;

    /// <param name="json">The text.</param>
    /// <param name="name">The file's name: in messages, and the job's name when the text gives none.</param>
    /// <exception cref="IngestException">JobInvalid, EngineUnknown or RangeInvalid, with the file, the line, the place in it, and what is
    /// allowed there.</exception>
    /// <param name="directory">What relative folders of the file are in; the process's own unless given.</param>
    public static JobFile Parse(string json, string name, string? directory = null)
    {
        JobFileErrors errors = new(name);
        LocatedJson root = LocatedJson.Parse(json, name, IngestErrorId.JobInvalid);
        JobShapes.Root.Check(root, errors);
        Dictionary<string, string?> parameters = [];
        foreach (JobKey key in JobShapes.Settings)
        {
            LocatedJson? holder = key.Section.Length == 0 ? root : root[key.Section];
            if (holder?[key.Name]?.Text is { } text)
            {
                parameters[((JobSetting)key.Value).Setting.Name] = text;
            }
        }

        string jobName = root["name"]?.Text ?? Path.GetFileNameWithoutExtension(name);
        IReadOnlyList<JobStep> steps = [.. (root["steps"]?.Items ?? []).Select(step => JobSteps.Read(step, directory ?? Directory.GetCurrentDirectory(), errors))];
        Job job = new(jobName, steps) { OnBusy = JobWords.Read<BusyPolicy>(root["onBusy"]?.Text) };
        return new JobFile(job, parameters, root["initialize"]?.Text != "false")
        {
            Alerts = root["alerts"] is { } alerts ? JobAlertPlan.Read(alerts, directory ?? Directory.GetCurrentDirectory(), errors) : AlertPlan.None,
        };
    }
}
