using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The steps that mend gaps, in this order: letters, then what must be asked for though it was settled, then the source.</summary>
/// <param name="Steps">For one run; empty when there is nothing to do.</param>
/// <param name="Unknown">Gaps of series whose instrument the store does not know: nobody can be asked for them.</param>
/// <param name="Given">Gaps that are left as they are, because the source has lost them.</param>
public sealed record GapRepair(IReadOnlyList<JobStep> Steps, IReadOnlyList<Gap> Unknown, IReadOnlyList<Gap> Given)
{
    /// <param name="store">For the letters and the instruments of the gaps.</param>
    /// <param name="gaps">As <see cref="GapSearch"/> finds them.</param>
    /// <param name="asksAgain">Whether the source is asked again for what it has lost and for what it sent broken.</param>
    public static async Task<GapRepair> PlanAsync(IMarketDataStore store, IReadOnlyList<Gap> gaps, bool asksAgain, CancellationToken cancellationToken)
    {
        List<JobStep> steps = [];
        List<Gap> unknown = [];
        IReadOnlyList<string> letters = await LettersAsync(store, [.. gaps.Where(gap => gap.Cause == GapCause.Rejected)], cancellationToken).ConfigureAwait(false);
        if (letters.Count > 0)
        {
            steps.Add(asksAgain ? new RemoveLettersStep { LetterIds = letters, AskAgain = true } : new ResumeLettersStep { LetterIds = letters });
        }

        Gap[] reopened = [.. gaps.Where(gap => gap.Cause == GapCause.RowsMissing || (asksAgain && gap.Cause is GapCause.LostAtSource or GapCause.Rejected))];
        Gap[] asked = [.. gaps.Where(gap => gap.Cause is GapCause.NotAsked or GapCause.NotAnswered || reopened.Contains(gap))];
        foreach (IGrouping<(string Dataset, Interval Interval), Gap> family in asked.GroupBy(gap => (gap.Dataset, gap.Interval)))
        {
            IReadOnlyDictionary<SeriesKey, TradingPair> pairs = await PairsAsync(store, [.. family], cancellationToken).ConfigureAwait(false);
            unknown.AddRange(family.Where(gap => !pairs.ContainsKey(KeyOf(gap))));
            Gap[] known = [.. family.Where(gap => pairs.ContainsKey(KeyOf(gap)))];
            Gap[] settled = [.. known.Intersect(reopened)];
            if (settled.Length > 0)
            {
                steps.Add(new ReopenStep { Stretches = Stretches(settled) });
            }

            if (known.Length > 0)
            {
                steps.Add(Step(family.Key.Dataset, family.Key.Interval) with
                {
                    From = known.Min(gap => gap.From),
                    To = known.Max(gap => gap.To),
                    Pairs = [.. pairs.Values],
                    Only = Stretches(known),
                    Revisit = 0,
                });
            }
        }

        return new GapRepair(steps, unknown, asksAgain ? [] : [.. gaps.Where(gap => gap.Cause == GapCause.LostAtSource)]);
    }

    private static Dictionary<SeriesKey, IReadOnlyList<TimeRange>> Stretches(IEnumerable<Gap> gaps) => gaps.GroupBy(KeyOf).ToDictionary(
        series => series.Key, series => TimeRanges.Union(series.Select(gap => new TimeRange(gap.From, gap.To))));

    private static SeriesKey KeyOf(Gap gap) => new(gap.Dataset, gap.Exchange, gap.RawSymbol, gap.Interval);

    private static IngestStep Step(string dataset, Interval interval) => SeriesDatasets.KindOf(dataset) is { } kind
        ? new IngestStep { Kind = kind.Kind, Market = kind.Market, Interval = interval, From = default }
        : throw new IngestException(IngestErrorId.SettingInvalid, $"'{dataset}' is no time series that can be asked for.", "Pass gaps as Get-CcGap finds them.");

    /// <summary>The letters whose periods lie in gaps.</summary>
    private static async Task<IReadOnlyList<string>> LettersAsync(IMarketDataStore store, IReadOnlyList<Gap> gaps, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        foreach (IGrouping<SeriesKey, Gap> series in gaps.GroupBy(KeyOf))
        {
            DeadLetterFilter filter = new()
            {
                Datasets = [series.Key.Dataset],
                Exchanges = [series.Key.Exchange],
                Symbols = [series.Key.Symbol],
                Intervals = [series.Key.Interval.ToString()],
            };
            ids.AddRange((await store.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, filter, cancellationToken).ConfigureAwait(false))
                .Where(letter => series.Any(gap => letter.Time >= gap.From && letter.Time < gap.To)).Select(letter => letter.LetterId));
        }

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The instruments of the series, by the names that requests use; one that trades before one that does not.</summary>
    private static async Task<IReadOnlyDictionary<SeriesKey, TradingPair>> PairsAsync(
        IMarketDataStore store, IReadOnlyList<Gap> gaps, CancellationToken cancellationToken)
    {
        IngestStep step = Step(gaps[0].Dataset, gaps[0].Interval);
        bool areNamed = step.Kind == Klines.Name || step.Market == Market.Index;
        step = step with
        {
            Select = new Selection
            {
                Exchanges = [.. gaps.Select(gap => gap.Exchange).Distinct(StringComparer.Ordinal)],
                Instruments = areNamed ? [.. gaps.Select(gap => gap.RawSymbol).Distinct(StringComparer.Ordinal)] : [],
                Statuses = [],
            },
        };
        IReadOnlyList<TradingPair> chosen;
        try
        {
            chosen = await SeriesSelection.ChooseAsync(store, step, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException none) when (none.Id == IngestErrorId.SelectionEmpty)
        {
            chosen = [];
        }

        ILookup<(string, string), TradingPair> byName = chosen.ToLookup(pair => (pair.Exchange, pair.RawSymbol));
        return gaps.Select(KeyOf).Distinct().Where(key => byName.Contains((key.Exchange, key.Symbol))).ToDictionary(
            key => key, key => byName[(key.Exchange, key.Symbol)].OrderByDescending(pair => pair.Status == InstrumentStatus.Active).First());
    }
}
