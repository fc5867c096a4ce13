using System.Text;

namespace CcIngest.Ingestion;

/// <summary>
/// The bytes of a crontab, of which two lines belong to each schedule: the mark and the line under it. All others come back byte for byte.
/// </summary>
/// <param name="Bytes">As <c>crontab -l</c> gave them.</param>
public sealed record Crontab(byte[] Bytes)
{
    // One letter for each byte and back: what others wrote may be in any encoding.
    private static readonly Encoding Raw = Encoding.Latin1;

    public IReadOnlyList<ScheduledJob> Jobs => [.. Lines().Select(JobOf).OfType<ScheduledJob>()];

    /// <summary>The variables that are set above the lines of a schedule; cron hands them to its command.</summary>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            Dictionary<string, string> variables = new(StringComparer.Ordinal);
            foreach (string line in Lines().TakeWhile(line => JobOf(line) is null).Where(line => !line.TrimStart().StartsWith('#')))
            {
                if (line.Split('=', 2) is [string name, string value] && name.Trim().Length > 0 && name.Trim().All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
                {
                    variables[name.Trim()] = value.Trim().Trim('"', '\'');
                }
            }

            return variables;
        }
    }

    /// <summary>Whether a line sets the zone in which cron reads those below it; crons that do not know it pass it over.</summary>
    public bool SetsZone => Lines().Any(line => line.TrimStart().StartsWith("CRON_TZ", StringComparison.Ordinal));

    /// <param name="name">Of the schedule whose place the lines take.</param>
    /// <param name="text">Its two lines, each ended.</param>
    public Crontab With(string name, string text)
    {
        byte[] rest = Without(name).Bytes;
        string gap = rest.Length > 0 && rest[^1] != (byte)'\n' ? "\n" : "";
        return new Crontab([.. rest, .. Encoding.UTF8.GetBytes(gap + text)]);
    }

    public Crontab Without(string name)
    {
        StringBuilder kept = new();
        ScheduledJob? marked = null;
        foreach (string line in Lines())
        {
            ScheduledJob? job = JobOf(line) is { } found && found.Name == name ? found : null;

            // Under a mark whose line somebody has taken away stands a line of his own.
            if (job is null && (marked is null || !line.Contains(CrontabLine.Escaped(CrontabLine.Command(marked.Start)), StringComparison.Ordinal)))
            {
                kept.Append(line);
            }

            marked = job;
        }

        return new Crontab(Raw.GetBytes(kept.ToString()));
    }

    private static ScheduledJob? JobOf(string line) => line.StartsWith("# ", StringComparison.Ordinal) ? ScheduledJob.Read(line[2..]) : null;

    /// <summary>Each with its line feed.</summary>
    private IEnumerable<string> Lines()
    {
        string text = Raw.GetString(Bytes);
        for (int start = 0; start < text.Length;)
        {
            int feed = text.IndexOf('\n', start);
            int end = feed < 0 ? text.Length : feed + 1;
            yield return text[start..end];
            start = end;
        }
    }
}
