using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A task of the Windows Task Scheduler, as XML. Source of the form: [MS-TSCH] section 2.5, version 1.2 of the schema (Windows 7 and later).</summary>
/// <param name="account">Who runs it: <c>MACHINE\user</c>.</param>
public sealed class TaskForm(string account) : ScheduleForm
{
    /// <summary>What the Task Scheduler takes of one task.</summary>
    private const int MostTriggers = 48;

    private static readonly XNamespace Namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>The user of this process.</summary>
    public static string CurrentAccount => OperatingSystem.IsWindows() ? $@"{Environment.UserDomainName}\{Environment.UserName}" : Environment.UserName;

    public override ScheduleKind Kind => ScheduleKind.TaskScheduler;

    public override string Ending => ".xml";

    public override IReadOnlyList<ScheduleFile> Write(ScheduledJob job) => [new(job.FullName + Ending, Text(Document(job)))];

    public override ScheduledJob? Read(string text)
    {
        try
        {
            return ScheduledJob.Read(XDocument.Parse(text).Descendants(Namespace + "Description").FirstOrDefault()?.Value ?? "");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private XDocument Document(ScheduledJob job) => new(Of(
        "Task",
        new XAttribute("version", "1.2"),
        Of("RegistrationInfo", Of("Author", "CcIngest"), Of("Description", job.Mark)),
        Of("Triggers", Triggers(job.Time)),
        Of("Principals", Of(
            "Principal", new XAttribute("id", "Author"), Of("UserId", account),

            // Runs whether the user is logged on or not, and no password is kept.
            Of("LogonType", "S4U"), Of("RunLevel", "LeastPrivilege"))),
        Of("Settings",
            Of("MultipleInstancesPolicy", "IgnoreNew"), Of("DisallowStartIfOnBatteries", "false"), Of("StopIfGoingOnBatteries", "false"),
            Of("StartWhenAvailable", "true"), Of("RunOnlyIfNetworkAvailable", "false"),

            // The default would end a run after three days.
            Of("ExecutionTimeLimit", "PT0S")),
        Of("Actions", new XAttribute("Context", "Author"), Of(
            "Exec", Of("Command", job.Start.Program), Of("Arguments", string.Join(' ', job.Start.RunArguments.Select(ShellText.QuoteForWindows))),
            Of("WorkingDirectory", job.Start.Folder)))));

    /// <summary>Every hour is one trigger that repeats; else each time of day has its own.</summary>
    private static IReadOnlyList<XElement> Triggers(ScheduleTime time)
    {
        IReadOnlyList<TimeOnly> starts = time.IsEveryHour ? [.. time.Minutes.Select(minute => new TimeOnly(0, minute))] : [.. time.TimesOfDay];
        return starts.Count <= MostTriggers
            ? [.. starts.Select(start => Trigger(time, start))]
            : throw new IngestException(
                IngestErrorId.SettingInvalid,
                FormattableString.Invariant($"The schedule has {starts.Count} times a day; a task of Windows has {MostTriggers} triggers at most."),
                "Choose fewer times, or every hour.");
    }

    // A past day, the same for all: the text of a schedule depends on nothing but the schedule. Z is what makes the time UTC.
    private static XElement Trigger(ScheduleTime time, TimeOnly start) => Of(
        "CalendarTrigger",
        Of("StartBoundary", $"2026-01-01T{start.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}Z"),
        time.IsEveryHour ? Of("Repetition", Of("Interval", "PT1H"), Of("Duration", "P1D")) : null,
        time.IsEveryDay
            ? Of("ScheduleByDay", Of("DaysInterval", "1"))
            : Of("ScheduleByWeek", Of("DaysOfWeek", time.Days.Select(day => Of(day.ToString()))), Of("WeeksInterval", "1")));

    private static XElement Of(string name, params object?[] content) => new(Namespace + name, content);

    private static string Text(XDocument document)
    {
        StringBuilder text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            document.WriteTo(writer);
        }

        // schtasks wants UTF-16, which is how the file is written.
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{text}\n";
    }
}
