using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>The rate headers of an answer, refused or not: the month's values, and a list with those of every window.</summary>
internal static class RateLimitHeaders
{
    private const int Month = 4;

    public static void Add(IHeaderDictionary headers, BudgetState state)
    {
        headers["X-RateLimit-Limit"] = Text(state.Max[Month]);
        headers["X-RateLimit-Remaining"] = Text(state.Remaining(Month));
        headers["X-RateLimit-Remaining-All"] = List(state.Remaining);
        headers["X-RateLimit-Reset"] = Text(state.ResetSeconds[Month]);
        headers["X-RateLimit-Reset-All"] = List(window => state.ResetSeconds[window]);
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string List(Func<int, long> value) => string.Join(", ",
        CallBudget.WindowSeconds.Select((length, window) => $"{Text(value(window))};window={Text(length)}").Prepend(Text(value(Month))));
}
