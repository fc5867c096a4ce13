using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A job file with its times and the way it is started: what a schedule is made of, on every platform.</summary>
/// <param name="Name">Letters, digits, <c>-</c> and <c>_</c>, 64 at most; without the prefix.</param>
/// <param name="Time">When.</param>
/// <param name="Start">What.</param>
public sealed partial record ScheduledJob(string Name, ScheduleTime Time, JobStart Start)
{
    /// <summary>What the names of all our schedules begin with: what has another name is never listed, changed or removed.</summary>
    public const string Prefix = "ccingest-";

    private static readonly JsonSerializerOptions Compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string FullName => Prefix + Name;

    /// <summary>One line of text that says all of it; stands in each form of a schedule, which is read back from it.</summary>
    public string Mark => $"{FullName} {Time.ToCron()} UTC {JsonSerializer.Serialize(Start, Compact)}";

    /// <exception cref="IngestException">SettingInvalid: no name of a schedule.</exception>
    public static string CheckName(string name) => NameForm().IsMatch(name)
        ? name
        : throw new IngestException(
            IngestErrorId.SettingInvalid, $"'{name}' is no name of a schedule.", "Use letters, digits, - and _, at most 64: -Name daily.");

    /// <summary>The schedule that a line of <see cref="Mark"/> speaks of; null for any other text.</summary>
    public static ScheduledJob? Read(string line)
    {
        Match mark = MarkForm().Match(line);
        if (!mark.Success)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<JobStart>(mark.Groups["start"].Value, Compact) is { } start
                ? new ScheduledJob(mark.Groups["name"].Value, ScheduleTime.Parse(mark.Groups["cron"].Value), start)
                : null;
        }
        catch (Exception failure) when (failure is JsonException or IngestException)
        {
            // Somebody has edited the line: it is no longer ours.
            return null;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^ccingest-(?<name>[A-Za-z0-9_-]{1,64}) (?<cron>\S+ \S+ \S+ \S+ \S+) UTC (?<start>\{.*\})\s*$")]
    private static partial Regex MarkForm();
}
