using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Which table an ingest step fills.</summary>
internal static class SeriesDatasets
{
    /// <exception cref="IngestException">There is no such kind of series, or not at this interval.</exception>
    public static Dataset Of(IngestStep step) =>
        DatasetCatalog.TimeSeries(FormattableString.Invariant($"{step.Kind}-{step.Market.ToString().ToLowerInvariant()}"), step.Interval);
}
