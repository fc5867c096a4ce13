using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A file of a schedule.</summary>
/// <param name="Name">Without a folder.</param>
/// <param name="Text">All of it, with line feeds.</param>
public sealed record ScheduleFile(string Name, string Text);

/// <summary>How one kind of scheduler writes a schedule down. Text in, text out.</summary>
public abstract class ScheduleForm
{
    public abstract ScheduleKind Kind { get; }

    /// <summary>How the name of the file ends that says when.</summary>
    public abstract string Ending { get; }

    /// <summary>How the names of all its files end.</summary>
    public virtual IReadOnlyList<string> Endings => [Ending];

    public static ScheduleForm Of(ScheduleKind kind, TimeZoneInfo zone, TimeProvider time) => kind switch
    {
        ScheduleKind.Cron => new CronForm(CronZone.Offsets(zone, time.GetUtcNow().UtcDateTime)),
        ScheduleKind.Systemd => new SystemdForm(),
        _ => new TaskForm(TaskForm.CurrentAccount),
    };

    /// <summary>The files of a schedule, the one with <see cref="Ending"/> first.</summary>
    public abstract IReadOnlyList<ScheduleFile> Write(ScheduledJob job);

    /// <summary>The schedule that a file speaks of; null for the file of somebody else.</summary>
    public virtual ScheduledJob? Read(string text) =>
        text.Split('\n').Select(line => line.StartsWith("# ", StringComparison.Ordinal) ? ScheduledJob.Read(line[2..]) : null).FirstOrDefault(job => job is not null);
}

/// <summary>Two lines of a crontab: what it is, and what is run.</summary>
/// <param name="offsets">What the zone of cron differs from UTC, in minutes, over the year.</param>
public sealed class CronForm(IReadOnlyList<int> offsets) : ScheduleForm
{
    /// <summary>For a cron of which nobody knows the zone: by all differences to UTC that there are, the line asks the clock in UTC itself.</summary>
    public static CronForm Anywhere { get; } = new([0, 15, 30, 45]);

    public override ScheduleKind Kind => ScheduleKind.Cron;

    public override string Ending => ".cron";

    public override IReadOnlyList<ScheduleFile> Write(ScheduledJob job) =>
        [new(job.FullName + Ending, $"# {job.Mark}\n{CrontabLine.Write(job, offsets)}\n")];
}
