using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A timer and the service that it starts. A run that was missed because the machine was off is made up when it is on again.</summary>
public sealed class SystemdForm : ScheduleForm
{
    public override ScheduleKind Kind => ScheduleKind.Systemd;

    public override string Ending => ".timer";

    public override IReadOnlyList<string> Endings => [Ending, ".service"];

    public override IReadOnlyList<ScheduleFile> Write(ScheduledJob job) =>
    [
        new($"{job.FullName}.timer", $"""
            # {job.Mark}
            [Unit]
            Description=CcIngest {job.Name}, {job.Time}

            [Timer]
            OnCalendar={Calendar(job.Time)}
            Persistent=true

            [Install]
            WantedBy=timers.target

            """.ReplaceLineEndings("\n")),
        new($"{job.FullName}.service", $"""
            # {job.Mark}
            [Unit]
            Description=CcIngest {job.Name}

            [Service]
            Type=oneshot
            WorkingDirectory={job.Start.Folder.Replace("%", "%%", StringComparison.Ordinal)}
            {Extra(job.Start)}ExecStart={string.Join(' ', new[] { job.Start.Program }.Concat(job.Start.RunArguments).Select(ShellText.QuoteForSystemd))}

            """.ReplaceLineEndings("\n")),
    ];

    private static string Extra(JobStart start) =>
        (start.DotnetRoot is { } root ? $"Environment={ShellText.QuoteForSystemd($"DOTNET_ROOT={root}")}\n" : "")
        + (start.Log is { } log ? $"StandardOutput=append:{log.Replace("%", "%%", StringComparison.Ordinal)}\nStandardError=inherit\n" : "");

    private static string Calendar(ScheduleTime time)
    {
        string days = time.IsEveryDay ? "" : $"{string.Join(',', time.Days.Select(day => day.ToString()[..3]))} ";
        string hours = time.IsEveryHour ? "*" : List(time.Hours);
        return $"{days}*-*-* {hours}:{List(time.Minutes)}:00 UTC";
    }

    private static string List(IReadOnlyList<int> numbers) => string.Join(',', numbers.Select(number => number.ToString("00", CultureInfo.InvariantCulture)));
}
