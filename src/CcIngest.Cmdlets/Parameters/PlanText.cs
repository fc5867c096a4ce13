using System.Globalization;
using System.Text;
using CcIngest.Ingestion;

namespace CcIngest.Cmdlets;

/// <summary>An ingest plan as text: the whole in one line, then the series with their missing ranges and requests.</summary>
internal static class PlanText
{
    // A plan of thousands of series is for counting, not for reading.
    private const int Lines = 20;

    public static string Write(IngestStep step, IngestPlan plan, string target)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{step.Title} into {target}: {plan.Series.Count} series, {plan.Periods} periods, {plan.RequestsText} requests\n");
        foreach (SeriesPlan series in plan.Series.Take(Lines))
        {
            string missing = series.Missing.Count == 0 ? "nothing to ask" : string.Join(", ", series.Missing);
            text.Append(CultureInfo.InvariantCulture, $"  {series.Pair}: {missing} ({series.Periods} periods, {series.Pages.Count} pages)\n");
        }

        if (plan.Series.Count > Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {plan.Series.Count - Lines} more series\n");
        }

        return text.ToString();
    }
}
