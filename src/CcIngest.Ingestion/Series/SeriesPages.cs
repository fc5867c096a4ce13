using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>The requests that a series takes: exchanges differ in the size of a page, and some give their newest periods only.</summary>
internal sealed class SeriesPages(IMarketDataSource source, Dataset dataset)
{
    private readonly Dictionary<string, SeriesCapabilities> _byExchange = new(StringComparer.Ordinal);

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<TimeRange> Of(SeriesNeed need)
    {
        if (need.AsksNothing)
        {
            return [];
        }

        SeriesCapabilities capabilities = Describe(need.Key.Exchange);
        IEnumerable<TimeRange> pages = PageWindows.NewestFirst(need.Asked, need.Key.Interval, Math.Max(capabilities.MaxPeriods, 1));
        return [.. capabilities.HasNewestOnly ? pages.Take(1) : pages];
    }

    /// <summary>The plan of a series: its pages, and what is asked beside them.</summary>
    public SeriesPlan PlanOf(SeriesNeed need)
    {
        IReadOnlyList<TimeRange> asked = need.Asked;
        IReadOnlyList<TimeRange> pages = Of(need);
        bool isBeginKnown = pages.Count == 0 || need.StoredFrom <= pages[^1].From;
        return new SeriesPlan
        {
            Key = need.Key,
            Pair = need.Pair,
            Missing = asked,
            Pages = pages,
            Periods = asked.Count == 0 ? 0 : asked.Sum(need.Key.Interval.PeriodsIn),
            IsBeginKnown = isBeginKnown || need.Pair.FirstTrade is not null,
            MostBeginRequests = isBeginKnown ? 0 : Describe(need.Key.Exchange).MostBeginRequests,
        };
    }

    /// <summary>Series of exchanges that do not have the dataset, with the reason; the others stay.</summary>
    public DistinctSeries WithoutUnable(DistinctSeries series)
    {
        List<(SeriesKey, TradingPair)> able = [];
        List<(SeriesKey, IngestException)> refused = [.. series.Refused];
        foreach ((SeriesKey key, TradingPair pair) in series.Series)
        {
            try
            {
                Describe(key.Exchange);
                able.Add((key, pair));
            }
            catch (IngestException unable) when (unable.Scope == FailureScope.Leg)
            {
                refused.Add((key, unable));
            }
        }

        return new DistinctSeries(able, refused);
    }

    private SeriesCapabilities Describe(string exchange)
    {
        lock (_byExchange)
        {
            if (!_byExchange.TryGetValue(exchange, out SeriesCapabilities? capabilities))
            {
                _byExchange[exchange] = capabilities = source.Describe(dataset, exchange);
            }

            return capabilities;
        }
    }
}
