using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>The form of Windows, checked by the published form of tasks.</summary>
public sealed class TaskFormTests
{
    private static readonly XNamespace Namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task";
    private static readonly TaskForm Form = new(@"HOST\user");

    public static TheoryData<string> Times => ["10 0 * * *", "5 * * * *", "0,30 * * * *", "0 6,18 * * 1-5", "10 * * * 0"];

    [Theory]
    [MemberData(nameof(Times))]
    public void A_task_keeps_to_the_schema(string cron) => Validate(Form.Write(Scheduled.Difficult with { Time = ScheduleTime.Parse(cron) })[0].Text);

    [Fact]
    public void The_schema_refuses_what_is_out_of_order()
    {
        string text = Form.Write(Scheduled.Daily with { Time = ScheduleTime.Hourly(5) })[0].Text;
        XDocument task = XDocument.Parse(text);
        XElement trigger = task.Descendants(Namespace + "CalendarTrigger").Single();
        trigger.AddFirst(trigger.Elements().Last());
        trigger.Elements().Last().Remove();

        Assert.Throws<XmlSchemaValidationException>(() => Validate(task.ToString()));
        Assert.Throws<XmlSchemaValidationException>(() => Validate(text.Replace("IgnoreNew", "Ignore", StringComparison.Ordinal)));
    }

    [Fact]
    public void Times_are_UTC_missed_runs_are_made_up_and_two_never_run_at_once()
    {
        XDocument task = XDocument.Parse(Form.Write(Scheduled.Daily)[0].Text);

        Assert.Equal("2026-01-01T00:10:00Z", Value(task, "StartBoundary"));
        Assert.Equal("true", Value(task, "StartWhenAvailable"));
        Assert.Equal("IgnoreNew", Value(task, "MultipleInstancesPolicy"));
        Assert.Equal(@"HOST\user", Value(task, "UserId"));
        Assert.Equal("run /srv/market/daily.json --json", Value(task, "Arguments"));
    }

    [Fact]
    public void More_times_than_a_task_can_have_are_refused()
    {
        ScheduledJob often = Scheduled.Daily with { Time = ScheduleTime.Parse("*/10 1-12 * * *") };

        Assert.Equal(IngestErrorId.SettingInvalid, Assert.Throws<IngestException>(() => Form.Write(often)).Id);
        Validate(Form.Write(often with { Time = ScheduleTime.Parse("*/15 1-12 * * *") })[0].Text);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData(@"C:\a\", @"C:\a\")]
    [InlineData(@"C:\a b\", "\"C:\\a b\\\\\"")]
    [InlineData("say \"so\"", "\"say \\\"so\\\"\"")]
    [InlineData("a\\\" b", "\"a\\\\\\\" b\"")]
    public void Words_are_quoted_as_programs_of_Windows_read_them(string word, string quoted) => Assert.Equal(quoted, ShellText.QuoteForWindows(word));

    private static string Value(XDocument task, string name) => task.Descendants(Namespace + name).Single().Value;

    private static void Validate(string text)
    {
        XmlSchemaSet schemas = new();
        using XmlReader schema = XmlReader.Create(RepositoryFiles.PathOf("tests", "CcIngest.Ingestion.Tests", "Scheduling", "task.xsd"));
        schemas.Add(null, schema);
        XDocument.Parse(text).Validate(schemas, validationEventHandler: null);
    }
}
