using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>Which part of a source the steps of a job need: what is not needed is not asked for its clock or its limits.</summary>
internal static class JobSources
{
    public static IMarketDataSource PartFor(IMarketDataSource source, IEnumerable<JobStep> steps)
    {
        HashSet<string> names = [];
        HashSet<string> exchanges = [];
        bool isAnyExchange = false;
        foreach (JobStep step in steps.Where(step => step.AsksSource || step is LetterStep))
        {
            (string Name, IReadOnlyCollection<string> Exchanges)? need = step switch
            {
                SyncStep sync => (sync.List, sync.Exchanges),
                CaptureStep { Pairs: { } pairs } => (OrderBookSnapshots.Name, [.. pairs.Select(pair => pair.Exchange)]),
                CaptureStep capture => (OrderBookSnapshots.Name, capture.Select.Exchanges),
                CompareStep { Plan.Series: { Count: > 0 } series } when series.All(one => one.Asked.Dataset == series[0].Asked.Dataset) => (series[0].Asked.Dataset, [.. series.Select(one => one.Asked.Exchange)]),
                IngestStep { Pairs: { } pairs } ingest => (SeriesDatasets.Of(ingest).Name, [.. pairs.Select(pair => pair.Exchange)]),
                IngestStep ingest => (SeriesDatasets.Of(ingest).Name, ingest.Select.Exchanges),
                _ => null,      // letters are read again by whoever they came from
            };
            if (need is not var (name, of))
            {
                return source;
            }

            names.Add(name);
            exchanges.UnionWith(of);
            isAnyExchange |= of.Count == 0;
        }

        return names.Count == 0 ? source : source.PartFor(names, isAnyExchange ? [] : exchanges);
    }
}
