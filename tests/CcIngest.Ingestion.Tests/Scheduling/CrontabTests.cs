using System.Text;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>The crontab of a user: our lines come and go, the others stay byte for byte.</summary>
public sealed class CrontabTests
{
    private static readonly CronForm Form = new([0]);

    // Latin-1, a tab, a carriage return, no line feed at the end, and a comment that only looks like ours.
    private static readonly byte[] Others = [.. "MAILTO=caf\xe9\r\nPATH = \"/srv/bin:/bin\"\n\n# ccingest-daily is not this\n*/5 * * * *\techo \\% # x"u8, 0xE9, 0xFF];

    public static TheoryData<string> Forms => ["daily", "difficult"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_written_is_read_back(string name)
    {
        ScheduledJob job = name == "daily" ? Scheduled.Daily : Scheduled.Difficult;
        foreach (ScheduleForm form in new ScheduleForm[] { Form, new SystemdForm(), new TaskForm("HOST\\user") })
        {
            IReadOnlyList<ScheduleFile> files = form.Write(job);
            Assert.EndsWith(form.Ending, files[0].Name, StringComparison.Ordinal);
            Assert.Equal(form.Endings, files.Select(file => Path.GetExtension(file.Name)));
            Assert.All(files, file => Assert.Equal(job, form.Read(file.Text)));
        }
    }

    [Fact]
    public void Others_lines_stay_byte_for_byte()
    {
        ScheduledJob second = Scheduled.Daily with { Name = "second" };
        Crontab with = new Crontab(Others).With("daily", Form.Write(Scheduled.Daily)[0].Text).With("second", Form.Write(second)[0].Text);

        Assert.Equal([Scheduled.Daily, second], with.Jobs);
        Assert.True(with.Bytes.AsSpan().StartsWith(Others));
        Assert.Equal([.. Others, (byte)'\n'], with.Without("daily").Without("second").Bytes);
        Assert.Equal(with.Bytes, with.Without("no-such").Bytes);
    }

    [Fact]
    public void The_same_name_again_takes_the_place()
    {
        ScheduledJob later = Scheduled.Daily with { Time = ScheduleTime.Hourly(7) };
        Crontab crontab = new Crontab([]).With("daily", Form.Write(Scheduled.Daily)[0].Text).With("daily", Form.Write(later)[0].Text);

        Assert.Equal(Form.Write(later)[0].Text, Encoding.UTF8.GetString(crontab.Bytes));
        Assert.Empty(crontab.Without("daily").Bytes);
    }

    [Theory]
    [InlineData("CRON_TZ=America/New_York\n", true)]
    [InlineData(" CRON_TZ = Asia/Kolkata\n0 3 * * * backup.sh\n", true)]
    [InlineData("# CRON_TZ=UTC\nPATH=/bin\n", false)]
    public void A_crontab_that_sets_a_zone_is_told(string text, bool sets) =>
        Assert.Equal(sets, new Crontab(Encoding.UTF8.GetBytes(text)).SetsZone);

    [Fact]
    public void The_line_for_a_cron_of_unknown_zone_asks_the_clock_in_UTC()
    {
        string line = CronForm.Anywhere.Write(Scheduled.Daily)[0].Text.Split('\n')[1];

        Assert.Matches(@"^[0-9]+,[0-9]+,[0-9]+,[0-9]+ \* \* \* \* case ""\$\(date -u \+\\%u\\%H\\%M\)"" in ", line);
    }

    [Fact]
    public void A_line_of_somebody_else_under_a_mark_stays()
    {
        string mark = Form.Write(Scheduled.Daily)[0].Text.Split('\n')[0] + "\n";
        const string Backup = "0 3 * * * backup.sh\n";

        Assert.Equal(Backup, Encoding.UTF8.GetString(new Crontab(Encoding.UTF8.GetBytes(mark + Backup)).Without("daily").Bytes));
    }

    [Theory]
    [InlineData("O'Brien", "'O''Brien'")]
    [InlineData("O\u2019Brien", "'O\u2019\u2019Brien'")]
    public void Apostrophes_of_every_kind_stay_in_a_text_of_PowerShell(string text, string quoted) => Assert.Equal(quoted, ShellText.QuoteForPowerShell(text));

    [Fact]
    public void A_name_with_a_line_feed_is_none() =>
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => ScheduledJob.CheckName("daily\n")).Id);

    [Fact]
    public void A_mark_that_was_edited_is_no_longer_ours()
    {
        string text = Form.Write(Scheduled.Daily)[0].Text.Replace("UTC {", "UTC [", StringComparison.Ordinal);

        Assert.Empty(new Crontab(Encoding.UTF8.GetBytes(text)).Jobs);
    }

    [Fact]
    public void Variables_above_the_line_are_known()
    {
        Crontab crontab = new Crontab("PATH = \"/srv/bin\"\n# A=1\n"u8.ToArray()).With("daily", Form.Write(Scheduled.Daily)[0].Text);

        Assert.Equal("/srv/bin", Assert.Single(crontab.Variables).Value);
    }

    [Fact]
    public void On_a_machine_in_UTC_the_fields_are_those_of_the_schedule() => Assert.Equal(
        "10 0 * * * cd /srv/market && /srv/ccingest/ccingest run /srv/market/daily.json --json >> /var/log/c.log 2>&1",
        CrontabLine.Write(Scheduled.Daily with { Start = Scheduled.Start with { Log = "/var/log/c.log" } }, [0]));

    [Theory]
    [InlineData("10 0 * * *", "60,120", "10 * * * *", "?00??")]
    [InlineData("10 0 * * 1,0", "330", "40 * * * *", "[17]00??")]
    [InlineData("10,40 6,18 * * *", "-210,-150", "10,40 * * * *", "?06??|?18??")]
    [InlineData("10 * * * *", "630,660", "10,40 * * * *", "???10")]
    public void Elsewhere_the_line_asks_the_clock_in_UTC(string cron, string offsets, string fields, string moments)
    {
        string line = CrontabLine.Write(Scheduled.Daily with { Time = ScheduleTime.Parse(cron) }, [.. offsets.Split(',').Select(int.Parse)]);

        Assert.StartsWith($"{fields} case \"$(date -u +\\%u\\%H\\%M)\" in {moments}) cd /srv/market && ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_hour_needs_no_clock() =>
        Assert.StartsWith("40 * * * * cd ", CrontabLine.Write(Scheduled.Daily with { Time = ScheduleTime.Hourly(10) }, [330]), StringComparison.Ordinal);

    [Theory]
    [InlineData("America/St_Johns", "2026-03-08", 3)]
    [InlineData("Europe/Berlin", "2026-10-25", 3)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 3)]
    [InlineData("Asia/Kolkata", "2026-06-01", 3)]
    public void A_line_comes_once_a_day_at_its_minute_of_UTC_all_through_a_change_of_the_clocks(string id, string from, int days)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        DateTime start = DateTime.SpecifyKind(DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1), DateTimeKind.Utc);
        foreach (string cron in new[] { "10 0 * * *", "5 7 * * *", "50 15 * * *" })
        {
            string line = CrontabLine.Write(Scheduled.Daily with { Time = ScheduleTime.Parse(cron) }, CronZone.Offsets(zone, start));
            int[] minutes = [.. line[..line.IndexOf(' ', StringComparison.Ordinal)].Split(',').Select(int.Parse)];
            string[] moments = Regex.Match(line, @" in ([^)]+)\)").Groups[1].Value.Split('|');
            List<DateTime> runs = [];
            for (DateTime now = start; now < start.AddDays(days); now = now.AddMinutes(1))
            {
                // The hour is a star, so cron looks at the minute of the wall clock alone.
                string utc = $"{(now.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)now.DayOfWeek)}{now.ToString("HHmm", System.Globalization.CultureInfo.InvariantCulture)}";
                if (minutes.Contains(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Minute)
                    && moments.Any(moment => Regex.IsMatch(utc, $"^{moment.Replace("?", ".", StringComparison.Ordinal)}$")))
                {
                    runs.Add(now);
                }
            }

            DateTime first = ScheduleTime.Parse(cron).Next(start.AddMinutes(-1));
            Assert.Equal(Enumerable.Range(0, days).Select(day => first.AddDays(day)), runs);
        }
    }

    [Fact]
    public void The_zone_of_cron_is_the_system_s()
    {
        using TemporaryLink link = new("/usr/share/zoneinfo/Asia/Kolkata");

        Assert.Equal("Asia/Kolkata", CronZone.Read(link.Path).Id);
        Assert.Equal([330], CronZone.Offsets(CronZone.Read(link.Path), DateTime.UnixEpoch.AddYears(56)));
        Assert.Equal(TimeZoneInfo.Utc, CronZone.Read(link.Path + "-absent"));
    }

    private sealed class TemporaryLink : IDisposable
    {
        public TemporaryLink(string target) => File.CreateSymbolicLink(Path, target);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public void Dispose() => File.Delete(Path);
    }
}
