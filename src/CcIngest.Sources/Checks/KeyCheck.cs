using System.Globalization;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Asks for the state of the rate limits, once: the answer tells whether the key is accepted, what is left of it, and the API's clock.</summary>
internal sealed class KeyCheck(SourceOptions options, TimeSpan limit, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Less than this share of a window of an hour or more is worth a word.</summary>
    private const double LittleLeft = 0.05;

    /// <summary>The API's Date header has whole seconds, and a machine that is synchronised at all is nearer than this.</summary>
    private static readonly TimeSpan ClocksAgree = TimeSpan.FromSeconds(5);

    /// <summary>Beyond this it is no drift: a simulated or replayed time.</summary>
    private static readonly TimeSpan OfOneWorld = TimeSpan.FromHours(1);

    private static readonly CheckFinding UsedUp = CheckFinding.Warning(
        "Not tried: the rate limit is used up for longer than this check may take.", "Wait; Get-CcRateLimit -Shared shows until when.");

    private static readonly string[] LongWindows = ["hour", "day", "month"];

    private TimeSpan? _ahead;
    private TimeSpan _took;

    public async Task<CheckFinding> LookAsync(CancellationToken cancellationToken)
    {
        SourceOptions once = options with { MaxRetries = 0, Timeout = limit < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : limit };
        CcDataSource source = new(once, time, loggers);
        await using (source.ConfigureAwait(false))
        {
            long began = time.GetTimestamp();
            try
            {
                return source.ExpectedWait > limit ? UsedUp : Tell(await RateLimitReadings.AskAsync(source, once, time, cancellationToken).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (source.Statistics.Requests == 0)
            {
                // What this process does not know the others may: it waited for the budget that they share.
                return UsedUp;
            }
            finally
            {
                (_ahead, _took) = (source.ServerAhead, time.GetElapsedTime(began));
            }
        }
    }

    /// <summary>What the answer said of the time.</summary>
    public CheckFinding CompareClocks()
    {
        if (_ahead is not { } ahead)
        {
            return CheckFinding.Skipped("No answer of the API has told its time.");
        }

        // The header's seconds are cut: on the average half a second is missing.
        TimeSpan apart = ahead + TimeSpan.FromSeconds(0.5);
        string text = FormattableString.Invariant($"{apart.Duration().TotalSeconds:F0} s {(apart > TimeSpan.Zero ? "behind" : "ahead of")} the API's");
        if (apart.Duration() > OfOneWorld)
        {
            string there = (time.GetUtcNow() + apart).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            return CheckFinding.Warning(
                $"The API's time is {there}, another than this machine's.",
                "Right for a simulated API: its time decides which candles have closed. Else set this machine's clock.");
        }

        return apart.Duration() <= ClocksAgree + _took
            ? CheckFinding.Passed(FormattableString.Invariant($"This machine's clock and the API's agree within {ClocksAgree.TotalSeconds:F0} s."))
            : CheckFinding.Warning(
                $"This machine's clock is {text}.",
                "Synchronise it (NTP): the earlier of the two clocks decides which candles have closed.");
    }

    private CheckFinding Tell(IReadOnlyList<RateLimitRecord> windows)
    {
        RateLimitRecord[] told = [.. windows.Where(window => window is { Remaining: not null, Limit: > 0 })];
        RateLimitRecord[] longer = [.. told.Where(window => LongWindows.Contains(window.Window))];
        string left = string.Join(", ", (longer.Length > 0 ? longer : told).Select(window => string.Create(
            CultureInfo.InvariantCulture, $"{window.Remaining:N0} of {window.Limit:N0} calls this {window.Window}")));
        left = left.Length > 0 ? $"Left: {left}." : "It tells no limits.";
        if (Array.Find(longer, window => window.Remaining < window.Limit * LittleLeft) is { } low)
        {
            return CheckFinding.Warning($"Little is left this {low.Window}. {left}", "Wait for the window's end, or take a larger plan.");
        }

        return options.ApiKey is { IsEmpty: false }
            ? CheckFinding.Passed($"The key is accepted. {left}")
            : CheckFinding.Warning(
                $"The API answers without a key. {left}",
                "Set CCDATA_API_KEY, or use Connect-CcSource -ApiKey: some paths of the public API need a key.");
    }
}
