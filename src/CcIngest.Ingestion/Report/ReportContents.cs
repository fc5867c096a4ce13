using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Everything that a page tells.</summary>
internal sealed record ReportContents
{
    public required StoreInfo Store { get; init; }

    /// <summary>UTC, when the store was read.</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>UTC, the time against which data are fresh or stale.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>By dataset, interval, exchange and name.</summary>
    public required IReadOnlyList<ReportSeries> Series { get; init; }

    /// <summary>The mapped names of instruments, by market, exchange and name on the exchange; those that the store knows.</summary>
    public required IReadOnlyDictionary<(Market Market, string Exchange, string RawSymbol), string> MappedNames { get; init; }

    public required IReadOnlyList<SeriesCandles> Candles { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<RunRecord> Runs { get; init; }

    /// <summary>Newest states first, each of several windows.</summary>
    public required IReadOnlyList<RateLimitRecord> Limits { get; init; }

    public required IReadOnlyList<LetterCount> Letters { get; init; }

    /// <summary>What tests of the data found and no later test saw gone; the worst first, at most <see cref="ReportReader.MostFindings"/>.</summary>
    public required IReadOnlyList<QualityFinding> Findings { get; init; }

    public required IReadOnlyList<TableContents> Tables { get; init; }
}
