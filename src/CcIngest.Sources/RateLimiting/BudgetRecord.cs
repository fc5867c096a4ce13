using CcIngest.Model;
using System.Text.Json.Serialization;

namespace CcIngest.Sources;

/// <summary>What the processes that use one key know together, as it stands in their file. Times are UTC by this machine's clock.</summary>
internal sealed record BudgetRecord
{
    /// <summary>A file of another version is nothing known.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Whether the server has ever answered: before that, one request goes alone.</summary>
    public bool Answered { get; init; }

    /// <summary>Nothing is sent before this time, because the server refused a request.</summary>
    public DateTimeOffset PausedUntil { get; init; }

    /// <summary>Nothing is sent before this time, because the server has banned the scope; unlike a pause, this may last for days.</summary>
    public DateTimeOffset BannedUntil { get; init; }

    public IReadOnlyList<WindowRecord> Windows { get; init; } = [];

    public IReadOnlyList<HolderRecord> Holders { get; init; } = [];

    /// <summary>Whether every value is one that this program could have written: arithmetic on it cannot overflow.</summary>
    [JsonIgnore]
    public bool IsSound => Version == CurrentVersion && Windows is not null && Holders is not null && IsTime(PausedUntil) && IsTime(BannedUntil)
        && Windows.All(window => window is { Length.TotalSeconds: > 0 and < 400 * 86_400, Recent: not null } && IsTime(window.EndsAt) && IsTime(window.BeganAt)
            && Enum.IsDefined(window.Guess) && window.Recent.All(calls => calls is { Count: >= 0 } && IsTime(calls.At)))
        && Windows.DistinctBy(window => window.Length).Count() == Windows.Count
        && Holders.All(holder => holder is { UnderWay: >= 0 and < int.MaxValue, Process: not null, Id: not null } && IsTime(holder.Seen)
            && IsTime(holder.WaitsSince ?? holder.Seen) && holder.LongestRequest.TotalDays is >= 0 and < 1);

    private static bool IsTime(DateTimeOffset time) => time.Offset == TimeSpan.Zero && time.Year < 9000;
}

/// <summary>One window; see <see cref="LongWindow"/> and <see cref="BriefWindow"/>.</summary>
internal sealed record WindowRecord
{
    public required TimeSpan Length { get; init; }

    public long Limit { get; init; }

    public long Remaining { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public bool EndIsKnown { get; init; }

    public WindowGuess Guess { get; init; }

    /// <summary>When it was entered by the clock alone, if it was.</summary>
    public DateTimeOffset BeganAt { get; init; }

    /// <summary>Of a brief window: the calls that still count.</summary>
    public IReadOnlyList<RecentCalls> Recent { get; init; } = [];
}

/// <summary>Calls that ended at about one time.</summary>
internal sealed record RecentCalls(DateTimeOffset At, long Count);

/// <summary>Somebody who sends requests: one opened source of one process.</summary>
internal sealed record HolderRecord
{
    public required string Id { get; init; }

    public required ProcessStamp Process { get; init; }

    /// <summary>Weight of its requests under way.</summary>
    public long UnderWay { get; init; }

    /// <summary>Since when its first in line waits; null when nobody does.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>How long its requests are under way at most; zero when it does not say.</summary>
    public TimeSpan LongestRequest { get; init; }

    /// <summary>When it last looked.</summary>
    public DateTimeOffset Seen { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BudgetRecord))]
internal sealed partial class BudgetJson : JsonSerializerContext;
