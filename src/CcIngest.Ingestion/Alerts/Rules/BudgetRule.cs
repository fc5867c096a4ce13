using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>A window of the rate limits is nearly used up.</summary>
public sealed record BudgetRule : AlertRule
{
    public override string Word => "budget";

    /// <summary>Told when more than this is used, in percent; 1 to 100.</summary>
    public required int Above { get; init; }

    /// <summary>As <see cref="RateLimitRecord.Window"/>; seconds and minutes are used up all the time, and end by themselves.</summary>
    public IReadOnlyList<string> Windows { get; init; } = ["hour", "day", "month"];

    internal override Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        DateTime now = facts.Time.GetUtcNow().UtcDateTime;
        RateLimitRecord[] known = [.. facts.Limits.Where(limit => limit.Share is not null && Windows.Contains(limit.Window) && !(limit.ResetsAt <= now))];
        return Task.FromResult(new AlertJudgement(
            [
                .. known.Where(limit => limit.Share * 100 > Above).GroupBy(limit => limit.Window).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Of(group.MaxBy(limit => limit.Share) ?? group.First())),
            ],
            true)
        {
            Judged = [.. facts.Limits.Where(limit => limit.Share is not null).Select(limit => TitleOf(limit.Window))],
        });
    }

    private static string TitleOf(string window) => $"budget of the {window}";

    private static AlertCause Of(RateLimitRecord limit) => new(
        TitleOf(limit.Window),
        FormattableString.Invariant($"{limit.Used} of {limit.Limit} calls of the {limit.Window} are used")
            + (limit.ResetsAt is { } end ? FormattableString.Invariant($"; the window ends {end:u}.") : "."),
        new Dictionary<string, object>
        {
            ["window"] = limit.Window, ["used"] = limit.Used ?? 0, ["limit"] = limit.Limit ?? 0, ["percent"] = Math.Round((limit.Share ?? 0) * 100, 1),
        },
        "Get-CcRateLimit -Shared");
}
