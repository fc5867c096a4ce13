using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>
/// The files under <c>scheduling/</c>: what Register-CcSchedule writes for the console program in <c>/srv/ccingest</c>, and in <c>C:\CcIngest</c>, and one set for
/// each job file.
/// </summary>
public sealed class CommittedSchedulesTests
{
    private static readonly (string Job, string At)[] Schedules = [("exchanges-general", "00:20"), ("spot-exchanges-instruments", "00:40"), ("daily", "01:10")];

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach ((string job, string at) in Schedules)
            {
                all.Add(job, at);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_job_has_a_file_for_each_scheduler(string name, string at)
    {
        ScheduleTime time = ScheduleTime.Daily(TimeSpan.Parse(at, CultureInfo.InvariantCulture));
        JobStart posix = new() { Job = $"/srv/ccingest/jobs/{name}.json", Folder = "/srv/ccingest", Program = "/srv/ccingest/bin/ccingest" };
        JobStart windows = new() { Job = $@"C:\CcIngest\jobs\{name}.json", Folder = @"C:\CcIngest", Program = @"C:\CcIngest\bin\ccingest.exe" };

        Same("cron", new CronForm([0]), new ScheduledJob(name, time, posix with { Log = $"/srv/ccingest/{name}.log" }));
        Same("systemd", new SystemdForm(), new ScheduledJob(name, time, posix));
        Same("windows", new TaskForm(@".\ccingest"), new ScheduledJob(name, time, windows));
    }

    [Fact]
    public void A_job_file_has_schedules_and_none_is_too_early()
    {
        string[] jobs = [.. Directory.GetFiles(RepositoryFiles.PathOf("scheduling", "jobs"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

        Assert.Equal(Schedules.Select(schedule => schedule.Job).Order(), jobs);
        Assert.All(Schedules, schedule => Assert.Null(ScheduleDelay.Warning(
            ScheduleTime.Daily(TimeSpan.Parse(schedule.At, CultureInfo.InvariantCulture)),
            JobFile.Parse(File.ReadAllText(RepositoryFiles.PathOf("scheduling", "jobs", $"{schedule.Job}.json")), schedule.Job).Job)));
    }

    private static void Same(string folder, ScheduleForm form, ScheduledJob job) =>
        Assert.All(form.Write(job), file => WrittenFile.Same($"scheduling/{folder}/{file.Name}", file.Text));
}
