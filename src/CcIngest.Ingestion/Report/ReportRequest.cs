using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a report page is about, and where it goes.</summary>
public sealed record ReportRequest
{
    public const int DefaultTop = 50;

    /// <summary>The most series that a page has candles of: beyond, it is no page to open any more.</summary>
    public const int MostCharts = 500;

    /// <summary>The HTML file; its folder is made when it is not there.</summary>
    public required string Path { get; init; }

    /// <summary>Only these datasets, by name; empty for all.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];

    /// <summary>Only these venues or index families (lower case); empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>The series whose candles are drawn; empty for the <see cref="Top"/> most traded.</summary>
    public IReadOnlyList<ReportSeriesName> Series { get; init; } = [];

    /// <summary>How many of the most traded series have candles, when <see cref="Series"/> names none; 0 to <see cref="MostCharts"/>.</summary>
    public int Top { get; init; } = DefaultTop;

    /// <summary>Time from here on, UTC, inclusive; null for all.</summary>
    public DateTime? From { get; init; }

    /// <summary>Time before this, UTC, exclusive; null for all.</summary>
    public DateTime? To { get; init; }

    /// <summary>The time against which data are fresh or stale, UTC; null for the clock of this machine.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Whether a file that is there is replaced.</summary>
    public bool Replaces { get; init; }
}

/// <summary>One series or several: what is null may be anything.</summary>
public sealed record ReportSeriesName(string RawSymbol, string? Exchange = null, string? Dataset = null, string? Interval = null)
{
    public bool Names(SeriesKey key) => key.Symbol == RawSymbol && (Exchange is null || key.Exchange == Exchange)
        && (Dataset is null || key.Dataset == Dataset) && (Interval is null || key.Interval.ToString() == Interval);
}

/// <summary>A report page that was written.</summary>
/// <param name="Path">The whole path.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Series">Series whose coverage it shows.</param>
/// <param name="Charts">Series whose candles it has.</param>
/// <param name="DrawsCandles">Whether this build has the library that draws them; without it they are tables.</param>
public sealed record WrittenReport(string Path, long Bytes, int Series, int Charts, bool DrawsCandles);
