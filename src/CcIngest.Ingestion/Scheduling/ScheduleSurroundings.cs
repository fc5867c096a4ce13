using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The environment in which a scheduler starts a job: that of no shell, so nothing of a profile is in it.</summary>
internal static class ScheduleSurroundings
{
    /// <returns>All variables; null for those of this process, as the Task Scheduler gives a task those of its user.</returns>
    public static async Task<IReadOnlyDictionary<string, string>?> OfAsync(
        ScheduleKind kind, IScheduler scheduler, IProgramCalls programs, CancellationToken cancellationToken)
    {
        if (kind == ScheduleKind.TaskScheduler)
        {
            return null;
        }

        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ["LOGNAME"] = Environment.UserName,
            ["USER"] = Environment.UserName,
            ["SHELL"] = "/bin/sh",
            ["PATH"] = kind == ScheduleKind.Cron ? "/usr/bin:/bin" : "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        };
        IEnumerable<KeyValuePair<string, string>> more = scheduler switch
        {
            CronScheduler cron => (await cron.ReadAsync(cancellationToken).ConfigureAwait(false)).Variables,
            SystemdScheduler => await OfManagerAsync(programs, cancellationToken).ConfigureAwait(false),
            _ => [],
        };
        foreach ((string name, string value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> OfManagerAsync(IProgramCalls programs, CancellationToken cancellationToken)
    {
        ProgramResult? shown = await programs.RunAsync(new ProgramCall("systemctl", "--user", "show-environment"), cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(shown?.Output ?? []).Split('\n')
            .Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => KeyValuePair.Create(parts[0], parts[1].Trim('"', '\'')));
    }
}
