using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Chooses the books of a capture and sees that the exchanges' limits allow the cadence.</summary>
internal static class CapturePlanner
{
    /// <param name="now">UTC, when the first tick would be due.</param>
    /// <exception cref="IngestException">Nothing is chosen, or the cadence is more than an exchange allows.</exception>
    public static async Task<CapturePlan> PlanAsync(
        IMarketDataStore store, IMarketDataSource source, CaptureStep step, DateTime now, CancellationToken cancellationToken)
    {
        CheckEnd(step, now);
        List<CaptureTarget> targets = [];
        List<RunFailure> refused = [];
        Dictionary<string, VenueSheet> sheets = new(StringComparer.Ordinal);
        IReadOnlyList<TradingPair> pairs = step.Pairs ?? await SymbolSelection.ChooseAsync(store, step.Select, cancellationToken).ConfigureAwait(false);
        foreach (TradingPair pair in pairs.DistinctBy(pair => (pair.Exchange, pair.RawSymbol)))
        {
            CaptureTarget target = new(pair.Exchange, pair.RawSymbol, pair.Symbol);
            try
            {
                sheets.TryAdd(pair.Exchange, source.DescribeBooks(pair.Exchange, step.Depth));
                targets.Add(target);
            }
            catch (IngestException unable) when (unable.Scope == FailureScope.Leg)
            {
                refused.Add(new RunFailure(target.ToString(), unable.Id.ToString(), unable.Message, unable.Advice));
            }
        }

        refused.AddRange(NotFound(step, pairs));
        CaptureBudget[] budgets = [.. sheets.Values.Select(sheet => BudgetOf(sheet, step, targets.Count(target => target.Exchange == sheet.Exchange)))];
        if (Array.Find(budgets, budget => budget.Share > 1) is { } over)
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                FormattableString.Invariant(
                    $"{over.Exchange} allows a weight of {over.Limit} in {over.Window.TotalSeconds:0.###} s; these books at that cadence would take {over.WeightInWindow:0.##}."),
                "Choose a longer cadence, fewer books or fewer levels.");
        }

        return new CapturePlan
        {
            Title = step.Title,
            Targets = targets,
            Refused = refused,
            Depth = step.Depth,
            Every = step.Every,
            Ticks = CaptureSchedule.TicksOf(step, now),
            Budgets = budgets,
        };
    }

    /// <exception cref="IngestException">The end is past.</exception>
    public static void CheckEnd(CaptureStep step, DateTime now)
    {
        if (CaptureSchedule.TicksOf(step, now) is 0)
        {
            throw new IngestException(
                IngestErrorId.RangeInvalid, FormattableString.Invariant($"The capture ends at {step.Until:u}, which is past."), "Choose a later end; it is UTC.");
        }
    }

    /// <summary>Names that were asked for one by one and that nothing in the store has.</summary>
    private static IEnumerable<RunFailure> NotFound(CaptureStep step, IReadOnlyList<TradingPair> pairs)
    {
        HashSet<string> found = new(pairs.SelectMany(pair => new[] { pair.Symbol, pair.RawSymbol }), StringComparer.OrdinalIgnoreCase);
        return step.Pairs is not null ? [] : step.Select.Instruments.Where(name => !found.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new RunFailure(name, nameof(IngestErrorId.InstrumentUnknown), $"The store has no symbol {name} that fits the selection.",
                "Look it up with Get-CcSymbol, or run Sync-CcSymbol first."));
    }

    /// <summary>The window of which the capture takes the most, all ticks spread evenly.</summary>
    private static CaptureBudget BudgetOf(VenueSheet sheet, CaptureStep step, int books)
    {
        long weight = books * (long)(sheet.Books?.Weight(step.Depth) ?? 1);
        return sheet.Limits
            .Select(limit => new CaptureBudget(sheet.Exchange, weight, limit.Key, weight * (limit.Key / step.Every), limit.Value))
            .MaxBy(budget => budget.Share) ?? new CaptureBudget(sheet.Exchange, weight, step.Every, 0, 1);
    }
}
