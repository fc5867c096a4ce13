using System.Globalization;
using System.Text;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>The lines of a report, and how it writes numbers and names.</summary>
internal sealed class ReportText
{
    private readonly StringBuilder _text = new();

    public void Line(string text = "") => _text.Append(text).Append('\n');

    public override string ToString() => _text.ToString();

    public static string Name(KillTarget target) => target switch
    {
        KillTarget.Sqlite => "ccingest on SQLite",
        KillTarget.MariaDb => "ccingest on MariaDB",
        KillTarget.PostgreSql => "ccingest on PostgreSQL",
        _ => "the MariaDB server",
    };

    public static string EngineName(KillTarget target) => target switch
    {
        KillTarget.Sqlite => "SQLite",
        KillTarget.PostgreSql => "PostgreSQL",
        _ => "MariaDB",
    };

    /// <param name="engine">One of <see cref="StoreEngines"/>; the campaign's MySQL is a MariaDB.</param>
    public static string EngineName(string engine) => EngineName(
        engine == StoreEngines.Sqlite ? KillTarget.Sqlite : StoreEngines.IsPostgreSql(engine) ? KillTarget.PostgreSql : KillTarget.MariaDb);

    public static string Name(RunPhase phase) => phase switch
    {
        RunPhase.Start => "start-up: settings, schema",
        RunPhase.Lists => "reference lists",
        RunPhase.Plan => "choosing and planning series",
        RunPhase.Ingest => "fetching and writing pages",
        _ => "closing",
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>For example <c>1 round</c>, <c>2 rounds</c>.</summary>
    public static string Count(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    public static string Seconds(double seconds) => seconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    public static string Duration(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>Counts by name, for example <c>Complete 3, Failed 1</c>.</summary>
    public static string Counts(IEnumerable<KeyValuePair<string, long>> counts) => string.Join(
        ", ",
        counts.GroupBy(count => count.Key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {Count(group.Sum(count => count.Value))}"));
}
