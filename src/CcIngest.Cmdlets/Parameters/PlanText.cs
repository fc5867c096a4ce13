using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>An ingest plan as text: the whole in a few lines, then the series with their missing ranges and requests.</summary>
internal static class PlanText
{
    // A plan of thousands of series is for counting, not for reading.
    private const int Lines = 20;

    public static string Write(IngestPlan plan, string target)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        StringBuilder text = new();
        text.Append(invariant, $"{plan.Title} into {target}: {plan.Series.Count} series, {Many(plan.Periods, "period")}, {plan.RequestsText} requests\n");
        text.Append(invariant, $"  at most {plan.MostRows:#,0} rows{Bytes(plan)}, about {Duration(plan.EstimatedTime)}\n");
        text.Append(invariant, $"  budget: {Budget(plan)}\n");
        text.Append(invariant, $"  periods closed before {plan.AsOf:yyyy-MM-dd HH:mm}Z by {(plan.IsServerClock ? "the API's" : "this machine's")} clock\n");
        foreach (SeriesPlan series in plan.Series.Take(Lines))
        {
            string missing = series.Missing.Count == 0 ? "nothing to ask" : string.Join(", ", series.Missing);
            text.Append(invariant, $"  {series.Pair}: {missing} ({Many(series.Periods, "period")}, {Many(series.Pages.Count, "page")})\n");
        }

        if (plan.Series.Count > Lines)
        {
            text.Append(invariant, $"  and {plan.Series.Count - Lines} more series\n");
        }

        foreach (RunFailure refused in plan.Refused.Take(Lines))
        {
            text.Append(invariant, $"  cannot be ingested: {refused.Target}: {refused.Message}\n");
        }

        return text.ToString();
    }

    private static string Many(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");

    private static string Budget(IngestPlan plan) => plan switch
    {
        { TightestLimit: { } limit, BudgetShare: { } share } => string.Create(
            CultureInfo.InvariantCulture, $"{share:0.0 %} of the {limit.Remaining:#,0} calls that are left this {limit.Window}"),
        { Limits.Count: > 0 } => "no limit by the hour or longer is known",
        _ => "not known before the first answer",
    };

    private static string Bytes(IngestPlan plan) => plan.MostBytes switch
    {
        null => "",
        < 1_000_000 and { } some => string.Create(CultureInfo.InvariantCulture, $" in {some / 1e3:0} kB of answers"),
        { } many => string.Create(CultureInfo.InvariantCulture, $" in {many / 1e6:#,0.0} MB of answers"),
    };

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "1 s",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };
}
