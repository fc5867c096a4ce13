using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The steps that mend gaps, in this order: letters, then what must be asked for though it was settled, then the source.</summary>
/// <param name="Steps">For one run; empty when there is nothing to do.</param>
/// <param name="Unknown">Gaps of series whose instrument the store does not know: nobody can be asked for them.</param>
/// <param name="Given">Gaps that are left as they are: the source has lost them, or sent them broken and their letters were removed since.</param>
public sealed record GapRepair(IReadOnlyList<JobStep> Steps, IReadOnlyList<Gap> Unknown, IReadOnlyList<Gap> Given)
{
    /// <param name="store">For the letters and the instruments of the gaps.</param>
    /// <param name="gaps">As <see cref="GapSearch"/> finds them.</param>
    /// <param name="asksAgain">Whether the source is asked again for what it has lost and for what it sent broken.</param>
    public static async Task<GapRepair> PlanAsync(IMarketDataStore store, IReadOnlyList<Gap> gaps, bool asksAgain, CancellationToken cancellationToken)
    {
        List<Gap> unknown = [];
        List<Gap> reopened = [];
        List<IngestStep> ingests = [];
        foreach (IGrouping<(string Dataset, Interval Interval), Gap> family in gaps.Where(gap => IsAsked(gap, asksAgain)).GroupBy(gap => (gap.Dataset, gap.Interval)))
        {
            IReadOnlyDictionary<SeriesKey, TradingPair> pairs = await PairsAsync(store, [.. family], cancellationToken).ConfigureAwait(false);
            Gap[] known = [.. family.Where(gap => pairs.ContainsKey(KeyOf(gap)))];
            unknown.AddRange(family.Except(known));
            reopened.AddRange(known.Where(gap => SettledAs(gap.Cause).Length > 0));
            if (known.Length > 0)
            {
                ingests.Add(Step(family.Key.Dataset, family.Key.Interval) with
                {
                    From = known.Min(gap => gap.From),
                    To = known.Max(gap => gap.To),
                    Pairs = [.. pairs.Values],
                    Only = known.GroupBy(KeyOf).ToDictionary(series => series.Key, series => TimeRanges.Union(series.Select(RangeOf))),
                    Revisit = 0,
                });
            }
        }

        Gap[] broken = [.. gaps.Where(gap => gap.Cause == GapCause.Rejected).Except(unknown)];
        ILookup<Gap, string> letters = await LettersAsync(store, broken, cancellationToken).ConfigureAwait(false);
        string[] ids = [.. letters.SelectMany(ofGap => ofGap).Distinct(StringComparer.Ordinal)];
        JobStep?[] steps =
        [
            ids.Length == 0 ? null : asksAgain ? new RemoveLettersStep { LetterIds = ids, AskAgain = true } : new ResumeLettersStep { LetterIds = ids },
            reopened.Count == 0 ? null : new ReopenStep
            {
                Stretches = reopened.GroupBy(KeyOf).ToDictionary(
                    series => series.Key, series => (IReadOnlyList<(TimeRange, CoverageState)>)[.. series.SelectMany(gap => SettledAs(gap.Cause).Select(state => (RangeOf(gap), state)))]),
            },
            .. ingests,
        ];
        return new GapRepair(
            [.. steps.OfType<JobStep>()], unknown,
            asksAgain ? [] : [.. gaps.Where(gap => gap.Cause == GapCause.LostAtSource || (gap.Cause == GapCause.Rejected && !letters.Contains(gap)))]);
    }

    private static bool IsAsked(Gap gap, bool asksAgain) => asksAgain || gap.Cause is GapCause.NotAsked or GapCause.NotAnswered or GapCause.RowsMissing;

    /// <summary>The states that keep a gap of this cause from being asked for.</summary>
    private static CoverageState[] SettledAs(GapCause cause) => cause switch
    {
        // A finding may say of a period without trades that the source has some by now.
        GapCause.RowsMissing => [CoverageState.Complete, CoverageState.NoTrades],
        GapCause.Rejected => [CoverageState.Rejected],
        GapCause.LostAtSource => [CoverageState.LostAtSource],
        _ => [],
    };

    private static TimeRange RangeOf(Gap gap) => new(gap.From, gap.To);

    private static SeriesKey KeyOf(Gap gap) => new(gap.Dataset, gap.Exchange, gap.RawSymbol, gap.Interval);

    private static IngestStep Step(string dataset, Interval interval) => SeriesDatasets.KindOf(dataset) is { } kind
        ? new IngestStep { Kind = kind.Kind, Market = kind.Market, Interval = interval, From = default }
        : throw new IngestException(IngestErrorId.SettingInvalid, $"'{dataset}' is no time series that can be asked for.", "Pass gaps as Get-CcGap finds them.");

    /// <summary>The letters whose periods lie in each gap.</summary>
    private static async Task<ILookup<Gap, string>> LettersAsync(IMarketDataStore store, IReadOnlyList<Gap> gaps, CancellationToken cancellationToken)
    {
        List<(Gap Gap, string LetterId)> found = [];
        foreach (IGrouping<SeriesKey, Gap> series in gaps.GroupBy(KeyOf))
        {
            DeadLetterFilter filter = new()
            {
                Datasets = [series.Key.Dataset],
                Exchanges = [series.Key.Exchange],
                Symbols = [series.Key.Symbol],
                Intervals = [series.Key.Interval.ToString()],
            };
            IReadOnlyList<DeadLetterRecord> letters = await store.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, filter, cancellationToken).ConfigureAwait(false);
            found.AddRange(series.SelectMany(gap => letters.Where(letter => letter.Time >= gap.From && letter.Time < gap.To).Select(letter => (gap, letter.LetterId))));
        }

        return found.ToLookup(one => one.Gap, one => one.LetterId);
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
