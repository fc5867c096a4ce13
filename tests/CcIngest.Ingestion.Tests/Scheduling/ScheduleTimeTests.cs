using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

public sealed class ScheduleTimeTests
{
    [Theory]
    [InlineData("10 0 * * *", "10 0 * * *", "daily at 00:10 UTC")]
    [InlineData("5 * * * *", "5 * * * *", "hourly at minute 5")]
    [InlineData("*/20 * * * *", "0,20,40 * * * *", "hourly at minute 0, 20, 40")]
    [InlineData("0 6,18 * * Mon-Wed,5", "0 6,18 * * 1,2,3,5", "Mon, Tue, Wed, Fri at 06:00, 18:00 UTC")]
    [InlineData(" 0  3/12  * *  7 ", "0 3,15 * * 0", "Sun at 03:00, 15:00 UTC")]
    public void Cron_is_read_and_told(string cron, string written, string told)
    {
        ScheduleTime time = ScheduleTime.Parse(cron);

        Assert.Equal((written, told), (time.ToCron(), time.ToString()));
        Assert.Equal(time, ScheduleTime.Parse(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10 0 * *")]
    [InlineData("@daily")]
    [InlineData("60 0 * * *")]
    [InlineData("10 24 * * *")]
    [InlineData("10 0 1 * *")]
    [InlineData("10 0 * 6 *")]
    [InlineData("10 0 * * Someday")]
    [InlineData("5-1 0 * * *")]
    [InlineData("1-2-3 0 * * *")]
    [InlineData("*/0 0 * * *")]
    [InlineData("-1 0 * * *")]
    public void What_no_scheduler_can_do_is_refused(string cron) =>
        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => ScheduleTime.Parse(cron)).Id);

    [Theory]
    [InlineData("1.00:00")]
    [InlineData("-00:10")]
    [InlineData("00:10:30")]
    public void A_time_of_day_is_a_minute_of_one_day(string at) => Assert.Equal(
        IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => ScheduleTime.Daily(TimeSpan.Parse(at, CultureInfo.InvariantCulture))).Id);

    [Theory]
    [InlineData("10 0 * * *", "2026-01-01 00:09:59", "2026-01-01 00:10:00")]
    [InlineData("10 0 * * *", "2026-01-01 00:10:00", "2026-01-02 00:10:00")]
    [InlineData("30 * * * *", "2026-12-31 23:45:00", "2027-01-01 00:30:00")]
    [InlineData("0 6,18 * * 0", "2026-11-22 18:00:00", "2026-11-29 06:00:00")]
    public void The_next_run_is_the_first_after_now(string cron, string now, string next) =>
        Assert.Equal(Utc(next), ScheduleTime.Parse(cron).Next(Utc(now)));

    [Theory]
    [InlineData("1d", "0 0 * * *", true)]
    [InlineData("1d", "4 0 * * *", true)]
    [InlineData("1d", "5 0 * * *", false)]
    [InlineData("1d", "2 6 * * *", false)]
    [InlineData("1h", "2 6 * * *", true)]
    [InlineData("1h", "10 * * * *", false)]
    [InlineData("1m", "0 0 * * *", false)]
    public void A_run_right_after_the_end_of_a_period_is_warned_of(string interval, string cron, bool warns)
    {
        Job job = JobFile.Parse($$"""{ "steps": [ { "ingest": "ohlcv", "interval": "{{interval}}", "from": "2026-01-01" } ] }""", "job.json").Job;

        Assert.Equal(warns, ScheduleDelay.Warning(ScheduleTime.Parse(cron), job) is not null);
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
