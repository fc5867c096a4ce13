using System.Diagnostics;
using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion.Tests;

/// <summary>A shell script stands in for what people start; the program itself starts no shell.</summary>
public sealed class CommandSinkTests : SinkContract
{
    protected override AlertSink Gone => new CommandAlertSink("pager", "no-such-program-anywhere", [], TimeSpan.FromSeconds(10));

    protected override Task<AlertSink> WorkingAsync() => Task.FromResult<AlertSink>(Script("cat >> taken"));

    protected override async Task<IReadOnlyList<string>> TakenAsync()
    {
        string file = Path.Combine(Folder, "taken");
        return File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
    }

    [Fact]
    public async Task Arguments_come_as_they_are_and_the_environment_says_the_most_important()
    {
        CommandAlertSink sink = Script(
            "printf '%s|' \"$@\" > args; printf '%s' \"$CCINGEST_ALERT_KIND $CCINGEST_ALERT_RULE $CCINGEST_ALERT_JOB $CCINGEST_ALERT_RUN_ID $CCINGEST_ALERT_CAUSE $CCINGEST_ALERT_TEXT\" > env")
            with { Arguments = ["$(touch broken)", "a b", ";", "'"] };

        Assert.True((await SendAsync(sink)).IsDelivered);
        Assert.Equal("$(touch broken)|a b|;|'|", await File.ReadAllTextAsync(Path.Combine(Folder, "args")));
        Assert.Equal($"firing bad-end daily 20260115-1 Failed StoreBusy {Message.Text}", await File.ReadAllTextAsync(Path.Combine(Folder, "env")));
        Assert.False(File.Exists(Path.Combine(Folder, "broken")));
    }

    [Fact]
    public async Task It_is_not_given_the_secrets_of_the_environment()
    {
        Environment.SetEnvironmentVariable("ALERT_WEBHOOK_UNUSED", "https://example.org/secret");
        try
        {
            Assert.True((await SendAsync(Script("env > env"))).IsDelivered);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ALERT_WEBHOOK_UNUSED", null);
        }

        string seen = await File.ReadAllTextAsync(Path.Combine(Folder, "env"));
        Assert.Contains("PATH=", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ALERT_WEBHOOK", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_fails_is_started_three_times_and_what_it_says_is_logged()
    {
        AlertDelivery delivery = await SendAsync(Script("echo once >> count; echo no modem >&2; exit 3"));

        Assert.Equal((false, 3), (delivery.IsDelivered, delivery.Attempts));
        Assert.Contains("ended with 3", delivery.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(Folder, "count"))).Length);
        Assert.Contains(Log.Entries, entry => entry.Level == LogLevel.Information && entry.Text.Contains("no modem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_hangs_is_ended_with_what_it_has_started()
    {
        CommandAlertSink sink = Script("sleep 600 & echo $! > child; wait") with { Timeout = TimeSpan.FromSeconds(0.5) };

        AlertDelivery delivery = await SendAsync(sink, TimeProvider.System, CancellationToken.None);

        Assert.Equal((false, 1), (delivery.IsDelivered, delivery.Attempts));
        Assert.Contains("was ended", delivery.Message, StringComparison.Ordinal);
        int child = int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "child")), CultureInfo.InvariantCulture);
        for (int wait = 0; wait < 100 && IsAlive(child); wait++)
        {
            await Task.Delay(50);
        }

        Assert.False(IsAlive(child));
    }

    [SkippableFact]
    public async Task A_file_that_may_not_be_executed_is_no_program()
    {
        Skip.If(OperatingSystem.IsWindows(), "there files have no such right");
        CommandAlertSink sink = Script("true");
        Assert.Equal(CheckVerdict.Passed, (await CheckAsync(sink)).Verdict);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(sink.Program, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(CheckVerdict.Failed, (await CheckAsync(sink)).Verdict);
    }

    [Fact]
    public async Task One_that_leaves_a_child_behind_has_ended_when_it_has_ended()
    {
        AlertDelivery delivery = await SendAsync(Script("echo on its way; sleep 20 & echo $! > child; exit 0"));

        using Process child = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "child")), CultureInfo.InvariantCulture));
        child.Kill();
        Assert.True(delivery.IsDelivered, delivery.ToString());
        Assert.Contains(Log.Entries, entry => entry.Text.Contains("on its way", StringComparison.Ordinal));
    }

    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private CommandAlertSink Script(string text)
    {
        string path = Path.Combine(Folder, "script");
        File.WriteAllText(path, $"#!/bin/sh\ncd '{Folder}' || exit 9\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new CommandAlertSink("pager", path, [], TimeSpan.FromSeconds(30));
    }
}
