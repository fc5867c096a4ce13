using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>What the programs of schedulers are told, and what becomes of their answers.</summary>
public sealed class SchedulerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");
    private readonly FakePrograms _programs = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_crontab_is_read_changed_and_written_whole()
    {
        CronScheduler cron = new(new CronForm([0]), _programs);
        byte[] others = "MAILTO=me\n"u8.ToArray();
        _programs.Crontab = others;

        Assert.Equal(ScheduleChange.Registered, await cron.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(ScheduleChange.Unchanged, await cron.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(ScheduleChange.Replaced, await cron.InstallAsync(Scheduled.Daily with { Time = ScheduleTime.Hourly(5) }, default));
        Assert.Equal(2, _programs.Calls.Count(call => call == "crontab -"));
        Assert.Equal("hourly at minute 5", Assert.Single(await cron.ListAsync(default)).Time.ToString());
        await cron.RemoveAsync("daily", default);
        await cron.RemoveAsync("daily", default);
        Assert.Equal(others, _programs.Crontab);
        Assert.Equal(3, _programs.Calls.Count(call => call == "crontab -"));
    }

    [Fact]
    public async Task A_user_without_a_crontab_has_none_again_afterwards()
    {
        CronScheduler cron = new(new CronForm([0]), _programs);

        Assert.Empty(await cron.ListAsync(default));
        await cron.InstallAsync(Scheduled.Daily, default);
        Assert.Equal(await cron.PreviewAsync(Scheduled.Daily, default), Encoding.UTF8.GetString(_programs.Crontab ?? []));
        await cron.RemoveAsync("daily", default);
        Assert.Null(_programs.Crontab);
    }

    [Theory]
    [InlineData("")]
    [InlineData("CRON_TZ=Asia/Tokyo\n")]
    public async Task The_line_that_is_shown_is_the_one_that_is_written(string before)
    {
        CronScheduler cron = new(new CronForm([0]), _programs);
        _programs.Crontab = Encoding.UTF8.GetBytes(before);

        string shown = await cron.PreviewAsync(Scheduled.Daily, default);
        await cron.InstallAsync(Scheduled.Daily, default);

        Assert.Equal(before + shown, Encoding.UTF8.GetString(_programs.Crontab ?? []));
    }

    [Fact]
    public async Task A_crontab_that_is_refused_is_told_with_its_words()
    {
        CronScheduler cron = new(new CronForm([0]), _programs);
        _programs.Refusal = "you are not allowed";

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => cron.InstallAsync(Scheduled.Daily, default));

        Assert.Equal(IngestErrorId.SchedulerUnavailable, failure.Id);
        Assert.Contains("you are not allowed", failure.Message, StringComparison.Ordinal);
        _programs.Absent.Add("crontab");
        Assert.Contains("Install cron", (await Assert.ThrowsAsync<IngestException>(() => cron.ListAsync(default))).Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, CheckVerdict.Passed)]
    [InlineData(false, CheckVerdict.Failed)]
    public async Task It_is_seen_whether_cron_runs(bool runs, CheckVerdict verdict)
    {
        _programs.Runs = runs ? "crond" : "";

        Assert.Equal(verdict, (await new CronScheduler(new CronForm([0]), _programs).LookAsync(default)).Verdict);
    }

    [Fact]
    public async Task Timers_are_files_that_the_manager_is_told_of()
    {
        SystemdScheduler systemd = new(_programs, _folder.FullName);

        Assert.Equal(ScheduleChange.Registered, await systemd.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(
            ["systemctl --user daemon-reload", "systemctl --user enable ccingest-daily.timer", "systemctl --user restart ccingest-daily.timer"],
            _programs.Calls.Where(call => !call.Contains("show", StringComparison.Ordinal)));
        Assert.Equal(["ccingest-daily.service", "ccingest-daily.timer"], _folder.GetFiles().Select(file => file.Name).Order());
        Assert.Equal(ScheduleChange.Unchanged, await systemd.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(ScheduleChange.Replaced, await systemd.InstallAsync(Scheduled.Daily with { Time = ScheduleTime.Hourly(5) }, default));
        File.WriteAllText(Path.Combine(_folder.FullName, "ccingest-other.timer"), "[Timer]\n");
        Assert.Equal("daily", Assert.Single(await systemd.ListAsync(default)).Name);
        await systemd.RemoveAsync("daily", default);
        Assert.Contains("systemctl --user disable --now ccingest-daily.timer", _programs.Calls);
        Assert.Equal("ccingest-other.timer", Assert.Single(_folder.GetFiles()).Name);
    }

    [Fact]
    public async Task Without_a_manager_no_file_is_written()
    {
        SystemdScheduler systemd = new(_programs, _folder.FullName);
        _programs.Absent.Add("systemctl");

        Assert.Equal(IngestErrorId.SchedulerUnavailable, (await Assert.ThrowsAsync<IngestException>(() => systemd.InstallAsync(Scheduled.Daily, default))).Id);
        Assert.Empty(_folder.GetFiles());
        Assert.Equal(CheckVerdict.Failed, (await systemd.LookAsync(default)).Verdict);
    }

    [Fact]
    public async Task A_task_is_made_from_its_XML_and_found_among_those_of_others()
    {
        WindowsScheduler windows = new(_programs);

        Assert.Equal(ScheduleChange.Registered, await windows.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(ScheduleChange.Unchanged, await windows.InstallAsync(Scheduled.Daily, default));
        Assert.Equal(ScheduleChange.Replaced, await windows.InstallAsync(Scheduled.Daily with { Time = ScheduleTime.Hourly(5) }, default));
        Assert.Equal("daily", Assert.Single(await windows.ListAsync(default)).Name);
        await windows.RemoveAsync("daily", default);
        await windows.RemoveAsync("daily", default);
        Assert.Equal(1, _programs.Calls.Count(call => call.StartsWith("schtasks /Delete", StringComparison.Ordinal)));
        Assert.Empty(await windows.ListAsync(default));
    }

    [Fact]
    public async Task Systemd_is_chosen_before_cron_and_neither_is_an_error()
    {
        Schedulers schedulers = new(_programs, TimeProvider.System);

        Assert.Equal(ScheduleKind.Systemd, await schedulers.ChooseAsync(default));
        _programs.Absent.Add("systemctl");
        Assert.Equal(ScheduleKind.Cron, await schedulers.ChooseAsync(default));
        _programs.Absent.Add("crontab");
        Assert.Equal(IngestErrorId.SchedulerUnavailable, (await Assert.ThrowsAsync<IngestException>(() => schedulers.ChooseAsync(default))).Id);
    }

    [Fact]
    public async Task A_folder_keeps_the_files_of_each_kind_apart()
    {
        Schedulers schedulers = new(_programs, TimeProvider.System);
        foreach (ScheduleKind kind in Enum.GetValues<ScheduleKind>())
        {
            IScheduler folder = schedulers.Of(kind, _folder.FullName);
            Assert.Equal(ScheduleChange.Registered, await folder.InstallAsync(Scheduled.Difficult, default));
            Assert.Equal(ScheduleChange.Unchanged, await folder.InstallAsync(Scheduled.Difficult, default));
            Assert.Equal(Scheduled.Difficult, Assert.Single(await folder.ListAsync(default)));
            Assert.True(File.Exists(folder.PlaceOf("difficult")));
        }

        foreach (ScheduleKind kind in Enum.GetValues<ScheduleKind>())
        {
            await schedulers.Of(kind, _folder.FullName).RemoveAsync("difficult", default);
        }

        Assert.Empty(_folder.GetFiles());
        Assert.Empty(_programs.Calls);
    }
}
