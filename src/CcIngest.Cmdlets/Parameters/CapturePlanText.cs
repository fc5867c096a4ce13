using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>The plan of a capture as text: ticks, requests, its share of each exchange's budget, and the books.</summary>
internal static class CapturePlanText
{
    // A plan of thousands of books is for counting, not for reading.
    private const int Lines = 20;

    public static string Write(CapturePlan plan, string target)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        StringBuilder text = new();
        text.Append(invariant, $"{plan.Title} into {target}: {plan.Targets.Count} books of {plan.Depth} levels every {plan.Every:c}, ");
        text.Append(plan is { Ticks: { } ticks, Requests: { } requests, Duration: { } length }
            ? string.Create(invariant, $"{ticks:#,0} ticks in {length:c}, {requests:#,0} requests\n")
            : "until it is stopped\n");
        foreach (CaptureBudget budget in plan.Budgets)
        {
            text.Append(invariant,
                $"  budget of {budget.Exchange}: {budget.Share:0.0 %} of a weight of {budget.Limit:#,0} in {budget.Window:c}, {budget.WeightOfTick:#,0} a tick\n");
        }

        foreach (CaptureTarget book in plan.Targets.Take(Lines))
        {
            text.Append(invariant, $"  {book.Exchange} {book.StandardSymbol} ({book.NativeSymbol})\n");
        }

        if (plan.Targets.Count > Lines)
        {
            text.Append(invariant, $"  and {plan.Targets.Count - Lines} more books\n");
        }

        foreach (RunFailure refused in plan.Refused.Take(Lines))
        {
            text.Append(invariant, $"  cannot be captured: {refused.Target}: {refused.Message}\n");
        }

        return text.ToString();
    }
}
