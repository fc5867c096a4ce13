using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class RegisterCcScheduleCommandTests : CmdletTests
{
    [Theory]
    [InlineData("daily at 00:10 UTC", "At", "00:10")]
    [InlineData("daily at 00:10 UTC", "Daily", true, "At", "00:10", "Utc", true)]
    [InlineData("hourly at minute 5", "Hourly", true, "Minute", 5)]
    [InlineData("Mon, Fri at 23:59 UTC", "DayOfWeek", new[] { DayOfWeek.Friday, DayOfWeek.Monday }, "At", "23:59")]
    [InlineData("daily at 06:30, 18:30 UTC", "Cron", "30 6,18 * * *")]
    public void Says_when_in_every_way(string told, params object[] parameters)
    {
        Schedule schedule = Call([.. parameters.Chunk(2).Select(pair => ((string)pair[0], (object?)pair[1]))]).RunWell().Single<Schedule>();

        Assert.Equal((told, ScheduleChange.Registered, "job"), (schedule.Time, schedule.Change, schedule.Name));
        Assert.Equal(DateTimeKind.Utc, schedule.NextRun.Kind);
        Assert.True(File.Exists(schedule.Place));
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_time_replaces()
    {
        Call(("At", "00:10")).RunWell();

        Assert.Equal(ScheduleChange.Unchanged, Call(("At", "00:10")).RunWell().Single<Schedule>().Change);
        Assert.Equal(ScheduleChange.Replaced, Call(("At", "00:20")).RunWell().Single<Schedule>().Change);
        Assert.Equal(["00:20"], Session.Run("Get-CcSchedule", ("Folder", "schedules")).All<Schedule>().Select(schedule => schedule.Time[9..14]));
    }

    [Fact]
    public void WhatIf_shows_exactly_what_would_be_installed()
    {
        string shown = Assert.Single(Call(("At", "00:10"), ("WhatIf", true)).RunWell().Questions).Description ?? "";
        Schedule schedule = Call(("At", "00:10")).RunWell().Single<Schedule>();

        Assert.Contains(File.ReadAllText(schedule.Place), shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_of_a_time_before_the_source_has_the_day() => Assert.Contains(
        "minutes after the end of a period of 1d",
        Assert.Single(Call("""{ "steps": [ { "ingest": "ohlcv", "interval": "1d", "from": "2026-01-01" } ] }""", ("At", "00:02")).RunWell().Warnings),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("At", "24:00:00")]
    [InlineData("Cron", "0 0 1 * *")]
    [InlineData("At", "00:10", "Name", "no/name")]
    [InlineData("At", "00:10", "ApiKeySecret", "some", "Program", "program")]
    [InlineData("At", "00:10", "LogPath", "a.log", "Kind", ScheduleKind.TaskScheduler)]
    [InlineData("At", "00:10", "WorkingDirectory", "a\nb")]
    public void Refuses_what_cannot_be(params object[] parameters)
    {
        Call([.. parameters.Chunk(2).Select(pair => ((string)pair[0], (object?)pair[1]))]).Run().ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);

        Assert.False(Directory.Exists(Session.File("schedules")));
    }

    [SkippableFact]
    public void Names_secrets_and_holds_none()
    {
        Skip.IfNot(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "pwsh"))),
            "pwsh is not on the path: secrets of a vault are for schedules that run in PowerShell.");
        File.WriteAllText(Session.File(".env"), "CCDATA_API_KEY=s3cret\nDB_PASSWORD=s3cret\n");
        Schedule schedule = Call(("At", "00:10"), ("ApiKeySecret", "ccdata"), ("PasswordSecret", "marketdb"), ("Program", null)).RunWell().Single<Schedule>();

        Assert.Contains("$env:CCDATA_API_KEY = Get-Secret '\\''ccdata'\\'' -AsPlainText", schedule.Command, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", File.ReadAllText(schedule.Place), StringComparison.Ordinal);
    }

    private PipelineCall Call(params (string Name, object? Value)[] parameters) => Call("""{ "steps": [ { "sync": "exchanges" } ] }""", parameters);

    private PipelineCall Call(string job, params (string Name, object? Value)[] parameters)
    {
        File.WriteAllText(Session.File("job.json"), job);
        Dictionary<string, object?> all = new() { ["Kind"] = ScheduleKind.Cron, ["Folder"] = "schedules" };
        foreach ((string name, object? value) in parameters)
        {
            all[name] = value;
        }

        // In place of PowerShell, which a machine that runs these tests need not have; unless the test is about it and says null.
        all.TryAdd("Program", "program");
        return Session.Call("Register-CcSchedule", [.. all.Where(one => one.Value is not null).Select(one => (one.Key, one.Value))]).At("job.json");
    }
}
