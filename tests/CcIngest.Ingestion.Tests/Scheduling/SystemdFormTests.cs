using System.Diagnostics;

namespace CcIngest.Ingestion.Tests;

public sealed class SystemdFormTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("10 0 * * *", "*-*-* 00:10:00 UTC")]
    [InlineData("5 * * * *", "*-*-* *:05:00 UTC")]
    [InlineData("0,30 6,18 * * 0,5", "Sun,Fri *-*-* 06,18:00,30:00 UTC")]
    public void A_timer_says_UTC_and_makes_up_for_missed_runs(string cron, string calendar)
    {
        string timer = new SystemdForm().Write(Scheduled.Daily with { Time = ScheduleTime.Parse(cron) })[0].Text;

        Assert.Contains($"\nOnCalendar={calendar}\n", timer, StringComparison.Ordinal);
        Assert.Contains("\nPersistent=true\n", timer, StringComparison.Ordinal);
        Analyze("calendar", calendar);
    }

    [Fact]
    public void A_service_takes_names_as_they_stand()
    {
        string service = new SystemdForm().Write(Scheduled.Difficult)[1].Text;

        Assert.Contains("\nWorkingDirectory=/srv/it's 100%% $HOME \"quoted\" & <so>\n", service, StringComparison.Ordinal);
        Assert.Contains("\nExecStart=\"/srv/power shell/pwsh\" -NoProfile -NonInteractive -Command \"Import-Module '/srv/it''s/CcIngest.psd1' ", service, StringComparison.Ordinal);
        Assert.Contains("$$env:DB_PASSWORD = Get-Secret 'pass''word' -Vault 'Local Store' -AsPlainText -ErrorAction Stop; ", service, StringComparison.Ordinal);
        Assert.DoesNotContain("StandardOutput", service, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Systemd_itself_finds_nothing_wrong()
    {
        Skip.IfNot(File.Exists("/usr/bin/systemd-analyze"), "there is no systemd-analyze on this machine");
        ScheduledJob job = Scheduled.Difficult with
        {
            Start = Scheduled.Difficult.Start with { Program = "/bin/sh", Folder = _folder.FullName, Log = Path.Combine(_folder.FullName, "a log"), DotnetRoot = "/usr/lib/dot net" },
        };
        string[] files = [.. new SystemdForm().Write(job).Select(file =>
        {
            string path = Path.Combine(_folder.FullName, file.Name);
            File.WriteAllText(path, file.Text);
            return path;
        })];

        Assert.Equal("", Analyze(["verify", "--user", .. files]));
    }

    /// <summary>What systemd-analyze objects to; nothing where it is not installed.</summary>
    private static string Analyze(params string[] arguments)
    {
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return "";
        }

        ProcessStartInfo start = new("/usr/bin/systemd-analyze", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };

        // That of a session, which a machine that runs tests may not have.
        start.Environment["XDG_RUNTIME_DIR"] = Path.GetTempPath();
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException("systemd-analyze did not start.");
        process.StandardOutput.ReadToEnd();
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }
}
